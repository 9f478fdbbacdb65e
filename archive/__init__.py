"""The archive: who met whom, when and where, and what they signed."""
