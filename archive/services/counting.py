"""Counting: how many hits there are of each kind, no further than a reader is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from archive.models import RECORDS
from archive.models.finding import COUNT_CAP, Found
from archive.text.queries import closed


@dataclass(frozen=True)
class Count:
    """How many there are; the cap and `is_capped` where there are more."""

    number: int = 0
    is_capped: bool = False


def total(counts: Iterable[Count]) -> Count:
    """How many there are of all kinds together, up to the cap."""
    counts = list(counts)
    number = sum(count.number for count in counts)
    is_capped = number > COUNT_CAP or any(count.is_capped for count in counts)
    return Count(min(number, COUNT_CAP), is_capped)


def capped_counts(found: Found) -> dict[str, Count]:
    """By kind how many there are; at least so many of short words."""
    if connection.vendor == "sqlite" and found.in_texts != closed(found.in_texts):
        # To find what begins so, its index gathers it all: better once than once a kind.
        return as_counts(found.texts(gather=True).by_kind())
    numbers = found.texts_of_kinds
    if found.apart:
        names = found.names_of_kinds
        numbers = {kind: max(numbers[kind], names[kind]) for kind in numbers}
    return as_counts(numbers)


def as_counts(numbers: dict[str, int]) -> dict[str, Count]:
    """Of each kind that there is, in the order of the kinds of records."""
    return {
        kind: Count(min(number, COUNT_CAP), number > COUNT_CAP)
        for kind in RECORDS
        if (number := numbers.get(kind, 0))
    }
