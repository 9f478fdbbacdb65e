"""Ordering: rows after those they refer to, in whatever order the file has them."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from django.utils.translation import gettext as _

from archive.resources import SHEETS
from archive.services.importing.matching import Row, SheetRows
from archive.services.importing.outcomes import Problem
from archive.services.importing.resolving import joined
from archive.services.importing.session import Session
from archive.services.importing.settling import keys_of

# Sheets after those that they refer to; officials after all that tells people apart.
ORDER = [
    "places",
    "organizations",
    "articles",
    "events",
    "delegations",
    "agreements",
    "officials",
    "names",
    "posts",
    "appearances",
    "parties",
    "progress",
    "citations",
    "redactions",
]
NAMES = ("name", "label")


def in_order(rows: SheetRows, session: Session) -> Iterable[Row]:
    """The rows of a sheet, each after its parent. Rows that go in a circle are errors."""
    if "translation_of" in rows.columns:  # articles, whose texts are not held in memory
        originals = (row for row in rows if "translation_of" not in row.cells)
        return chain(originals, (row for row in rows if "translation_of" in row.cells))
    if "parent" not in SHEETS[rows.sheet].fields or "parent" not in rows.columns:
        return rows
    left = list(rows)
    while True:
        try:
            order = TopologicalSorter(parents(left)).static_order()
            return [left[place] for place in order]
        except CycleError as error:
            circle = set(error.args[1])
            for place in sorted(circle):
                refuse_circle(left[place], session)
            left = [row for place, row in enumerate(left) if place not in circle]


def parents(rows: list[Row]) -> dict[int, list[int]]:
    """The place of each row → the place of the row of its parent, if that is in the file."""
    by_slug = {row.slug: place for place, row in enumerate(rows) if row.slug}
    by_name: dict[str, int] = {}
    for place, row in enumerate(rows):
        for name in NAMES:
            by_name.setdefault(joined(row.cells.get(name, "")), place)
    graph = {}
    for place, row in enumerate(rows):
        cell = row.cells.get("parent", "").strip()
        parent = by_slug.get(cell, by_name.get(joined(cell))) if cell else None
        is_namesake = parent == place and cell != row.slug
        graph[place] = [] if parent is None or is_namesake else [parent]
    return graph


def refuse_circle(row: Row, session: Session) -> None:
    """An error of a row, which others cannot refer to either."""
    session.result.errors.append(circular(row))
    session.resolver.fail(SHEETS[row.sheet].model(), keys_of(row), row.sheet, row.number)
    session.settle(row, "errors")


def circular(row: Row) -> Problem:
    return Problem(
        sheet=row.sheet,
        row=row.number,
        column="parent",
        code="circle",
        value=row.cells["parent"],
        message=_("Following the parents from this row leads back to it."),
        remedy=_("Correct one of the parents."),
    )
