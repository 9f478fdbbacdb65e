"""Paging: a part of a list by the last row shown, never counted to the end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet

from archive.models import LONG_AGO

PAGE = 50
COUNT_CAP = 1000  # beyond it a list says "more than 1,000"


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of the next ones ("" on the last page)."""

    rows: list[Model]
    next_cursor: str
    is_first: bool


class BadCursorError(ValueError):
    """The `after` of an address is not one that a page gave."""


def page_of(rows: QuerySet, *, after: str, size: int = PAGE) -> Page:
    """The page of `rows` that follows the row named by the cursor `after` ("" for the first).

    `rows` are ordered by one key and then by pk in the same direction, as `latest_first()`,
    `oldest_first()` and `by_name()` order them; the undated come last either way. One
    statement, however deep the page; with the oldest first, two where the dated ones end.
    Raises BadCursorError.
    """
    key, _pk = rows.query.order_by
    name = key.removeprefix("-")
    cursor = read_cursor(rows.model, name, after) if after else None
    found: list[Model] = []
    for part in parts_of(rows, key, cursor):
        found += part[: size + 1 - len(found)]
        if len(found) > size:
            break
    return cut(found, name, size=size, is_first=not after)


def cut(found: list, name: str, *, size: int, is_first: bool) -> Page:
    """The page of what was found, which is one row more where there is a next page."""
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    next_cursor = cursor_of((last.pk, getattr(last, name))) if last else ""
    return Page(rows=shown, next_cursor=next_cursor, is_first=is_first)


def cursor_of(last: tuple[int, object]) -> str:
    """The cursor of what follows a row, by its pk and its key."""
    pk, key = last
    return f"{pk}.{key}"


def parts_of(rows: QuerySet, key: str, cursor: tuple[object, int] | None) -> list[QuerySet]:
    """What follows the cursor, as querysets to be read one after the other."""
    if key != "sorts_on":
        return [beyond(rows, key, cursor)]
    # Without a year the key is the first day of all: ascending, those rows would lead.
    dated, undated = rows.filter(sorts_on__gt=LONG_AGO), rows.filter(sorts_on=LONG_AGO)
    if cursor and cursor[0] == LONG_AGO:
        return [beyond(undated, key, cursor)]
    return [beyond(dated, key, cursor), undated]


def beyond(rows: QuerySet, key: str, cursor: tuple[object, int] | None) -> QuerySet:
    """The rows after the cursor in the order of `key`, "-sorts_on", and pk."""
    if cursor is None:
        return rows
    value, pk = cursor
    name, way = key.removeprefix("-"), "lt" if key.startswith("-") else "gt"
    # The first condition repeats the second's outer bound: it is what the index is read by.
    return rows.filter(**{f"{name}__{way}e": value}).filter(
        Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": pk})
    )


def read_cursor(model: type[Model], name: str, after: str) -> tuple[object, int]:
    """The key and pk that a cursor such as ``45.2018-09-12`` names. Raises BadCursorError."""
    pk, dot, key = after.partition(".")
    if not dot or not (pk.isascii() and pk.isdigit()) or len(pk) > 18 or "\0" in key:
        raise BadCursorError
    if name != "sorts_on":
        return key, int(pk)
    try:
        return date.fromisoformat(key), int(pk)
    except ValueError as error:
        raise BadCursorError from error


def capped_count(rows: QuerySet) -> int:
    """How many rows there are, counting no further than one beyond the cap."""
    return rows.order_by()[: COUNT_CAP + 1].count()
