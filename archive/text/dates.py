"""Dated claims: EDTF strings, their bounds, the words for them, and reading them."""

from archive.text.date_reading import AmbiguousDate, UnreadableDate, read_date, says_more
from archive.text.date_words import DateWords, describe
from archive.text.edtf_forms import (
    InvalidDate,
    bounds,
    is_year_unknown,
    known_year,
    year_is_qualified,
)

__all__ = [
    "AmbiguousDate",
    "DateWords",
    "InvalidDate",
    "UnreadableDate",
    "bounds",
    "describe",
    "is_year_unknown",
    "known_year",
    "read_date",
    "says_more",
    "year_is_qualified",
]
