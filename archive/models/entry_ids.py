"""Ids of search entries, which say where a hit stands: its kind, its day, its record."""

from datetime import date
from typing import NamedTuple

from archive.models.dated import LONG_AGO

# The number of a kind is part of ids: new kinds go to the end.
KINDS_WITHOUT_DAYS = {"place", "organization", "official"}
KINDS = ["place", "organization", "official", "agreement", "delegation", "event", "article"]
RECORD_BITS, DAY_BITS, KIND_BITS = 38, 22, 3
LONGEST_TITLE = 500

OF_KIND = 1 << RECORD_BITS + DAY_BITS  # as many ids has each kind
OF_RECORD = 1 << RECORD_BITS
PUBLIC = 1 << KIND_BITS + RECORD_BITS + DAY_BITS  # as many ids has what the public may read
UNDATED = (LONGEST_TITLE + 1) * OF_RECORD  # as many of a kind, the last, have no day


def entry_id(
    kind: str, record_id: int, *, sorts_on: date, title: str, is_public: bool = True
) -> int:
    """The id of an entry, made so that the least comes first in every list of hits of its kind.

    From the greatest bits to the least: whether it is hidden from the public (less than zero),
    the kind, how much earlier than all days its day is (undated records: the longer the title,
    the greater, all more than any year in print), and the same of the record. Both indexes
    find an id at once and go on in the order of ids, so that of each kind a search reads no
    more entries than it shows.
    """
    undated = LONGEST_TITLE - min(len(title), LONGEST_TITLE)
    day = undated if sorts_on == LONG_AGO else max(sorts_on.toordinal(), LONGEST_TITLE + 1)
    pk = (KINDS.index(kind) + 1) * OF_KIND - 1 - day * OF_RECORD - record_id
    return pk if is_public else pk - PUBLIC


def kind_of(entry_id: int) -> str:
    """The kind of the record that the entry with this id stands for."""
    return KINDS[entry_id % PUBLIC // OF_KIND]


def record_of(entry_id: int) -> int:
    """The id of the record that the entry with this id stands for."""
    return OF_RECORD - 1 - entry_id % OF_RECORD


def day_of(entry_id: int) -> date:
    """The day by which the entry with this id, of a dated record, is sorted."""
    return date.fromordinal((OF_KIND - 1 - entry_id % OF_KIND) // OF_RECORD)


def is_dated(entry_id: int) -> bool:
    """Whether the record that the entry with this id stands for has a day."""
    return entry_id % OF_KIND < OF_KIND - UNDATED


def rank_of(entry_id: int) -> int:
    """Where an entry stands among those of all kinds, of which the greatest comes first: by its
    day, its kind and its record."""
    day, record = divmod(OF_KIND - 1 - entry_id % OF_KIND, OF_RECORD)
    return ((day << KIND_BITS) + entry_id % PUBLIC // OF_KIND) * OF_RECORD + record


class Span(NamedTuple):
    """The ids from one to another."""

    first: int = 0
    last: int = PUBLIC - 1

    @property
    def undated(self) -> "Span":
        """Those of this span, of one kind, that have no day."""
        end = (self.last // OF_KIND + 1) * OF_KIND
        return Span(max(self.first, end - UNDATED), self.last)

    @property
    def dated(self) -> "Span":
        """The others."""
        end = (self.last // OF_KIND + 1) * OF_KIND
        return Span(self.first, min(self.last, end - UNDATED - 1))


def span(kind: str = "") -> Span:
    """The ids of what the public may read, of all kinds or of one."""
    if not kind:
        return Span()
    number = KINDS.index(kind)
    return Span(number * OF_KIND, (number + 1) * OF_KIND - 1)


def ranked_below(rank: int, kind: str) -> Span:
    """The ids of a kind whose rank is less than this."""
    of_day, record = divmod(rank, OF_RECORD)
    day, number = of_day >> KIND_BITS, of_day % (1 << KIND_BITS)
    own = KINDS.index(kind)
    if own < number:
        record = OF_RECORD  # all that have the same day
    elif own > number:
        record = 0  # none of them
    return Span((own + 1) * OF_KIND - day * OF_RECORD - record, span(kind).last)
