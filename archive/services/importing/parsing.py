"""Parsing: the cells of one row as values and records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import NOT_PROVIDED, Field, Model
from django.utils.translation import gettext as _

from archive.models import Official, Organization, Place, Post
from archive.models.terms import TermsField
from archive.resources import SHEET_OF, SHEETS, SheetResource
from archive.resources.sheets import EDTF_COLUMNS, IDENTITY, ArcRecord, Column, kind_in
from archive.resources.widgets import CellError, Posts
from archive.services.importing.answers import NEW
from archive.services.importing.matching import Row
from archive.services.importing.outcomes import Ambiguity, Conflict, Problem
from archive.services.importing.people import Tie
from archive.services.importing.resolving import (
    NeedsRowError,
    OpenQuestionError,
    joined,
    not_found,
)
from archive.text.cells import clean, header_key, is_clear, split_list
from archive.text.dates import says_more

if TYPE_CHECKING:
    from archive.services.importing.session import Session

CREATABLE = (Official, Organization, Place)


type Reader = Callable[["Reading", str], Any]  # how the cells of a column are read


@dataclass
class Reading:
    """One row: its values by column, and everything that stands against it."""

    session: "Session"
    row: Row
    record: Any = None  # what the row means, as it is in the archive
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Ambiguity] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    needs: NeedsRowError | None = None
    resource: type[SheetResource] = field(init=False)
    model: type[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.resource = SHEETS[self.row.sheet]
        self.model = self.resource.model()

    @property
    def is_open(self) -> bool:
        """Whether something keeps the row from being saved."""
        return bool(self.problems or self.questions or self.conflicts or self.needs)

    def problem(self, column: str, code: str, message: str, remedy: str = "") -> None:
        value = self.row.cells.get(column, "")
        self.problems.append(
            Problem(self.row.sheet, self.row.number, column, code, value[:500], message, remedy)
        )

    def question(self, column: str, candidates: list[dict[str, str]]) -> None:
        value = clean(self.row.cells.get(column, ""))
        self.questions.append(Ambiguity(self.row.sheet, self.row.number, column, value, candidates))

    @property
    def marked(self) -> set[str]:
        """The columns that already have an error or a question."""
        if not self.problems and not self.questions:
            return set()
        return {each.column for each in self.problems} | {each.column for each in self.questions}

    def answer(self, column: str) -> str | None:
        if not self.session.answers.given:
            return None
        return self.session.answers.slug(
            sheet=self.row.sheet,
            row=self.row.number,
            column=column,
            value=clean(self.row.cells.get(column, "")),
        )


def read_cells(reading: Reading) -> None:
    """Fill `values` from the row; cells that say what the record says already are left out.

    Plain values first, then what they refer to, people last: what else the row names tells
    which person is meant, and whose posts its posts are.
    """
    cells = reading.row.cells
    for column, read in in_turn(reading.row.sheet):
        cell = cells.get(column.name)
        if cell is None or (read is read_posts and "official" in reading.marked):
            continue  # nobody knows yet whose posts these are
        if reading.record is not None and same_words(cell, column.export(reading.record)):
            reading.values[column.name] = column.get_value(reading.record)
            continue
        try:
            reading.values[column.name] = (
                emptied(reading.resource, column) if is_clear(cell) else read(reading, cell)
            )
        except CellError as error:
            reading.problem(column.name, error.code, error.message, error.remedy)
        except OpenQuestionError as question:
            reading.question(column.name, question.candidates)
        except NeedsRowError as error:
            reading.needs = error
    keep_words(reading)


def keep_words(reading: Reading) -> None:
    """Of "early 2018" the date holds the year; the words stay in its note, where that is blank."""
    cells = reading.row.cells
    for name in EDTF_COLUMNS & cells.keys():
        note = f"{name}_note"
        if note in cells or getattr(reading.record, note, None) or not says_more(cells[name]):
            continue
        if note in reading.resource.fields:
            reading.values[note] = clean(cells[name])
        elif name in reading.values and name not in reading.marked:
            tell_of_lost_words(reading, name)


def tell_of_lost_words(reading: Reading, column: str) -> None:
    """Say that of "early 2018" the year alone is kept, where no column takes the words."""
    words = {
        "row": reading.row.number,
        "words": clean(reading.row.cells[column]),
        "kept": reading.values[column],
        "column": column,
    }
    said = _("Row %(row)s: of “%(words)s” under %(column)s only %(kept)s is kept.") % words
    reading.session.result.notice(reading.row.sheet, said)


def same_words(cell: str, current: str) -> bool:
    return cell == current or cell.replace("\r\n", "\n") == current


@cache
def in_turn(sheet: str) -> list[tuple[Column, Reader]]:
    """The columns of a sheet that hold facts, and how each is read, one after another."""
    columns = (column for column in SHEETS[sheet].all_columns() if column.name not in IDENTITY)
    return [(column, reader_of(column)) for column in sorted(columns, key=turn)]


def turn(column: Column) -> int:
    """When a column is read: plain ones, references, people and records of any kind, posts."""
    if isinstance(column.widget, Posts):
        return 3
    if isinstance(column, ArcRecord) or column.refers_to is Official:
        return 2
    return 1 if column.refers_to else 0


def reader_of(column: Column) -> Reader:
    """What reads the value of a cell. It raises CellError, OpenQuestionError, NeedsRowError."""
    model, name, cleaned = column.refers_to, column.name, column.widget.clean
    if isinstance(column.widget, Posts):
        return read_posts
    if isinstance(column, ArcRecord):
        return lambda reading, cell: reference(reading, arc_model(reading, column), name, cell)
    if model is not None:
        return lambda reading, cell: reference(reading, model, name, cell)
    if name == "inferred":
        return lambda reading, cell: fields_named(reading.model, cleaned(cell))
    return lambda _reading, cell: cleaned(cell)


def emptied(resource: type[SheetResource], column: Column) -> Any:
    """What a column holds when nothing is said."""
    if column.attribute is None or "__" in column.attribute:
        return None
    field = resource.model()._meta.get_field(column.attribute)
    if isinstance(field, TermsField) or field.many_to_many:
        return []
    if field.null or field.is_relation:
        return None
    return default_of(field)


def default_of(field: Field) -> Any:
    return field.get_default() if field.default is not NOT_PROVIDED else ""


def fields_named(model: type[Model], terms: list[str]) -> list[str]:
    """The fields that a list of words names, whatever their case and hyphens."""
    known = {header_key(each.name): each.name for each in model._meta.get_fields()}
    return [known.get(header_key(term), term) for term in terms]


def ties(reading: Reading) -> set[Tie]:
    """What the row refers to, as far as it is known: what people are told apart by."""
    return {
        (type(value), value.pk)
        for value in reading.values.values()
        if isinstance(value, Model) and not isinstance(value, Official)
    }


def reference(reading: Reading, model: type[Model], column: str, cell: str) -> Model:
    """The record that a cell names; made on the spot where that was asked for."""
    resolver, answer = reading.session.resolver, reading.answer(column)
    if answer and answer != NEW:
        chosen = resolver.by_slug(model, answer)
        if chosen is None:
            raise not_found(model, answer)
        return chosen
    reading.session.recorder.flush_for(model, cell.strip())
    reading.session.recorder.flush_for(model, joined(cell))
    tied = ties(reading) if model is Official else set()
    found = None if answer == NEW else resolver.record(model, cell, tied)
    if found is not None:
        return found
    if model in CREATABLE and (answer == NEW or reading.session.create_missing):
        if model is Official and answer != NEW:
            resolver.refuse_within(cell)
        check_may_add(reading, model)
        return reading.session.create_named(reading, model, clean(cell))
    hint = ""
    if model is Official and "group" in reading.resource.fields:
        hint = _("People without a name belong into the column group.")
    raise not_found(model, cell, resolver.near(model, cell), hint)


def check_may_add(reading: Reading, model: type[Model]) -> None:
    """Who may not add a record may not have it made for a name either. Raises CellError."""
    user = reading.session.user
    if user is not None and not user.has_perm(f"archive.add_{model._meta.model_name}"):
        raise CellError(
            "permission",
            _("You may not do this to %(kind)s.") % {"kind": SHEET_OF[model]},
            _("Ask a publisher or an administrator."),
        )


def arc_model(reading: Reading, column: ArcRecord) -> type[Model]:
    """The model that kind_of_record names, or that the record's own row has."""
    kind = reading.values.get("kind_of_record")
    if kind is None and reading.record is not None:
        kind = kind_in(reading.record, column.arc)
    for name in column.arc:
        if name.removeprefix("about_") == kind:
            return reading.model._meta.get_field(name).related_model
    raise CellError(
        "missing",
        _("Without the kind of record it is not clear which record is meant."),
        _("Fill in kind_of_record."),
    )


