"""What the records hold to be true."""
