"""Instances: rows of a prepared statement as records, the same that Django's own iterable makes.

Django divides the columns anew for every statement, and sets each field by itself. Here they are
divided once, and a record is given all its values together.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.base import ModelState

type Row = Sequence[Any]
type Converters = list[tuple[int, list[Any], Any]]  # place of a value, what converts it, its column


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
        values = converted(row[self.start : self.end], self.converters, connection)
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
