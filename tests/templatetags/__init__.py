"""How facts are worded."""
