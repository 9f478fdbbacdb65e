"""Indexing: the entries that searches read, kept in step with the records."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import translation

from archive.models import RECORDS, SearchEntry
from archive.models.records import Record
from archive.services.batching import among, batches
from archive.services.describing import OWNERS, PRINTED_IN, entries_of
from archive.services.publishing import Touched
from archive.services.publishing import touched as nothing
from archive.services.writing import cells_of, insert, written_fields

BATCH = 200  # records in memory at once, with their texts
LANGUAGE = "en"  # of the labels in entries, whoever saves
KEPT = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]


class Problem(NamedTuple):
    """An entry that is not what it should be: missing, stale, public or orphan."""

    kind: str
    slug: str
    what: str


def refresh_entries(*, touched: Touched) -> None:
    """Bring the entries up to date around the rows in `touched` (model → ids).

    That is the entries of the records in it, of those whose facts, names or redactions are
    in it, and of those that print a name which changed. A few statements a kind and batch;
    an entry that stays the same is not written.
    """
    with translation.override(LANGUAGE):
        affected = owners(touched)
        for model in RECORDS.values():
            affected[model] |= touched.get(model, ())
        printing = nothing()
        for named in PRINTED_IN:
            for record, ids in neighbours(named, affected[named]).items():
                printing[record] |= ids
        for model in RECORDS.values():
            for some in batched(affected[model] | printing[model], BATCH, strict=False):
                write(model, list(some))


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
                standing = {e.record_id: e for e in entries_for(kind, ids)}
                for wanted in entries_of(model, ids):
                    what = fault(wanted, standing.get(wanted.record_id))
                    if what:
                        yield Problem(kind, wanted.slug, what)
            for slug in orphans(kind, model).order_by("pk").values_list("slug", flat=True):
                yield Problem(kind, slug, "orphan")


def fault(wanted: SearchEntry, standing: SearchEntry | None) -> str:
    """What is wrong with an entry; nothing if it is as wanted."""
    if standing is None:
        return "missing"
    if standing.is_public != wanted.is_public:
        return "public"
    return "" if alike(wanted, standing) else "stale"


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


def neighbours(model: type[Record], ids: Iterable[int]) -> Touched:
    """The records that print the name of one of these, if it is not what its entry says."""
    changed: list[int] = []
    for some in batches(ids):
        changed += renamed(model, some)
    found, facts = nothing(), nothing()
    for some in batches(changed):
        for pointing, name in PRINTED_IN[model]:
            rows = pointing._default_manager.filter(among(name, some))
            pks = set(rows.values_list("pk", flat=True))
            (facts if pointing in OWNERS else found)[pointing] |= pks
    for owner, told in owners(facts).items():
        found[owner] |= told
    return found


def renamed(model: type[Record], ids: list[int]) -> list[int]:
    """Those whose name, or whether the public may read it, is not what their entry says.

    What has no entry yet is new: whatever refers to it is as new, and touched as well.
    """
    title = "label" if hasattr(model, "label") else "name"
    entries = SearchEntry.objects.filter(among("record_id", ids), kind=model.record_kind())
    said = {pk: rest for pk, *rest in entries.values_list("record_id", "title", "is_public")}
    rows = model._default_manager.filter(among("pk", ids)).values_list("pk", title, "is_public")
    return [pk for pk, *rest in rows if pk in said and said[pk] != rest]


def write(model: type[Record], ids: list[int]) -> None:
    """Write the entries of these records that changed, delete those of records that are gone."""
    kind = model.record_kind()
    standing = {entry.record_id: entry for entry in entries_for(kind, ids)}
    new, changed, stay = [], [], set()
    for entry in entries_of(model, ids):
        stay.add(entry.pk)
        if entry.record_id not in standing:
            new.append(cells_of(entry))
        elif not alike(entry, standing[entry.record_id]):
            changed.append(entry)
    gone = [entry.pk for entry in standing.values() if entry.pk not in stay]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    insert(SearchEntry, [field.attname for field in written_fields(SearchEntry)], new)
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=KEPT
    )


def alike(one: SearchEntry, other: SearchEntry | None) -> bool:
    return other is not None and all(
        getattr(one, name) == getattr(other, name) for name in ["pk", *KEPT]
    )


def entries_for(kind: str, ids: list[int]) -> Iterable[SearchEntry]:
    return SearchEntry.objects.filter(among("record_id", ids), kind=kind).order_by("pk")


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
