"""Suggesting: the public records that come up while somebody types a name."""

from django.db.models.functions import Left

from archive.models import SearchEntry
from archive.models.search_entries import DATED_FROM, NameIndex, Sought
from archive.text.queries import parse_query

ABOUT = 80  # characters
MOST_TITLES = 3 / 10  # of what is suggested, where names match as well


def suggest(q: str, *, limit: int = 10) -> list[SearchEntry]:
    """Records whose names have the words, the last of which may go on.

    People, bodies and areas, the shortest names first; then the newest titles. Entries
    without their texts but `about`, the beginning of it: what tells a namesake. Three
    statements; of common words the index reads no more than is shown.
    """
    sought = Sought(parse_query(q))
    names = NameIndex.objects.matching(sought, gather=True).filter(rowid__lt=DATED_FROM)
    titles = NameIndex.objects.matching(sought).filter(rowid__gte=DATED_FROM)
    newest = list(titles.ids()[:limit])
    kept = max(limit - round(limit * MOST_TITLES), limit - len(newest))
    ids = [*names.ids()[:kept], *newest][:limit]
    entries = SearchEntry.objects.public().defer("text", "words", "names")
    found = entries.annotate(about=Left("text", ABOUT)).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
