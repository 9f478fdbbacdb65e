"""Suggesting: the public records that come up while somebody types a name."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Left

from archive.models import SearchEntry
from archive.models.entry_ids import KINDS, KINDS_WITHOUT_DAYS, is_dated, rank_of, span
from archive.models.finding import COUNT_CAP, numbers_of_kinds, reading, reading_any
from archive.models.prepared import Prepared
from archive.models.search_indexes import NameIndex, Sought
from archive.text.excerpts import Sighting
from archive.text.queries import Query, closed, parse_query

ABOUT = 80  # characters
MOST_TITLES = 3 / 10  # of what is suggested, where names match as well
LONGEST_BEGINNING = 4  # letters, of the index of names on SQLite
MANY = dict.fromkeys(KINDS, COUNT_CAP + 1)


def suggest(q: str, *, limit: int = 10) -> list[SearchEntry]:
    """Records whose names have the words, the last of which may go on.

    People, bodies and areas, the shortest names first; then the newest titles. Entries
    without their texts but `about`, the beginning of it: what tells a namesake. Two
    statements, or of common words two for each kind that has them; the index then reads
    little more than is shown.
    """
    query = parse_query(q)
    sought = Sought(query)
    if not sought:
        return []
    ids = some_ids(sought)
    if len(ids) > COUNT_CAP:
        ids = first_of_each(meant(query), limit)
    ids.sort(key=rank_of, reverse=True)
    names = [pk for pk in ids if not is_dated(pk)][:limit]
    titles = [pk for pk in ids if is_dated(pk)][:limit]
    kept = max(limit - round(limit * MOST_TITLES), limit - len(titles))
    ids = [*names[:kept], *titles][:limit]
    excluded = sought.query.excluded
    found = {entry.pk: entry for entry in (whole_entries if excluded else entries_with)(ids)}
    entries = [found[pk] for pk in ids if pk in found]
    if not excluded:
        return entries
    unwanted = Sighting(Query(terms=excluded))
    return [each for each in entries if not unwanted.spans(f"{each.title}\n{each.text}")]


def some_ids(sought: Sought) -> list[int]:
    """Ids of what is so named, in no order: all, or one more than the cap."""
    return reading_any(NameIndex, COUNT_CAP + 1)(sought.asked, *span())


def meant(query: Query) -> Sought:
    """What is sought by a query with very many hits, as it is asked for the first of each kind.

    A last word that is common as it stands is meant so, if it is longer than the beginnings
    that SQLite has at hand: for each statement it would gather all that begins so.
    """
    last = query.terms[-1].alternatives[0].tokens[-1] if query.terms else ""
    if len(last) > LONGEST_BEGINNING:
        whole = Sought(closed(query))
        if len(some_ids(whole)) > COUNT_CAP:
            return whole
    return Sought(query)


def first_of_each(sought: Sought, limit: int) -> list[int]:
    """The first ids of each kind, of those with a day and of those without."""
    asked = sought.asked
    # PostgreSQL has to know how many there are; SQLite reads the first as quickly as it counts.
    is_counted = connection.vendor == "postgresql"
    numbers = numbers_of_kinds(NameIndex, asked, COUNT_CAP) if is_counted else MANY
    ids: list[int] = []
    for kind in KINDS:
        if not numbers[kind]:
            continue
        ids += reading(NameIndex, limit, kind, gather=True)(asked, *span(kind).undated)
        if kind not in KINDS_WITHOUT_DAYS:
            # Of few it is quicker to gather them than to go through the kind.
            newest = reading(NameIndex, limit, kind, gather=numbers[kind] <= COUNT_CAP)
            ids += newest(asked, *span(kind).dated)
    return ids


@Prepared
def entries_with(ids: list[int]) -> QuerySet:
    entries = SearchEntry.objects.public().defer("text", "words", "names")
    return entries.annotate(about=Left("text", ABOUT)).filter(pk__in=ids)


@Prepared
def whole_entries(ids: list[int]) -> QuerySet:
    entries = SearchEntry.objects.public().defer("words", "names")
    return entries.annotate(about=Left("text", ABOUT)).filter(pk__in=ids)