def read_posts(reading: Reading, cell: str) -> list[Post]:
    """Posts by slug, or by title among those of the row's official."""
    official = reading.values.get("official") or getattr(reading.record, "official", None)
    return [one_post(reading, clean(item), official) for item in split_list(cell)]


def one_post(reading: Reading, item: str, official: Official | None) -> Post:
    found = reading.session.resolver.by_slug(Post, item)
    if found is None:
        reading.session.resolver.refuse_failed(Post, item)
        found = post_titled(reading, item, official)
    if official is not None and found.official_id != official.pk:
        raise CellError(
            "post-of-another",
            _("“%(post)s” is a post of %(other)s, not of %(official)s.")
            % {"post": found, "other": found.official, "official": official},
            _("Name a post of the row's official."),
        )
    return found


def post_titled(reading: Reading, title: str, official: Official | None) -> Post:
    """The post with this title; of several, the one that the row's own article states."""
    posts = list(Post.objects.filter(official=official, title__iexact=title).order_by("pk"))
    if not official or not posts:
        raise not_found(Post, title)
    article = reading.values.get("article")
    own = [post for post in posts if article is not None and post.article_id == article.pk]
    if len(own or posts) > 1:
        raise OpenQuestionError(
            [{"slug": post.slug, "why": f"{post}, {post.article}"} for post in own or posts]
        )
    return (own or posts)[0]
