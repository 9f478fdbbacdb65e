"""Reporting: the person's own rows again, with what stands against each beside it."""

from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from archive.services.importing.formulas import UNREAD
from archive.services.importing.matching import Headings, header_of, sheet_of
from archive.services.importing.outcomes import ImportResult
from archive.services.importing.reading import read_workbook
from archive.services.importing.tables import CountedOn, Table
from archive.text.cells import CELL_LIMIT, split_long

SHEET_NAME = 31  # characters, by Excel's specification
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_report(
    *,
    source: str | Path | IO[bytes],
    file_name: str,
    result: ImportResult,
    target: Path,
    headings: Headings | None = None,
) -> None:
    """Write an XLSX file: the rows of `source`, a column of problems, faulty cells coloured.

    Raises UnreadableFileError as the import does, OSError if the target cannot be written.
    """
    import xlsxwriter

    points = points_by_row(result)
    with target.open("wb") as file:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        book = xlsxwriter.Workbook(file, options)
        marked = book.add_format({"bg_color": "#FFE08A"})
        for place, table in enumerate(read_workbook(source, file_name).tables, start=1):
            name = table.name.translate(NOT_IN_SHEET_NAMES)[: SHEET_NAME - 4].lstrip("'")
            page = book.add_worksheet(f"{name} {place}")
            if before := result.counted_on.get(table.name):
                table.lines = CountedOn(table.lines, before)
            write_table(page, table, points, marked, headings or {})
        book.close()


def points_by_row(result: ImportResult) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """(sheet, row) → what stands against it, as (column, sentence)."""
    points: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    found: list[Any] = [*result.errors, *result.ambiguities, *result.conflicts]
    for each in found:
        points[each.sheet, each.row].append((each.column, each.sentence))
    for left in result.left_out:
        points[left.sheet, left.row].append(("", left.sentence))
    return points


def write_table(
    page: Any,
    table: Table,
    points: dict[tuple[str, int], list[tuple[str, str]]],
    marked: Any,
    headings: Headings,
) -> None:
    """Write one sheet: the line a person sees, the problems, then the cells as they were."""
    known = sheet_of(table, headings)
    sheet = known or table.name
    columns = header_of(table, sheet, headings).columns if known else {}
    head = [(0, table.headers)] if table.headers is not None else []
    page.write_row(0, 0, [_("Row"), _("Problems")])
    page.set_column(1, 1, 60)
    for place, (number, cells) in enumerate(chain(head, table.lines), start=1):
        told = points.get((sheet, number), [])
        faulty = {spot for column, _sentence in told for spot in columns.get(column, ())}
        page.write_number(place, 0, number)
        page.write_string(place, 1, fitting("\n".join(sentence for _column, sentence in told)))
        for spot, cell in enumerate(cells):
            page.write_string(place, spot + 2, fitting(cell), marked if spot in faulty else None)


def fitting(text: str) -> str:
    """As much of a text as a cell takes, without the mark of a cell that has no value."""
    text = text.removeprefix(UNREAD)
    return split_long(text)[0] if len(text) * 2 > CELL_LIMIT else text
