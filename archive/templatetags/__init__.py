"""How facts are worded on a page."""
