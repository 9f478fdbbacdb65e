"""Indexing: the entries that searches read, kept in step with the records."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import translation

from archive.models import RECORDS, SearchEntry
from archive.models.records import Record
from archive.services.batching import among, batches
from archive.services.describing import OWNERS, PRINTED_IN, Entry, entries_of
from archive.services.publishing import Touched
from archive.services.publishing import touched as nothing
from archive.services.writing import cells, insert

BATCH = 200  # records in memory at once, with their texts
LANGUAGE = "en"  # of the labels in entries, whoever saves
COLUMNS = Entry._fields


class Problem(NamedTuple):
    """An entry that is not what it should be: missing, stale, public or orphan."""

    kind: str
    slug: str
    what: str


def refresh_entries(*, touched: Touched) -> None:
    """Bring the entries up to date around the rows in `touched` (model → ids).

    That is the entries of the records in it, of those whose facts, names or redactions are
    in it, and then of those that print a name which changed. A few statements a kind and
    batch; an entry that stays the same is not written.
    """
    with translation.override(LANGUAGE):
        affected, printing = owners(touched), nothing()
        for model in RECORDS.values():
            affected[model] |= touched.get(model, ())
            for ids in batched(affected[model], BATCH, strict=False):
                for record, some in neighbours(model, write(model, ids)).items():
                    printing[record] |= some
        for model in RECORDS.values():
            for ids in batched(printing[model] - affected[model], BATCH, strict=False):
                write(model, ids)


def refresh_all_entries() -> None:
    """Write all entries anew, a batch at a time, and delete those of no record."""
    with translation.override(LANGUAGE):
        for kind, model in RECORDS.items():
            for ids in every_id(model):
                with transaction.atomic():
                    write(model, ids)
            orphans(kind, model).delete()
    SearchEntry.objects.exclude(kind__in=RECORDS).delete()


def entries_out_of_step() -> Iterator[Problem]:
    """Every entry that is not what its record says now, one kind after the other."""
    with translation.override(LANGUAGE):
        for kind, model in RECORDS.items():
            for ids in every_id(model):
                standing = standing_of(kind, ids)
                for wanted in entries_of(model, ids):
                    what = fault(wanted, standing.get(wanted.record_id))
                    if what:
                        yield Problem(kind, wanted.slug, what)
            for slug in orphans(kind, model).order_by("pk").values_list("slug", flat=True):
                yield Problem(kind, slug, "orphan")


def fault(wanted: Entry, standing: Entry | None) -> str:
    """What is wrong with an entry; nothing if it is as wanted."""
    if standing is None:
        return "missing"
    if standing.is_public != wanted.is_public:
        return "public"
    return "" if wanted == standing else "stale"


def owners(touched: Touched) -> Touched:
    """The records whose entries print these facts, names and redactions."""
    found = nothing()
    for model, ways in OWNERS.items():
        for ids in batches(touched.get(model, ())):
            rows = model._default_manager.filter(among("pk", ids))
            for keys in rows.values_list(*(f"{name}_id" for name, _ in ways)):
                for (_name, owner), key in zip(ways, keys, strict=True):
                    if key is not None:
                        found[owner].add(key)
    return found


def neighbours(model: type[Record], renamed: Iterable[int]) -> Touched:
    """The records that print the names of these."""
    found, facts = nothing(), nothing()
    for some in batches(renamed):
        for pointing, name in PRINTED_IN.get(model, []):
            rows = pointing._default_manager.filter(among(name, some))
            ids = rows.values_list("pk", flat=True)
            (facts if pointing in OWNERS else found)[pointing].update(ids)
    for owner, told in owners(facts).items():
        found[owner] |= told
    return found


def write(model: type[Record], ids: Sequence[int]) -> list[int]:
    """Write the entries of these records that changed, delete those of records that are gone.

    Returns the records that were called otherwise, or hidden from others, until now. What had
    no entry is new: whatever refers to it is as new, and touched as well.
    """
    standing = standing_of(model.record_kind(), ids)
    new, changed, stay, renamed = [], [], set(), []
    for entry in entries_of(model, ids):
        stay.add(entry.id)
        before = standing.get(entry.record_id)
        if before is None:
            new.append(entry)
        elif entry != before:
            changed.append(entry)
            if (entry.title, entry.is_public) != (before.title, before.is_public):
                renamed.append(entry.record_id)
    gone = [entry.id for entry in standing.values() if entry.id not in stay]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    insert(SearchEntry, COLUMNS, [cells(SearchEntry, entry) for entry in sorted(new)])
    SearchEntry.objects.bulk_create(
        [SearchEntry(**entry._asdict()) for entry in sorted(changed)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=COLUMNS[1:],
    )
    return renamed


def standing_of(kind: str, ids: Sequence[int]) -> dict[int, Entry]:
    """Record → its entry as it stands."""
    rows = SearchEntry.objects.filter(among("record_id", ids), kind=kind)
    return {row[2]: Entry(*row) for row in rows.values_list(*COLUMNS)}


def orphans(kind: str, model: type[Model]) -> QuerySet:
    """The entries of a kind whose record does not exist."""
    return SearchEntry.objects.filter(kind=kind).exclude(
        record_id__in=model._default_manager.values("pk")
    )


def every_id(model: type[Model]) -> Iterator[list[int]]:
    """The ids of all records of a kind, in batches."""
    last = 0
    while True:
        rows = model._default_manager.filter(pk__gt=last).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        last = ids[-1]
