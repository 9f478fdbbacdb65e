"""Naming: the permanent slugs of new records and facts."""

from archive.models import Appearance, Citation, Name, Party, Post, Progress, Redaction
from archive.models.records import Kept
from archive.text.slugs import next_free, slug_of

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


def name_record(*, record: Kept, taken: set[str] | None = None) -> str:
    """Give a record without a slug the next free one of its kind; return it.

    `taken` adds slugs that are promised but not saved, as in an import.
    """
    if not record.slug:
        wanted = slug_of(words_for(record), limit=LIMIT)
        rows = type(record)._default_manager.filter(slug__startswith=wanted)
        used = set(rows.values_list("slug", flat=True)) | (taken or set()) | RESERVED
        record.slug = next_free(wanted, used, limit=LIMIT)
    return record.slug
