"""Rows: the cells of each record of a sheet, for editors or for the public.

A column at a time: the values that its cells are made of are read as they lie in the
database, without a record around them, and written one below the other.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, NamedTuple

from django.db.models import BooleanField, Q, QuerySet

from archive.models import Appearance, Article, Citation, Redaction
from archive.resources import SHEETS, SheetResource
from archive.resources.sheets import ArcKind, ArcRecord, Column, first_statements
from archive.resources.widgets import AnyReference, Posts, Reference
from archive.services.idsets import IdSet
from archive.text.cells import join_list
from archive.text.redacting import MARK, redact
from archive.text.slugs import in_address

CHUNK, CHUNK_OF_TEXTS = 300, 100  # records in memory at once; articles, with their texts
TEXTS = 50  # that are fetched at once to look for a quote
ADDRESSES = {"url", "archived_url"}
NOT_PUBLIC = {"redactions"}
STATING = "stating"  # the first word of the path of a column that is written from a citation
SAFE = {"slug", "quote"}  # columns whose words are taken care of already


class Stated(NamedTuple):
    """The first citation of a fact, as its row writes it."""

    article: str  # its slug
    exact: str  # as this reader may see it
    citation: int = 0  # its id


NOTHING = Stated("", "")


@dataclass
class Chunk:
    """Some records of a sheet: what their columns hold, one record after the other."""

    ids: Sequence[int]
    values: dict[str, Sequence[Any]]  # by column; of what a cell refers to, the slug
    quoted: list[int] = field(default_factory=list)  # the citations that facts write
    withheld: dict[int, list[str]] = field(default_factory=dict)  # phrases, by place in the chunk


def public_sheets() -> list[str]:
    """The sheets that readers may have."""
    return [sheet for sheet in SHEETS if sheet not in NOT_PUBLIC]


def columns_for(sheet: str, queryset: QuerySet | None = None, *, public: bool) -> list[Column]:
    """The columns of a sheet, in order; for editors the rare ones where the rows use them."""
    resource = SHEETS[sheet]
    if public:
        return [column for column in resource.columns() if column.is_public]
    rows = resource.model()._default_manager.all() if queryset is None else queryset
    wanted = {column.name for column in resource.columns()} | rare_in_use(resource, rows)
    return [column for column in resource.all_columns() if column.name in wanted]


def rare_in_use(resource: type[SheetResource], rows: QuerySet) -> set[str]:
    """The rare columns of a sheet that say something of any of these rows."""
    fields = [resource.model()._meta.get_field(name) for name in resource.rare]
    return {field.name for field in fields if rows.filter(says_something(field)).exists()}


def says_something(field: Any) -> Q:
    """The condition that a field is neither blank nor no."""
    if field.is_relation:
        return Q(**{f"{field.name}__isnull": False})
    return Q(**{field.name: True}) if isinstance(field, BooleanField) else ~Q(**{field.name: ""})


def blocks_of(
    sheet: str,
    columns: list[Column],
    queryset: QuerySet | None = None,
    *,
    public: bool = False,
    quoted: IdSet | None = None,
) -> Iterator[list[list[str]]]:
    """The cells of some rows at a time, column by column; rows in the order of their ids.

    `public` gives only what anybody may see: public rows and words. `quoted` collects the
    citations that rows of facts write; those of citations then need not look for them.
    """
    resource = SHEETS[sheet]
    ids = ids_of(resource.model(), queryset, public=public)
    if resource.model() is Citation and not public:
        ids = left_over(ids) if quoted is None else array("q", (i for i in ids if i not in quoted))
    size = CHUNK_OF_TEXTS if resource.model() is Article else CHUNK
    for start in range(0, len(ids), size):
        some = ids[start : start + size].tolist()
        chunk = read(resource, columns, some, public=public)
        if quoted is not None:
            quoted.update(chunk.quoted)
        if chunk.ids:
            yield [cells(column, chunk) for column in columns]


def ids_of(model: type[Any], queryset: QuerySet | None, *, public: bool) -> array[int]:
    """The ids of the rows that are wanted, in order, eight bytes each.

    They are known before: no statement stays open, and no filter is gone through again,
    while a slow reader takes the file.
    """
    wanted = model._default_manager.all() if queryset is None else queryset
    if public:
        wanted = wanted.filter(is_public=True)
    found = wanted.order_by("pk").values_list("pk", flat=True)
    return array("q", found.iterator(chunk_size=1_000))


def read(
    resource: type[SheetResource], columns: list[Column], ids: list[int], *, public: bool
) -> Chunk:
    """What the rows of these records say, in a few statements."""
    model = resource.model()
    paths = ["pk", *(path for column in columns for path in paths_of(column))]
    if public:
        paths += [path.replace("__slug", "__is_public") for path in paths if "__slug" in path]
    if model is Citation:
        paths += ["article_id", "shown"]
    rows = read_rows(model._default_manager.filter(pk__in=ids), paths, resource, public=public)
    found = dict(zip(paths, zip(*rows, strict=True) if rows else ((),) * len(paths), strict=True))
    stated = posts = {}
    if resource.has_shorthand:
        stated = statements_of(resource, found["pk"], public=public)
    if any(isinstance(column.widget, Posts) for column in columns):
        posts = posts_of(found["pk"], public=public)
    chunk = Chunk(
        found["pk"],
        {each.name: values_of(each, found, stated, posts) for each in columns},
        [each.citation for each in stated.values()],
    )
    if public:
        hide(model, chunk, found)
    return chunk


def read_rows(
    rows: QuerySet, paths: list[str], resource: type[SheetResource], *, public: bool
) -> list[Sequence[Any]]:
    """The values at these paths. For the public without the slugs of what it may not see, and
    without the names and citations of such records."""
    if not public:
        return list(rows.order_by("pk").values_list(*paths))
    referred = [
        (place, paths.index(path.replace("__slug", "__is_public")))
        for place, path in enumerate(paths)
        if path.endswith("__slug")
    ]
    belongs = [paths.index(f"{name}__slug") for name in resource.arc]
    seen: list[Sequence[Any]] = []
    for values in rows.filter(is_public=True).order_by("pk").values_list(*paths):
        row = list(values)
        for slug, is_public in referred:
            row[slug] = row[slug] if row[is_public] else None
        if not belongs or any(row[place] for place in belongs):
            seen.append(row)
    return seen


def paths_of(column: Column) -> list[str]:
    """The paths from a record to what a cell of the column is made of."""
    if isinstance(column, ArcKind):
        return []  # those of the column that names the record
    if isinstance(column, ArcRecord):
        return [f"{name}__slug" for name in column.arc]
    if not column.path or column.path[0] == STATING or isinstance(column.widget, Posts):
        return []
    name = str(column.attribute)
    return [f"{name}__slug"] if isinstance(column.widget, Reference) else [name]


def values_of(
    column: Column,
    found: Mapping[str, Sequence[Any]],
    stated: dict[int, Stated],
    posts: dict[int, list[str]],
) -> Sequence[Any]:
    """What a column holds, record by record."""
    ids = found["pk"]
    if isinstance(column, ArcKind | ArcRecord):
        at = zip(*(found[f"{name}__slug"] for name in column.arc), strict=True)
        if isinstance(column, ArcRecord):
            return ["".join(filter(None, slugs)) for slugs in at]
        kinds = [name.removeprefix("about_") for name in column.arc]
        return [next(compress(kinds, slugs), "") for slugs in at]
    if column.path[:1] == [STATING]:
        part = column.path[-1]
        return [getattr(stated.get(pk, NOTHING), part) for pk in ids]
    if isinstance(column.widget, Posts):
        return [join_list(posts.get(pk, ())) for pk in ids]
    paths = paths_of(column)
    return found[paths[0]] if paths else [None] * len(ids)


def statements_of(
    resource: type[SheetResource], ids: Iterable[int], *, public: bool = False
) -> dict[int, Stated]:
    """The citation that the row of each of these facts writes as `article` and `quote`.

    A quote that stands in its article several times needs its prefix and suffix: it is left
    to the sheet of citations. To count in Python is many times as quick as in the database.
    """
    kind = resource.model().record_kind()
    first = first_statements(kind, ids)
    if public:  # whose articles are then public too
        first = first.filter(is_public=True)
    words = "shown" if public else "exact"
    rows = first.values_list(
        f"{kind}_id", "article__slug", words, "pk", "exact", "article__text"
    ).iterator(chunk_size=TEXTS)
    return {fact: Stated(*rest) for fact, *rest, exact, text in rows if text.count(exact) <= 1}


def posts_of(ids: Sequence[int], *, public: bool) -> dict[int, list[str]]:
    """The slugs of the posts in which each of these appearances was."""
    through = Appearance.posts.through._default_manager
    rows = through.filter(appearance__in=ids).order_by("post")
    if public:
        rows = rows.filter(post__is_public=True)
    found = defaultdict(list)
    for pk, slug in rows.values_list("appearance_id", "post__slug"):
        found[pk].append(slug)
    return found


def hide(model: type[Any], chunk: Chunk, found: Mapping[str, Sequence[Any]]) -> None:
    """Take what articles withhold out of their own words, and of their passages."""
    if model is Citation:
        chunk.values["quote"] = found["shown"]
        # A slug is made of the quote's words.
        slugs = zip(found["pk"], found["slug"], found["shown"], strict=True)
        chunk.values["slug"] = [str(pk) if MARK in shown else slug for pk, slug, shown in slugs]
    if model not in (Article, Citation):
        return
    articles = found["pk" if model is Article else "article_id"]
    phrases = defaultdict(list)
    rows = Redaction.objects.filter(article__in=set(articles)).order_by("pk")
    for article, exact in rows.values_list("article_id", "exact"):
        phrases[article].append(exact)
    chunk.withheld = {place: phrases[pk] for place, pk in enumerate(articles) if pk in phrases}


def cells(column: Column, chunk: Chunk) -> list[str]:
    """The cells of a column."""
    values = chunk.values[column.name]
    if isinstance(column.widget, Reference | AnyReference | Posts):
        return [slug or "" for slug in values]
    if values.count(None) + values.count("") == len(values):  # as most columns of most sheets
        return [""] * len(values)
    written = list(map(column.widget.render, values))
    if column.name not in SAFE:
        for place, phrases in chunk.withheld.items():
            written[place] = without(written[place], phrases, column)
    return written


def without(words: str, phrases: list[str], column: Column) -> str:
    """The words of a cell without what is withheld; of an address that says it, nothing."""
    if column.name in ADDRESSES:
        return "" if in_address(words, phrases) else words
    return redact(words, phrases)


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
    sheets = [resource for resource in SHEETS.values() if resource.has_shorthand]
    keys = [f"{resource.model().record_kind()}_id" for resource in sheets]
    owners = zip(*Citation.objects.filter(pk__in=ids).values_list(*keys), strict=True)
    return {
        stated.citation
        for resource, facts in zip(sheets, owners, strict=False)
        for stated in statements_of(resource, set(facts) - {None}).values()
    }
