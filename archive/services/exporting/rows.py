"""Rows: the cells of each record of a sheet, for editors or for the public."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from archive.models import Article, Citation, Post
from archive.models.records import set_one
from archive.resources import SHEETS, SheetResource
from archive.resources.sheets import Column, first_statements
from archive.resources.widgets import AnyReference, Posts, Reference
from archive.templatetags.citing import public_url
from archive.text.redacting import redact

CHUNK = 500
ADDRESSES = {"url", "archived_url"}
NOT_PUBLIC = {"redactions"}


def public_sheets() -> list[str]:
    """The sheets that readers may have."""
    return [sheet for sheet in SHEETS if sheet not in NOT_PUBLIC]


def columns_for(sheet: str, *, public: bool) -> list[Column]:
    """The columns of a sheet, in order."""
    columns = SHEETS[sheet].columns()
    return [column for column in columns if column.is_public] if public else columns


def chunks(rows: QuerySet, ids: array[int]) -> Iterator[list[Any]]:
    """The rows with these ids in lists short enough to load what belongs to them at once.

    The ids are known before, eight bytes each: no statement stays open, and no filter is
    gone through again, while a slow reader takes the file.
    """
    for start in range(0, len(ids), CHUNK):
        yield list(rows.filter(pk__in=ids[start : start + CHUNK].tolist()))


def rows_of(
    sheet: str, queryset: QuerySet | None = None, *, public: bool = False
) -> Iterator[list[str]]:
    """The cells of each row, in the order of the columns; rows in the order of their ids.

    `public` gives only what anybody may see: public rows, columns and words.
    """
    resource = SHEETS[sheet]
    rows = resource.rows()
    wanted = rows if queryset is None else queryset
    if public:
        rows, wanted = rows.filter(is_public=True), wanted.filter(is_public=True)
    found = wanted.order_by("pk").values_list("pk", flat=True)
    ids = array("q", found.iterator(chunk_size=10_000))
    columns = columns_for(sheet, public=public)
    write = public_cell if public else cell
    for chunk in chunks(with_related(resource, rows, public=public), ids):
        for record in prepared(resource, chunk, public=public):
            yield [write(column, record) for column in columns]


def with_related(resource: type[SheetResource], rows: QuerySet, *, public: bool) -> QuerySet:
    if public and resource.model() is Article:
        return rows.prefetch_related("redactions")
    if public and resource.model() is Citation:
        return rows.prefetch_related("article__redactions")
    if any(isinstance(column.widget, Posts) for column in resource.columns()):
        posts = Post.objects.filter(is_public=True) if public else Post.objects.all()
        return rows.prefetch_related(Prefetch("posts", posts))
    return rows


def prepared(resource: type[SheetResource], chunk: list[Any], *, public: bool) -> Iterable[Any]:
    """The rows of a chunk that are written, with the citations that their cells stand for."""
    if resource.has_shorthand:
        attach_statements(resource, chunk, public=public)
    if resource.model() is Citation:
        chunk = [each for each in chunk if not public or each.target.is_public]
        written = set() if public else written_elsewhere(chunk)
        return [each for each in chunk if each.pk not in written]
    return chunk


def attach_statements(resource: type[SheetResource], chunk: list[Any], *, public: bool) -> None:
    """Give each fact its first citation, as `stating`."""
    kind = resource.model().record_kind()
    first = first_statements(kind, [record.pk for record in chunk])
    if public:
        first = first.filter(is_public=True)
    found = {
        getattr(citation, f"{kind}_id"): citation
        for citation in first.select_related("article").defer("article__text")
    }
    for record in chunk:
        record.stating = found.get(record.pk)


def written_elsewhere(chunk: list[Citation]) -> set[int]:
    """The citations that stand on the rows of their facts, as `article` and `quote`."""
    by_kind: dict[str, set[int]] = {}
    for citation in chunk:
        name = set_one(citation, SHEETS["citations"].arc)
        by_kind.setdefault(name, set()).add(getattr(citation, f"{name}_id"))
    shorthand = {
        resource.model().record_kind() for resource in SHEETS.values() if resource.has_shorthand
    }
    written: set[int] = set()
    for kind, ids in by_kind.items():
        if kind in shorthand:
            written.update(first_statements(kind, ids).values_list("pk", flat=True))
    return written


def cell(column: Column, record: Any) -> str:
    return column.export(record)


def public_cell(column: Column, record: Any) -> str:
    """A cell as anybody may read it."""
    if isinstance(column.widget, (Reference, AnyReference)):
        referred: Any = column.get_value(record)
        return referred.slug if referred is not None and referred.is_public else ""
    if column.name == "quote":
        citation = record if isinstance(record, Citation) else record.stating
        return citation.shown if citation is not None else ""
    if column.name == "slug" and isinstance(record, Citation):
        return record.anchor.removeprefix("c-")  # a slug is made of the quote's words
    words = column.export(record)
    if column.name == "slug":
        return words
    if column.name in ADDRESSES and isinstance(record, Article):
        return words if public_url(record, column.name) else ""
    withheld = words_withheld(record)
    return redact(words, withheld) if withheld else words


def words_withheld(record: Any) -> list[str]:
    """What an article withholds, for its own words and for what is noted on its passages."""
    article = record.article if isinstance(record, Citation) else record
    if not isinstance(article, Article):
        return []
    return [redaction.exact for redaction in article.redactions.all()]
