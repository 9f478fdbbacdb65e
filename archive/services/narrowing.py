"""Narrowing a search: the best hits of each kind, hits among some records, near spellings."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from archive.models import LONG_AGO, SearchEntry
from archive.models.search_entries import (
    COUNT_CAP,
    DATED_FROM,
    Found,
    NameIndex,
    Sought,
    day_of,
    entry_id,
    kind_of,
    record_of,
)
from archive.services.searching import (
    FIRST,
    NO_BOUND,
    Count,
    Hit,
    Results,
    capped_counts,
    few,
    hits,
    listed,
    page_of,
    ranked,
    read_cursor,
)
from archive.text.queries import parse_query
from archive.text.respelling import near

GROUPS = ["official", "organization", "place", "event", "delegation", "agreement", "article"]
IN_GROUP = 5  # hits of each kind, where there are several kinds
NEAR = 5
STEP = 100  # records that the index is asked for: each costs as much as to read a hundred hits

type Rows = dict[str, QuerySet]  # by kind, the public records among which is searched


@dataclass(frozen=True)
class Group:
    """The best hits of one kind, and how many there are of it."""

    kind: str
    count: Count
    hits: list[Hit]


def best_of_each(*, q: str, rows: Rows | None = None) -> list[Group]:
    """The best hits of each kind that has any; where `rows` are given, among these only.

    First the kind that has the best of all hits, where they can be ranked. The number of
    statements depends on the number of kinds alone.
    """
    found = Found(q)
    best: dict[str, list[int]] = {}
    every, kinds = everything(found) if rows is None else among(found, rows)
    if every is None:
        for kind in filter(kinds.__contains__, GROUPS):
            is_rare = not kinds[kind].is_capped
            places = listed(found, kind, FIRST, IN_GROUP, is_rare=is_rare)
            best[kind] = [place.entry for place in places]
    else:
        for place in ranked(every, found.names(), FIRST):
            best.setdefault(kind_of(place.entry), []).append(place.entry)
    shown = [pk for ids in best.values() for pk in ids[:IN_GROUP]]
    of_kind: dict[str, list[Hit]] = {}
    for hit in hits(shown, found):
        of_kind.setdefault(hit.kind, []).append(hit)
    return [Group(kind, kinds[kind], of_kind[kind]) for kind in best if kind in of_kind]


def everything(found: Found) -> tuple[set[int] | None, dict[str, Count]]:
    """The ids of all entries that are found, None where too many, and how many of each kind."""
    every = None if found.is_common else few(found)
    if every is None:
        return None, capped_counts(found)
    return every, {kind: Count(n) for kind, n in Counter(map(kind_of, every)).items()}


def search_among(*, q: str, rows: Rows, kind: str = "", after: str = "") -> Results:
    """A page of the hits among these records, of one kind or of all; without words all of them.

    Of a kind with more than the cap the newest are kept. Raises BadCursorError.
    """
    last, found = read_cursor(after), Found(q)
    every, kinds = among(found, rows)
    ids = {pk for pk in every if not kind or kind_of(pk) == kind}
    counts = [count for each, count in kinds.items() if not kind or each == kind]
    places = ranked(ids, found.names(kind), last)
    return page_of(places, total(counts), kinds, found)


def total(counts: list[Count]) -> Count:
    """How many there are of all kinds together, up to the cap."""
    number = sum(count.number for count in counts)
    is_capped = number > COUNT_CAP or any(count.is_capped for count in counts)
    return Count(min(number, COUNT_CAP), is_capped)


def among(found: Found, rows: Rows) -> tuple[set[int], dict[str, Count]]:
    """The ids of the entries of these records that are found, and how many of each kind."""
    is_searched = bool(found.query.terms or found.query.phrases)
    every = few(found) if is_searched and not found.is_common else None
    ids: set[int] = set()
    kinds: dict[str, Count] = {}
    for kind, records in rows.items():
        if every is not None:
            some = those_of(every, kind, records)
        else:
            some = newest_of(found, kind, records, is_searched=is_searched)
        if some:
            kinds[kind] = Count(min(len(some), COUNT_CAP), len(some) > COUNT_CAP)
            ids.update(some[:COUNT_CAP])
    return ids, kinds


def those_of(every: set[int], kind: str, records: QuerySet) -> list[int]:
    """Those of the entries that stand for one of the records of this kind."""
    of = {record_of(pk): pk for pk in every if kind_of(pk) == kind}
    return [of[pk] for pk in records.filter(pk__in=of).order_by().values_list("pk", flat=True)]


def newest_of(found: Found, kind: str, records: QuerySet, *, is_searched: bool) -> list[int]:
    """The newest entries of the records that are found, one more than the cap at most."""
    entries = SearchEntry.objects.public().filter(kind=kind)
    if is_searched:
        entries = entries.found(found, kind)
    entries = entries.filter(record_id__in=records.order_by().values("pk"))
    return list(entries.newest_first().values_list("pk", flat=True)[: COUNT_CAP + 1])


def newest_found(
    found: Found,
    kind: str,
    records: QuerySet,
    *,
    below: int = NO_BOUND,
    size: int,
) -> list[int]:
    """The newest entries under `below` of the records that are found, `size` at most.

    The records are of a kind that has days; the undated come last. They are narrowed by what
    is their own, as their day: each step asks for some anew.
    """
    some = list(records.order_by().values_list("pk", flat=True)[: COUNT_CAP + 1])
    if len(some) <= COUNT_CAP:
        entries = SearchEntry.objects.public().filter(kind=kind, record_id__in=some, pk__lt=below)
        among_these = list(entries.values_list("pk", flat=True))
        return sorted(found.of(among_these), reverse=True)[:size]
    chosen = dated_found(found, kind, records, below, size)
    if len(chosen) < size:
        entries = SearchEntry.objects.public().filter(kind=kind, pk__lt=min(below, DATED_FROM))
        entries = entries.found(found, kind).filter(record_id__in=records.order_by().values("pk"))
        chosen += entries.newest_first().values_list("pk", flat=True)[: size - len(chosen)]
    return chosen


def dated_found(found: Found, kind: str, records: QuerySet, below: int, size: int) -> list[int]:
    """The same of those with a day, where both what is found and the records are many.

    Both stand in one order, so they are gone through by turns: a step among those of which
    there are fewer leaps over many of the others. Ends when enough are met.
    """
    dated = records.filter(sorts_on__gt=LONG_AGO).order_by("-sorts_on", "-pk")
    chosen: list[int] = []
    while len(chosen) < size:
        ids = found_of(found, kind, rowid__lt=below, rowid__gte=DATED_FROM)
        if not ids:
            break
        chosen += sorted(those_of(set(ids), kind, records), reverse=True)
        below = ids[-1]
        rows = under(dated, below).values_list("pk", "sorts_on")[:STEP]
        ids = [entry_id(kind, pk, sorts_on=day, title="") for pk, day in rows]
        if len(chosen) >= size or not ids:
            break
        chosen += sorted(found.of(ids), reverse=True)
        below = ids[-1]
    return chosen[:size]


def under(dated: QuerySet, entry: int) -> QuerySet:
    """Those of the records that stand behind the one with this entry."""
    day = day_of(entry)
    earlier = Q(sorts_on__lt=day) | Q(sorts_on=day, pk__lt=record_of(entry))
    return dated.filter(earlier, sorts_on__lte=day)


def found_of(found: Found, kind: str, **condition: object) -> list[int]:
    """The first ids that are found under a condition, the greatest first, so many at most."""
    ids = list(found.texts(kind).filter(**condition).ids()[:COUNT_CAP])
    if found.apart:
        names = found.names(kind).filter(**condition).ids()[:COUNT_CAP]
        ids = sorted({*ids, *names}, reverse=True)[:COUNT_CAP]
    return ids


def nearly(q: str) -> list[SearchEntry]:
    """The public records in whose names every word is spelt nearly as here: a few, best first."""
    sought = Sought(near(parse_query(q)))
    ids = list(NameIndex.objects.matching(sought, gather=True).ids()[:NEAR])
    entries = SearchEntry.objects.public().defer("text", "words", "names")
    return list(entries.filter(pk__in=ids).newest_first()) if ids else []
