"""Searches and entries, as the tests of the search ask for them."""

from archive.models import (
    SearchEntry,
)
from archive.services.saving import Saving
from archive.services.searching import (
    entries_out_of_step,
    search,
)
from tests import make

TEXT = (
    "Position: Index>>News\n\nOn September 12th, Tan Zuo-jun went to Da’an.\n"
    "The red kiwifruit of Shuicheng was praised. BaoShan was not named.\n\n[Print] [Close]"
)


def titles(q, **options):
    return [hit.title for hit in search(q=q, **options).hits]


def every(q, **options):
    """All titles, page by page."""
    found, after = [], ""
    while True:
        page = search(q=q, after=after, **options)
        found += [hit.title for hit in page.hits]
        after = page.next_cursor
        if not after:
            return found


def in_step():
    return list(entries_out_of_step()) == []


def entry_of(record):
    return SearchEntry.objects.get(kind=record.record_kind(), record_id=record.pk)


def all_words(record):
    entry = entry_of(record)
    return " ".join([entry.title, entry.text, entry.names, entry.words])


def change(record, **fields):
    record = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(record, name, value)
    return make.saved(record)


def delete(record):
    with Saving() as saving:
        saving.delete(type(record).objects.get(pk=record.pk))


def public_official(**fields):
    official = make.official(**fields)
    make.post(official=official, article=make.article(title="Elsewhere"))
    return official
