"""Searching: the public records that have some words, best first."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet

from archive.models import LONG_AGO, RECORDS, SearchEntry
from archive.models.addresses import address_of
from archive.models.entry_ids import KINDS_WITHOUT_DAYS, Span, is_dated, rank_of, ranked_below, span
from archive.models.finding import COUNT_CAP, Found
from archive.models.prepared import Prepared
from archive.services.counting import Count, capped_counts, total
from archive.services.indexing import entries_out_of_step, refresh_all_entries, refresh_entries
from archive.text.excerpts import Pieces, Sighting

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
# titled; all else. Both the latter newest first. Within a tier, and alike in every one, ranks
# fall. Beyond the cap, where a reader wants a list, titles do not come before other matches.
NAMED, TITLED, REST = range(3)
NO_BOUND = 2**63 - 1  # no rank is greater
PAGE = 20  # hits, unless more or fewer are asked for
CHUNK = 1000  # ids of a tail looked through at once


class BadCursorError(ValueError):
    """The `after` of an address is not one that a search gave."""


class Place(NamedTuple):
    """Where a hit stands: in which tier, and its entry's rank there."""

    tier: int
    rank: int
    entry: int = 0


FIRST = Place(NAMED, NO_BOUND)  # where everything is still to come


@dataclass(frozen=True)
class Hit:
    """A record that is found, by its entry `pk`. Undated ones have no `sorts_on`.

    The pieces of the excerpt are words, and whether they match.
    """

    pk: int
    kind: str
    record_id: int
    slug: str
    title: str
    sorts_on: date | None
    excerpt: Pieces

    @property
    def url(self) -> str:
        return address_of(f"archive:{self.kind}_detail", self.slug)


@dataclass(frozen=True)
class Results:
    """A page of hits, how many there are of the kind sought and of each, the next page's cursor."""

    hits: list[Hit]
    count: Count
    kinds: dict[str, Count]
    next_cursor: str


def search(*, q: str, kind: str = "", after: str = "", limit: int = PAGE) -> Results:
    """The public records with these words, best first; `kind` keeps one kind of them.

    `after` is the cursor of the page before. Costs at most four statements and five for each
    kind that is found, each no more than the hits shown of it, however large the archive and
    however common the words. Whatever is typed, only BadCursorError is raised.
    """
    last = read_cursor(after)
    found = Found(q)
    if not found or (kind and kind not in RECORDS):
        return Results([], Count(), {}, "")
    return page(found, *everything(found), kind=kind, last=last, limit=limit)


def everything(found: Found) -> tuple[list[int] | None, dict[str, Count]]:
    """The ids of all entries that are found, None where too many, and how many of each kind."""
    every = None if found.is_common else few(found)
    if every is None:
        return None, capped_counts(found)
    numbers = {kind: len(those_of_kind(every, kind)) for kind in RECORDS}
    return every, {kind: Count(number) for kind, number in numbers.items() if number}


def those_of_kind(ids: list[int], kind: str) -> list[int]:
    """Those of sorted ids that are of a kind."""
    first, last = span(kind)
    return ids[bisect_left(ids, first) : bisect_right(ids, last)]


def page(
    found: Found,
    every: list[int] | None,
    kinds: dict[str, Count],
    *,
    kind: str = "",
    last: Place = FIRST,
    limit: int = PAGE,
) -> Results:
    """A page of what is found, from what `everything` says of it."""
    ids = those_of_kind(every, kind) if every and kind else every
    count = total(count for each, count in kinds.items() if not kind or each == kind)
    if every is None and kind:
        ids = few(found, kind)
        count = Count(len(ids or ()))
    if ids is None:
        some = {kind: kinds.get(kind, Count())} if kind else kinds
        count, places = Count(COUNT_CAP, is_capped=True), listed(found, some, last, limit + 1)
    else:
        places = ranked(ids, found, kind, last, limit + 1)
    return page_of(places, count, kinds, found, limit=limit)


def page_of(
    places: list[Place], count: Count, kinds: dict[str, Count], found: Found, *, limit: int = PAGE
) -> Results:
    """The hits at the first `limit` of these places, with the cursor of those that follow."""
    shown = places[:limit]
    cursor = f"{shown[-1].tier}.{shown[-1].rank}" if shown and len(places) > limit else ""
    return Results(hits([place.entry for place in shown], found), count, kinds, cursor)


def read_cursor(after: str) -> Place:
    """The place that a cursor such as ``0.4611`` names. Raises BadCursorError."""
    if not after:
        return FIRST
    tier, _, rank = after.partition(".")
    if tier not in {"0", "1", "2"} or not (rank.isascii() and rank.isdigit()) or len(rank) > 19:
        raise BadCursorError(after)
    return Place(int(tier), min(int(rank), NO_BOUND))


