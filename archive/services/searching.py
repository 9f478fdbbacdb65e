"""Searching: the entries that searches read, and the searches."""

from archive.services.publishing import Touched


def refresh_entries(*, touched: Touched) -> None:
    """Write anew the entries of the records in `touched` and of those whose facts are in it."""
