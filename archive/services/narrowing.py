"""Narrowing a search: the best hits of each kind, hits among some records, near spellings."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import batched, islice

from django.db.models import Model, Q, QuerySet

from archive.models import LONG_AGO, SearchEntry
from archive.models.entry_ids import (
    KINDS_WITHOUT_DAYS,
    Span,
    day_of,
    entry_id,
    is_dated,
    rank_of,
    record_of,
    span,
)
from archive.models.finding import COUNT_CAP, Found, reading
from archive.models.search_indexes import NameIndex, Sought
from archive.services.counting import Count
from archive.services.searching import (
    FIRST,
    Hit,
    Results,
    best_first,
    everything,
    few,
    hits,
    listed_of,
    order,
    page,
    read_cursor,
    those_of_kind,
)
from archive.text.excerpts import Sighting
from archive.text.queries import Query, parse_query
from archive.text.respelling import near

GROUPS = ["official", "organization", "place", "event", "delegation", "agreement", "article"]
IN_GROUP = 5  # hits of each kind, where there are several kinds
NEAR = 5
MANY = 20_000  # records; of more, all are not read
STEP = 128  # entries that the index is asked for at once, or records

type Rows = dict[str, QuerySet]  # by kind, the public records among which is searched


@dataclass(frozen=True)
class Group:
    """The best hits of one kind, and how many there are of it."""

    kind: str
    count: Count
    hits: list[Hit]


def best_of_each(
    *, q: str, rows: Rows | None = None, most: int = COUNT_CAP
) -> list[Group] | Results:
    """The best hits of each kind; where `rows` are given, among these records only.

    First the kind that has the best of all hits, where they can be ranked. The number of
    statements depends on the number of kinds alone. Of one kind or none, the first page of all
    hits instead.
    """
    found = Found(q)
    every, kinds = everything(found) if rows is None else among(found, rows, most)
    if len(kinds) < 2:
        return page(found, every, kinds)
    if every is None:
        kinds = {kind: kinds[kind] for kind in GROUPS if kind in kinds}
        first = {
            kind: listed_of(found, kind, FIRST, IN_GROUP, is_rare=not count.is_capped)
            for kind, count in kinds.items()
        }
    else:
        first = {k: list(islice(it, IN_GROUP)) for k, it in best_first(every, found).items()}
        first = dict(sorted(first.items(), key=lambda item: order(item[1][0])))
    shown = [place.entry for places in first.values() for place in places]
    of_kind: dict[str, list[Hit]] = {}
    for hit in hits(shown, found):
        of_kind.setdefault(hit.kind, []).append(hit)
    return [Group(kind, kinds[kind], of_kind[kind]) for kind in first if kind in of_kind]


def search_among(
    *, q: str, rows: Rows, most: int = COUNT_CAP, kind: str = "", after: str = ""
) -> Results:
    """A page of the hits among these records, of one kind or of all; without words all of them.

    Of a kind with more than the cap the newest are kept. Raises BadCursorError.
    """
    last, found = read_cursor(after), Found(q)
    every, kinds = among(found, rows, most)
    return page(found, every, kinds, kind=kind, last=last)


def among(found: Found, rows: Rows, most: int) -> tuple[list[int], dict[str, Count]]:
    """The ids, sorted, of the entries of these records that are found, how many of each kind."""
    every, numbers = everything(found) if found else (None, {})
    ids: list[int] = []
    kinds: dict[str, Count] = {}
    for kind, records in rows.items():
        if not found:
            some = first_of(kind, records, COUNT_CAP + 1)
        elif every is not None:
            some = those_of(those_of_kind(every, kind), records)
        else:
            some = found_among(found, kind, records, numbers.get(kind, Count()), most)
        if some:
            kinds[kind] = Count(min(len(some), COUNT_CAP), len(some) > COUNT_CAP)
            ids += some[:COUNT_CAP]
    return sorted(ids), kinds


def found_among(found: Found, kind: str, records: QuerySet, number: Count, most: int) -> list[int]:
    """The first entries of the records that are found, of which `number` are in the archive."""
    if not number.number:
        return []
    every = None if number.is_capped else few(found, kind)
    if every is not None:
        return those_of(every, records)
    return first_found(found, kind, records, size=COUNT_CAP + 1, most=most)


def those_of(every: Iterable[int], records: QuerySet) -> list[int]:
    """Those of the entries that stand for one of the records, all of their kind."""
    of = {record_of(pk): pk for pk in every}
    if not of:
        return []
    return [of[pk] for pk in records.filter(pk__in=of).order_by().values_list("pk", flat=True)]


def first_of(kind: str, records: QuerySet, size: int) -> list[int]:
    """The first entries of the records, `size` at most."""
    if kind in KINDS_WITHOUT_DAYS:
        entries = SearchEntry.objects.public().filter(kind=kind)
        entries = entries.filter(record_id__in=records.order_by().values("pk"))
        return list(entries.newest_first().values_list("pk", flat=True)[:size])
    return entries_of(kind, records.order_by("-sorts_on", "-pk")[:size])


def entries_of(kind: str, records: QuerySet) -> list[int]:
    """The entries of some records, in their order."""
    if kind in KINDS_WITHOUT_DAYS:
        undated, entries = list(records.values_list("pk", flat=True)), []
    else:
        days = list(records.values_list("pk", "sorts_on"))
        undated = [pk for pk, day in days if day == LONG_AGO]
        entries = [entry_id(kind, pk, sorts_on=day, title="") for pk, day in days if day > LONG_AGO]
    for some in batched(undated, COUNT_CAP, strict=False):
        rows = SearchEntry.objects.public().filter(kind=kind, record_id__in=some)
        entries += rows.values_list("pk", flat=True)
    return sorted(entries)


def worth_reading(given: Iterable[object]) -> int:
    """`most` of the records that are narrowed by these values.

    What is of another record is found anew at each turn, so it is read at once if it can be.
    """
    return MANY if any(isinstance(value, Model) for value in given) else COUNT_CAP


def first_found(
    found: Found,
    kind: str,
    records: QuerySet | None,
    *,
    within: Span | None = None,
    size: int,
    most: int = COUNT_CAP,
) -> list[int]:
    """The first entries of the records that are found, `size` at most.

    `records` may be None for all that are public. Of no more than `most` each is looked up,
    until enough are met. More are gone through by turns, if they have days; they are then best
    narrowed by what is their own, as their day: each step asks for some anew.
    """
    within = within or span(kind)
    if records is None:
        return found_of(found, kind, within, size)
    has_days = kind not in KINDS_WITHOUT_DAYS
    some = records.order_by()[: most + 1]
    entries = entries_of(kind, some)
    if len(entries) <= most:
        entries = [pk for pk in entries if within.first <= pk <= within.last]
        return looked_up(found, entries, size)
    chosen = dated_found(found, kind, records, within.dated, size) if has_days else []
    if len(chosen) < size:
        first, last = within.undated
        entries = SearchEntry.objects.public().filter(kind=kind, pk__gte=first, pk__lte=last)
        entries = entries.found(found, kind).filter(record_id__in=records.order_by().values("pk"))
        chosen += entries.newest_first().values_list("pk", flat=True)[: size - len(chosen)]
    return chosen


def looked_up(found: Found, entries: list[int], size: int) -> list[int]:
    """The first of these entries that are found."""
    chosen: list[int] = []
    for some in batched(entries, STEP, strict=False):
        chosen += sorted(found.of(list(some)))
        if len(chosen) >= size:
            break
    return chosen[:size]


def dated_found(found: Found, kind: str, records: QuerySet, within: Span, size: int) -> list[int]:
    """The same of those with a day, where both what is found and the records are many.

    Both stand in one order, so they are gone through by turns: a step among those of which
    there are fewer leaps over many of the others. Ends when enough are met.
    """
    dated = records.filter(sorts_on__gt=LONG_AGO).order_by("-sorts_on", "-pk")
    chosen: list[int] = []
    step = STEP
    while len(chosen) < size:
        ids = found_of(found, kind, within, step)
        if not ids:
            break
        chosen += sorted(those_of(ids, records))
        rows = under(dated, ids[-1]).values_list("pk", "sorts_on")[:STEP]
        ids = [entry_id(kind, pk, sorts_on=day, title="") for pk, day in rows]
        if len(chosen) >= size or not ids:
            break
        chosen += sorted(found.of(ids))
        within = Span(ids[-1] + 1, within.last)
        step = min(2 * step, COUNT_CAP)
    return chosen[:size]


def under(dated: QuerySet, entry: int) -> QuerySet:
    """Those of the records that stand behind the one with this entry."""
    day = day_of(entry)
    earlier = Q(sorts_on__lt=day) | Q(sorts_on=day, pk__lt=record_of(entry))
    return dated.filter(earlier, sorts_on__lte=day)


def found_of(found: Found, kind: str, within: Span, size: int) -> list[int]:
    """The first ids of a kind that are found within a span."""
    ids = found.first_texts(size, kind, within, gather=found.apart)
    if found.apart:
        ids = sorted({*ids, *found.first_names(size, kind, within)})[:size]
    return ids


def nearly(q: str) -> list[SearchEntry]:
    """The public records in whose names every word is spelt nearly as here: a few, best first.

    People, bodies and areas, the shortest names first; then the newest titles. What the reader
    wants left out is not offered.
    """
    query = parse_query(q)
    sought = Sought(near(query))
    if not sought:
        return []
    ids = reading(NameIndex, COUNT_CAP, gather=True)(sought.asked, *span())
    ids = sorted(ids, key=lambda pk: (is_dated(pk), -rank_of(pk)))[:NEAR]
    entries = SearchEntry.objects.public().defer("words", "names").in_bulk(ids)
    unwanted = Sighting(Query(terms=query.excluded))
    return [
        entry
        for entry in (entries[pk] for pk in ids if pk in entries)
        if not unwanted.spans(f"{entry.title}\n{entry.text}")
    ]