def few(found: Found, kind: str = "") -> list[int] | None:
    """All ids that are found, sorted, or None when they are more than the cap."""
    ids = found.any_texts(COUNT_CAP + 1, kind)
    if found.apart and len(ids) <= COUNT_CAP:
        ids = sorted({*ids, *found.any_names(COUNT_CAP + 1, kind)})
    return ids if len(ids) <= COUNT_CAP else None


def ranked(ids: list[int], found: Found, kind: str, last: Place, size: int) -> list[Place]:
    """The first `size` places after `last` of those where these ids, sorted, stand."""
    places = merge(*best_first(ids, found, kind).values(), key=order)
    return list(islice((place for place in places if order(place) > order(last)), size))


def best_first(ids: list[int], found: Found, kind: str = "") -> dict[str, Iterator[Place]]:
    """Where these ids, sorted, stand, by their kinds."""
    named = named_among(ids, found, kind) if ids else set()
    by_kind = {each: those_of_kind(ids, each) for each in ([kind] if kind else RECORDS)}
    return {each: in_tiers(some, named) for each, some in by_kind.items() if some}


def named_among(ids: list[int], found: Found, kind: str) -> set[int]:
    """Those so named or titled; where more than the cap are, titles are not looked at."""
    named = found.any_names(COUNT_CAP + 1, kind)
    if len(named) <= COUNT_CAP:
        return set(named)
    return found.named([pk for pk in ids if not is_dated(pk)])


def in_tiers(ids: list[int], named: set[int]) -> Iterator[Place]:
    """Where these ids of one kind, sorted, stand; `named` are those so named or titled."""
    well = [pk for pk in ids if pk in named]
    yield from (Place(NAMED, rank_of(pk), pk) for pk in well if not is_dated(pk))
    yield from (Place(TITLED, rank_of(pk), pk) for pk in well if is_dated(pk))
    yield from (Place(REST, rank_of(pk), pk) for pk in ids if pk not in named)


def order(place: Place) -> tuple[int, int]:
    return place.tier, -place.rank


def listed(found: Found, kinds: dict[str, Count], last: Place, size: int) -> list[Place]:
    """The first `size` places after `last` of these kinds, of more than can be ranked."""
    places = [
        place
        for kind, count in kinds.items()
        for place in listed_of(found, kind, last, size, is_rare=not count.is_capped)
    ]
    return sorted(places, key=order)[:size]


def listed_of(found: Found, kind: str, last: Place, size: int, *, is_rare: bool) -> list[Place]:
    """The same of one kind.

    `is_rare` where few of the kind are known to be found: it is quicker to gather them than
    to go through the kind until enough are met.
    """
    ids: list[int] = []
    within = ranked_below(last.rank, kind)
    if last.tier == NAMED:
        ids = found.first_names(size, kind, within.undated, gather=True)
        within = span(kind)
    places = [Place(NAMED, rank_of(pk), pk) for pk in ids]
    if len(places) < size:
        ids = dated(found, kind, within.dated, size - len(places), is_rare=is_rare)
        places += [Place(REST, rank_of(pk), pk) for pk in ids]
    if len(places) < size:
        ids = not_named(found, kind, within.undated, size - len(places))
        places += [Place(REST, rank_of(pk), pk) for pk in ids]
    return places


def dated(found: Found, kind: str, within: Span, size: int, *, is_rare: bool) -> list[int]:
    """The newest `size` ids within a span of those with a day."""
    if kind in KINDS_WITHOUT_DAYS:
        return []
    # Where names are looked for apart, it is because few texts are found.
    ids = found.first_texts(size, kind, within, gather=is_rare or found.apart)
    if found.apart:
        ids = sorted({*ids, *found.first_names(size, kind, within)})[:size]
    return ids


def not_named(found: Found, kind: str, within: Span, size: int) -> list[int]:
    """The first `size` ids within a span of those without a day that are not so named."""
    chosen: list[int] = []
    while len(chosen) < size:
        ids = found.first_texts(CHUNK, kind, within)
        if not ids:
            break
        named = found.first_names(CHUNK, kind, Span(ids[0], ids[-1]))
        chosen += sorted({*ids}.difference(named))
        within = Span(ids[-1] + 1, within.last)
        if len(ids) < CHUNK:
            break
    return chosen[:size]


def hits(ids: list[int], found: Found) -> list[Hit]:
    """The hits in the order of `ids`."""
    entries = {entry.pk: entry for entry in entries_with(ids)}
    sighting = Sighting(found.query)
    return [
        Hit(
            entry.pk,
            entry.kind,
            entry.record_id,
            entry.slug,
            entry.title,
            None if entry.sorts_on == LONG_AGO else entry.sorts_on,
            sighting.excerpt(entry.text),
        )
        for entry in (entries[pk] for pk in ids if pk in entries)
    ]


@Prepared
def entries_with(ids: list[int]) -> QuerySet:
    return SearchEntry.objects.public().defer("names", "words").filter(pk__in=ids)
