"""What editors can do."""
