"""The readers' door."""
