"""Naming: the permanent slugs of new records and facts."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any

from archive.models import Appearance, Citation, FormerSlug, Name, Party, Post, Progress, Redaction
from archive.models.records import Kept
from archive.services.withholding import withheld_around
from archive.text.slugs import next_free, slug_of, without

LIMIT = 80
RESERVED = {"feed"}  # words that stand where a slug may stand in an address


def words_for(record: Kept) -> str:
    """The words from which the slug of a new record or fact is made."""
    match record:
        case Post():
            return f"{record.official.slug} {record.title} {record.article.slug}"
        case Appearance():
            where = record.event or record.delegation
            who = record.official.slug if record.official else record.group
            return f"{who} {where.slug if where else ''}"
        case Party():
            return f"{record.agreement.slug} {record}"
        case Progress():
            return f"{record.agreement.slug} {record.status} {record.date}"
        case Name():
            return f"{record.record.slug} {record.text}"
        case Citation():
            # Not from its words, some of which may have to be withheld one day.
            return f"{record.target.slug} {record.about} {record.article.slug}"
        case Redaction():
            return f"{record.article.slug} withheld"  # never from the words withheld
        case _:
            return str(record)


def wanted_slugs(records: list[Kept]) -> dict[int, str]:
    """id() of each of these records of one model → its slug, were every slug free.

    Without the words that its article withholds: a slug is permanent, and stands in addresses.
    """
    withheld = withheld_around(records)
    return {
        id(record): without(slug_of(words_for(record), limit=LIMIT), withheld.get(id(record), ()))
        for record in records
    }


def slugs_in_use(model: type[Kept], **condition: Any) -> set[str]:
    """Those slugs of a kind that a row has, or that lead to one since its row was merged."""
    former = FormerSlug.objects.filter(kind=model.record_kind(), **condition)
    rows = model._default_manager.filter(**condition).order_by().values_list("slug", flat=True)
    return set(rows.union(former.values_list("slug", flat=True), all=True).order_by())


class Either:
    """The words that are in one of several containers."""

    def __init__(self, *containers: Container[str]) -> None:
        self.containers = containers

    def __contains__(self, word: object) -> bool:
        return any(word in some for some in self.containers)


def name_record(*, record: Kept, taken: Container[str] = ()) -> str:
    """Give a record without a slug the next free one of its kind; return it.

    `taken` adds slugs that are promised but not saved, as in an import.
    """
    if not record.slug:
        wanted = wanted_slugs([record])[id(record)]
        used = Either(slugs_in_use(type(record), slug__startswith=wanted), taken, RESERVED)
        record.slug = next_free(wanted, used, limit=LIMIT)
    return record.slug


def name_records(records: Iterable[Kept], *, taken: Mapping[type[Kept], Container[str]]) -> None:
    """Give those of the records that have no slug one each, with one query a model."""
    nameless: dict[type[Kept], list[Kept]] = defaultdict(list)
    for record in records:
        if not record.slug:
            nameless[type(record)].append(record)
    for model, some in nameless.items():
        wanted = wanted_slugs(some)
        used = slugs_in_use(model, slug__in=set(wanted.values())) | RESERVED
        promised = taken.get(model, ())
        for record in some:
            slug = wanted[id(record)]
            if slug in used or slug in promised:
                name_record(record=record, taken=Either(promised, used))
            else:
                record.slug = slug
            used.add(record.slug)
