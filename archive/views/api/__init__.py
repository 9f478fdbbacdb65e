"""The interface for programs: read-only JSON, and the document that describes it."""
