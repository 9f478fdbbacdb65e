"""Rows: the cells of each record of a sheet, for editors or for the public."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from archive.models import Article, Citation, Post
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
    if resource.model() is Citation and not public:
        ids = left_over(ids)
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
    if resource.model() is Citation and public:
        return [each for each in chunk if each.target.is_public]
    return chunk


def attach_statements(resource: type[SheetResource], chunk: list[Any], *, public: bool) -> None:
    """Give each fact its first citation, as `stating`."""
    kind = resource.model().record_kind()
    first = first_statements(kind, [record.pk for record in chunk])
    if public:
        first = first.filter(is_public=True)
    found = {
        getattr(citation, f"{kind}_id"): citation
        for citation in first.select_related("article").only(
            f"{kind}_id", "exact", "shown", "article__slug", "article__is_public"
        )
    }
    for record in chunk:
        record.stating = found.get(record.pk)


def left_over(ids: array[int]) -> array[int]:
    """Those of these citations that no fact's row writes as `article` and `quote`."""
    left = array("q")
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK].tolist()
        written = written_elsewhere(some)
        left.extend(pk for pk in some if pk not in written)
    return left


def written_elsewhere(ids: list[int]) -> set[int]:
    """The citations that stand on the rows of their facts."""
    kinds = [each.model().record_kind() for each in SHEETS.values() if each.has_shorthand]
    about: dict[str, set[int]] = {kind: set() for kind in kinds}
    rows = Citation.objects.filter(pk__in=ids)
    for keys in rows.values_list(*(f"{kind}_id" for kind in kinds)):
        for kind, key in zip(kinds, keys, strict=True):
            if key is not None:
                about[kind].add(key)
    written: set[int] = set()
    for kind, owners in about.items():
        if owners:
            written.update(first_statements(kind, owners).values_list("pk", flat=True))
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
