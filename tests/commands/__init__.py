"""What operators can do."""
