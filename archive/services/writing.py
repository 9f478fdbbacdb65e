"""Writing: many records and their history at once, as so many saves would write them.

A save costs a millisecond of Python, and an import has hundreds of thousands. Here rows are
prepared column by column and handed to the database a batch at a time, with ids known
beforehand, so that nothing is read back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from itertools import batched, chain
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import (
    DateField,
    DecimalField,
    Field,
    JSONField,
    Max,
    Model,
)
from django.db.models.base import ModelState
from django.utils import timezone

from archive.models.records import Kept
from archive.models.terms import TermsField

type Cells = tuple[Any, ...]

FEW, MANY = 8, 1000  # ids taken at once: what a small import does not use is lost to PostgreSQL
VALUES = 500  # in one statement: SQLite keeps the last statements, whose size goes by it
ADAPTED = (DecimalField, JSONField, TermsField)  # what Django writes in its own way
OF_ENTRY = ["history_id", "history_date", "history_type", "history_change_reason"]


@dataclass
class Draft:
    """A record to be written: new, or changed from what it was before."""

    record: Kept
    before: Kept | None = None
    reason: str = ""
    history_id: int = 0  # of the entry that its writing makes


class Ids:
    """Ids for rows to come, inside a transaction that lets nobody else give them too."""

    def __init__(self) -> None:
        self.free: dict[type[Model], list[int]] = defaultdict(list)
        self.given: dict[type[Model], int] = {}
        self.sizes: dict[type[Model], int] = defaultdict(lambda: FEW)

    def next(self, model: type[Model]) -> int:
        if not self.free[model]:
            self.free[model] = self.block(model)
        return self.free[model].pop()

    def block(self, model: type[Model]) -> list[int]:
        """The next ids of a model, the lowest one last."""
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                size = self.sizes[model]
                self.sizes[model] = min(2 * size, MANY)
                sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
                cursor.execute(sql, [table, key_of(model), size])
                return sorted((pk for (pk,) in cursor.fetchall()), reverse=True)
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            used = cursor.fetchone()
        there = model._default_manager.aggregate(last=Max("pk"))["last"]
        last = max(used[0] if used else 0, there or 0, self.given.get(model, 0))
        self.given[model] = last + MANY
        return list(range(last + MANY, last, -1))


@cache
def blank_values(model: Any) -> tuple[dict[str, Any], list[str]]:
    """What a new record holds where nothing is said; which of it are lists."""
    made = model()
    values = {field.attname: getattr(made, field.attname) for field in written_fields(model)}
    return values, [name for name, value in values.items() if isinstance(value, list)]


def blank(model: Any) -> Any:
    """A new record, as `model()` makes it, at a fraction of the cost."""
    values, lists = blank_values(model)
    record = model.__new__(model)
    record._state = ModelState()
    record.__dict__.update(values)
    for name in lists:
        record.__dict__[name] = []
    return record


def refer(record: Any, name: str, value: Model | None) -> None:
    """Set a foreign key. Found in this database, of the right model: Django need not ask."""
    record.__dict__[f"{name}_id"] = value.pk if value is not None else None
    record._state.fields_cache[name] = value


@cache
def written_fields(model: Any) -> list[Field]:
    """The columns that a writer fills; the database computes the others."""
    return [field for field in model._meta.concrete_fields if not field.generated]


@cache
def preparing(model: Any) -> list[tuple[int, Callable[[Any], Any]]]:
    """Which of written_fields() need more than the value as it is, and how it is written."""
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for place, field in enumerate(written_fields(model)):
        prepare = partial(field.get_db_prep_save, connection=connection)
        if isinstance(field, DateField):  # days and moments come again and again
            found.append((place, lru_cache(maxsize=1000)(prepare)))
        elif isinstance(field, ADAPTED):
            found.append((place, prepare))
    return found


def cells_of(record: Any) -> Cells:
    """The values of written_fields(), as the database takes them."""
    model: Any = type(record)
    return cells(model, values_of(model)(record.__dict__))


@cache
def values_of(model: Any) -> Callable[[dict[str, Any]], tuple]:
    """What takes the values of written_fields() from those of a record."""
    return itemgetter(*(field.attname for field in written_fields(model)))


def cells(model: Any, values: tuple) -> Cells:
    """Values of written_fields(), as the database takes them."""
    found = list(values)
    for place, prepare in preparing(model):
        found[place] = prepare(found[place])
    return tuple(found)


@cache
def kept_in_history(model: Any) -> tuple[list[str], Callable[[Cells], Cells]]:
    """Those of written_fields() that the history keeps, and what takes them from cells."""
    names = {field.attname for field in model.history.model._meta.concrete_fields}
    written = [field.attname for field in written_fields(model)]
    places = [place for place, name in enumerate(written) if name in names]
    return [written[place] for place in places], itemgetter(*places)


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Cells]) -> None:
    """Insert rows of values for these attributes.

    On SQLite many by one statement: it costs half of one for each. A full-text index writes
    what it holds before every statement, and wherever a row's id is less than the one before.
    """
    rows = list(rows)
    if not rows:
        return
    if connection.vendor == "postgresql":
        copy_in(model, names, rows)
        return
    with connection.cursor() as cursor:
        for some in batched(rows, max(VALUES // len(names), 1), strict=False):
            values = list(chain.from_iterable(some))
            cursor.execute(insertion(model, tuple(names), len(some)), values)


def copy_in(model: type[Model], names: Sequence[str], rows: Iterable[Cells]) -> None:
    """The same on PostgreSQL."""
    statement = f"COPY {into(model, names)} FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def into(model: type[Model], names: Iterable[str]) -> str:
    """The table of a model with the columns of these attributes, quoted."""
    columns = ", ".join(connection.ops.quote_name(column_of(model, name)) for name in names)
    return f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"


@lru_cache(maxsize=200)
def insertion(model: type[Model], names: tuple[str, ...], count: int) -> str:
    """The statement that inserts so many rows."""
    row = f"({', '.join(['%s'] * len(names))})"
    return f"INSERT INTO {into(model, names)} VALUES {', '.join([row] * count)}"  # noqa: S608 -- names of our own


def update(model: type[Model], names: Sequence[str], rows: Iterable[Cells]) -> None:
    """Update rows of values for these attributes; the id stands last in each row."""
    rows = list(rows)
    if not rows:
        return
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(column_of(model, name))} = %s" for name in names)
    # Names of our own tables and columns, quoted; values are parameters.
    sql = f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {quote(key_of(model))} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def key_of(model: type[Any]) -> str:
    """The column of the primary key."""
    return str(model._meta.pk.column)


@cache
def column_of(model: Any, attname: str) -> str:
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    return str(columns[attname])


def write(drafts: Iterable[Draft], ids: Ids) -> None:
    """Write records of any models with a history entry each; new ones have their ids already.

    The records are valid, their versions right. Raises IntegrityError where the database
    refuses one of them.
    """
    now = timezone.now()
    for model, some in by_model(drafts).items():
        write_model(model, some, ids, now)


def write_records(drafts: Iterable[Draft]) -> None:
    """Write records as `write()` does, without their history."""
    now = timezone.now()
    for model, some in by_model(drafts).items():
        write_rows(model, some, now)


def by_model(drafts: Iterable[Draft]) -> dict[type[Any], list[Draft]]:
    found: dict[type[Any], list[Draft]] = defaultdict(list)
    for draft in drafts:
        found[type(draft.record)].append(draft)
    return found


def write_model(model: Any, drafts: list[Draft], ids: Ids, now: datetime) -> None:
    entry = model.history.model
    kept, kept_of = kept_in_history(model)
    moment = connection.ops.adapt_datetimefield_value(now)
    entries = []
    for draft, cells in zip(drafts, write_rows(model, drafts, now), strict=True):
        draft.history_id = ids.next(entry)
        user = getattr(draft.record, "_history_user", None)
        entries.append(
            (
                *kept_of(cells),
                draft.history_id,
                moment,
                "+" if draft.before is None else "~",
                draft.reason or None,
                user.pk if user is not None else None,
            )
        )
    insert(entry, [*kept, *OF_ENTRY, "history_user_id"], entries)


def write_rows(model: Any, drafts: list[Draft], now: datetime) -> list[Cells]:
    """Write the records themselves; return what was written of each."""
    names = [field.attname for field in written_fields(model)]
    key = names.index(model._meta.pk.attname)
    every, new, changed = [], [], []
    for draft in drafts:
        record: Any = draft.record
        record.updated_at = now
        if draft.before is None:
            record.created_at = now
        cells = cells_of(record)
        every.append(cells)
        if draft.before is None:
            new.append(cells)
        else:
            changed.append((*cells[:key], *cells[key + 1 :], cells[key]))
    insert(model, names, new)
    update(model, [*names[:key], *names[key + 1 :]], changed)
    return every
