"""Pure rules on text: passages, dates, cells, slugs, redaction and search words."""
