"""Instances: rows of a prepared statement as records, the same that Django's own iterables make.

Django divides the columns anew for every statement, and sets each field by itself. Here they are
divided once, and a record is given all its values together.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    NamedValuesListIterable,
    ValuesIterable,
    ValuesListIterable,
)

type Row = Sequence[Any]
type Converters = list[tuple[int, list[Any], Any]]  # place of a value, what converts it, its column


def rows_of(
    queryset: Any, compiler: Any, converters: dict[int, Any]
) -> Callable[[list[Row], Any], list[Any]]:
    """What makes of the rows of a statement, and its connection, what its queryset gives."""
    if queryset._iterable_class is ModelIterable:
        return Instances(compiler, converters).of
    return Values(queryset, compiler, converters).of


class Instances:
    """The records in the rows of a statement, each with its annotations."""

    def __init__(self, compiler: Any, converters: dict[int, Any]):
        self.records = Records(compiler, compiler.klass_info, converters)
        self.annotations = [
            (name, place, within(converters, place, place + 1))
            for name, place in (compiler.annotation_col_map or {}).items()
        ]

    def of(self, rows: Iterable[Row], connection: Any) -> list[Any]:
        found = [self.records.one(row, connection) for row in rows]
        for name, place, converters in self.annotations:
            for record, row in zip(found, rows, strict=True):
                (value,) = converted([row[place]], converters, connection)
                setattr(record, name, value)
        return found


class Values:
    """The rows of a statement as dictionaries, tuples or single values."""

    def __init__(self, queryset: Any, compiler: Any, converters: dict[int, Any]):
        self.end = compiler.col_count  # what follows is there for the order alone
        self.converters = within(converters, 0, self.end)
        self.make: Callable[[Row], Any] = MAKERS[queryset._iterable_class](queryset)

    def of(self, rows: Iterable[Row], connection: Any) -> list[Any]:
        every: Iterable[Row] = (row[: self.end] for row in rows)
        if self.converters:
            every = (converted(row, self.converters, connection) for row in every)
        return [self.make(row) for row in every]


def names_of(queryset: Any) -> list[str]:
    query = queryset.query
    return list(query.selected or [*query.values_select, *query.annotation_select])


def dictionaries(queryset: Any) -> Callable[[Row], Any]:
    names = names_of(queryset)
    return lambda row: dict(zip(names, row, strict=True))


def named_tuples(queryset: Any) -> Callable[[Row], Any]:
    # The names are known when the queryset is, not before.
    row: Any = namedtuple("Row", queryset._fields or names_of(queryset))  # type: ignore[misc]
    return row._make


MAKERS: dict[type, Callable[[Any], Callable[[Row], Any]]] = {
    ValuesIterable: dictionaries,
    ValuesListIterable: lambda _queryset: tuple,
    NamedValuesListIterable: named_tuples,
    FlatValuesListIterable: lambda _queryset: lambda row: row[0],
}


class Records:
    """The records of one model within rows, and those that `select_related` loads with them."""

    def __init__(self, compiler: Any, info: dict[str, Any], converters: dict[int, Any]):
        self.model = info["model"]
        columns = info["select_fields"]
        self.start, self.end = columns[0], columns[-1] + 1
        self.names = [each[0].target.attname for each in compiler.select[self.start : self.end]]
        self.key = self.start + self.names.index(self.model._meta.pk.attname)
        self.converters = within(converters, self.start, self.end)
        self.related = [
            (Records(compiler, each, converters), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", [])
        ]

    def one(self, row: Row, connection: Any) -> Any:
        values = row[self.start : self.end]
        if self.converters:
            values = converted(values, self.converters, connection)
        record = self.model.__new__(self.model)
        record.__dict__.update(zip(self.names, values, strict=True))
        record._state = ModelState()
        record._state.adding, record._state.db = False, connection.alias
        for other, local_setter, remote_setter in self.related:
            is_there = row[other.key] is not None
            found = other.one(row, connection) if is_there else None
            local_setter(record, found)
            if is_there:
                remote_setter(found, record)
        return record


def within(converters: dict[int, Any], start: int, end: int) -> Converters:
    """The converters of these columns, by their place among them."""
    return [
        (place - start, each, column)
        for place, (each, column) in converters.items()
        if start <= place < end
    ]


def converted(values: Row, converters: Converters, connection: Any) -> list[Any]:
    """Values as fields have them."""
    found = list(values)
    for place, each, column in converters:
        for convert in each:
            found[place] = convert(found[place], column, connection)
    return found
