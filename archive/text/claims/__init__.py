"""Claims: what a press release probably states, read by rules from its words alone."""

from archive.text.claims.findings import Claims
from archive.text.claims.reading import read_claims

__all__ = ["Claims", "read_claims"]
