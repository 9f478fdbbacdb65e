"""How the archive is run: settings, addresses, servers."""
