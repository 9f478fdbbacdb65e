"""Searching: the public records that have some words, best first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import IntegerField, QuerySet, Subquery

from archive.models import LONG_AGO, RECORDS, SearchEntry
from archive.models.search_entries import COUNT_CAP, DATED_FROM, Found, IndexQuerySet, kind_of
from archive.services.indexing import entries_out_of_step, refresh_all_entries, refresh_entries
from archive.text.queries import closed, excerpt

__all__ = [
    "BadCursorError",
    "Count",
    "Hit",
    "Results",
    "entries_out_of_step",
    "refresh_all_entries",
    "refresh_entries",
    "search",
]

# Hits stand in three tiers: undated records so named, the shortest name first; what is so
# titled; all else. Both the latter newest first. Within a tier, and alike in every one, ids
# fall. Beyond the cap, where a reader wants a list, titles do not come before other matches.
NAMED, TITLED, REST = range(3)
NO_BOUND = 2**63 - 1  # no id is greater
CHUNK = 1000  # ids of a tail looked through at once


class BadCursorError(ValueError):
    """The `after` of an address is not one that a search gave."""


class Place(NamedTuple):
    """Where a hit stands: in which tier, and its entry's id."""

    tier: int
    entry: int


FIRST = Place(NAMED, NO_BOUND)  # where everything is still to come


@dataclass(frozen=True)
class Count:
    """How many there are; the cap and `is_capped` where there are more."""

    number: int = 0
    is_capped: bool = False


@dataclass(frozen=True)
class Hit:
    """A record that is found. Undated ones have no `sorts_on`.

    The pieces of the excerpt are words, and whether they match.
    """

    kind: str
    record_id: int
    slug: str
    title: str
    sorts_on: date | None
    excerpt: list[tuple[str, bool]]
    url: str


@dataclass(frozen=True)
class Results:
    """A page of hits, how many there are of the kind sought and of each, the next page's cursor."""

    hits: list[Hit]
    count: Count
    kinds: dict[str, Count]
    next_cursor: str


def search(*, q: str, kind: str = "", after: str = "", limit: int = 20) -> Results:
    """The public records with these words, best first; `kind` keeps one kind of them.

    `after` is the cursor of the page before. Costs at most eight statements, however large
    the archive and however common the words. Whatever is typed, only BadCursorError is raised.
    """
    last = read_cursor(after)
    found = Found(q)
    if not found or (kind and kind not in RECORDS):
        return Results([], Count(), {}, "")
    every = None if found.is_common else few(found)
    if every is None:
        kinds = capped_counts(found)
        ids = few(found, kind) if kind else None
    else:
        kinds = {each: Count(number) for each, number in Counter(map(kind_of, every)).items()}
        ids = {pk for pk in every if not kind or kind_of(pk) == kind}
    if ids is None:
        count, places = Count(COUNT_CAP, is_capped=True), listed(found, kind, last, limit + 1)
    else:
        count, places = Count(len(ids)), ranked(ids, found.names(kind), last)
    return page_of(places, count, kinds, found, limit=limit)


def page_of(
    places: list[Place], count: Count, kinds: dict[str, Count], found: Found, *, limit: int = 20
) -> Results:
    """The hits at the first `limit` of these places, with the cursor of those that follow."""
    shown = places[:limit]
    cursor = f"{shown[-1].tier}.{shown[-1].entry}" if shown and len(places) > limit else ""
    return Results(hits([place.entry for place in shown], found), count, kinds, cursor)


def read_cursor(after: str) -> Place:
    """The place that a cursor such as ``0.4611`` names. Raises BadCursorError."""
    if not after:
        return FIRST
    tier, _, pk = after.partition(".")
    if tier not in {"0", "1", "2"} or not (pk.isascii() and pk.isdigit()) or len(pk) > 19:
        raise BadCursorError(after)
    return Place(int(tier), min(int(pk), NO_BOUND))


def few(found: Found, kind: str = "") -> set[int] | None:
    """All ids that are found, or None when they are more than the cap."""
    ids = set(found.texts(kind).order_by().ids()[: COUNT_CAP + 1])
    if found.apart and len(ids) <= COUNT_CAP:
        ids.update(found.names(kind).order_by().ids()[: COUNT_CAP + 1])
    return ids if len(ids) <= COUNT_CAP else None


def ranked(ids: set[int], names: IndexQuerySet, last: Place) -> list[Place]:
    """Where all these stand that come after the place `last`; `names` finds the well named."""
    named = set(names.order_by().ids()[: COUNT_CAP + 1])
    places = [Place(tier_of(pk, named), pk) for pk in ids]
    places.sort(key=order)
    return [place for place in places if order(place) > order(last)]


def order(place: Place) -> tuple[int, int]:
    return place.tier, -place.entry


def tier_of(pk: int, named: set[int]) -> int:
    if pk not in named:
        return REST
    return TITLED if pk >= DATED_FROM else NAMED


def listed(
    found: Found, kind: str, last: Place, size: int, *, is_rare: bool = False
) -> list[Place]:
    """The first `size` places after `last`, of more than can be ranked.

    `is_rare` where few of the kind are known to be found: it is quicker to gather them than
    to go through the kind until enough are met.
    """
    places, below = [], last.entry
    if last.tier == NAMED:
        names = found.names(kind, gather=True).filter(rowid__lt=min(below, DATED_FROM))
        places = [Place(NAMED, pk) for pk in names.ids()[:size]]
        below = NO_BOUND
    others = rest(found, kind, below, size - len(places), is_rare=is_rare)
    return places + [Place(REST, pk) for pk in others]


def rest(found: Found, kind: str, below: int, size: int, *, is_rare: bool) -> list[int]:
    """The newest `size` ids under `below` that are not in the first tier."""
    chosen: list[int] = []
    while len(chosen) < size:
        wanted = size - len(chosen) if below > DATED_FROM else CHUNK
        ids = list(found.texts(kind, gather=is_rare).filter(rowid__lt=below).ids()[:wanted])
        if found.apart:
            names = found.names(kind).filter(rowid__lt=below, rowid__gte=DATED_FROM)
            ids = sorted({*ids, *names.ids()[:wanted]}, reverse=True)[:wanted]
        if not ids:
            break
        is_end = len(ids) < wanted
        below = ids[-1]
        tail = [pk for pk in ids if pk < DATED_FROM]
        named = set()
        if tail:
            names = found.names(kind).filter(rowid__lte=tail[0], rowid__gte=tail[-1])
            named = set(names.ids())
        chosen += [pk for pk in ids if pk not in named]
        if is_end:
            break
    return chosen[:size]


class CappedCount(Subquery):
    """How many rows a query has, counting no further than one beyond the cap."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by()[: COUNT_CAP + 1])


def capped_counts(found: Found) -> dict[str, Count]:
    """By kind how many there are, in one statement; at least so many of short words."""
    if found.in_texts != closed(found.in_texts):
        # To find what begins so, the index gathers it all: better once than once a kind.
        return as_counts(found.texts(gather=True).by_kind())
    sources = [found.texts, found.names] if found.apart else [found.texts]
    counts = {
        f"{kind}_{number}": CappedCount(source(kind).ids())
        for kind in RECORDS
        for number, source in enumerate(sources)
    }
    row = SearchEntry.objects.order_by().annotate(**counts).values(*counts).first() or {}
    return as_counts(
        {kind: max(row.get(f"{kind}_{n}", 0) for n in range(len(sources))) for kind in RECORDS}
    )


def as_counts(numbers: dict[str, int]) -> dict[str, Count]:
    return {kind: Count(min(n, COUNT_CAP), n > COUNT_CAP) for kind, n in numbers.items() if n}


def hits(ids: list[int], found: Found) -> list[Hit]:
    """The hits in the order of `ids`."""
    entries = SearchEntry.objects.public().defer("names", "words").in_bulk(ids)
    return [
        Hit(
            entry.kind,
            entry.record_id,
            entry.slug,
            entry.title,
            None if entry.sorts_on == LONG_AGO else entry.sorts_on,
            excerpt(entry.text, found.query),
            entry.get_absolute_url(),
        )
        for entry in (entries[pk] for pk in ids if pk in entries)
    ]
