"""Spreadsheets: the sheets of XLSX, ODS and XLS files as tables."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.services.importing.beneath import Beneath
from archive.services.importing.extent import refuse_larger_sheet
from archive.services.importing.files import ZIP, UnreadableFileError
from archive.services.importing.formulas import unread_cells
from archive.services.importing.ods_cells import ods_cells
from archive.services.importing.precision import NO_YEAR, dates_seen, shorten
from archive.services.importing.tables import Line, Table, as_text
from archive.services.importing.xls_cells import xls_cells

NAMED = 3  # rows that a notice names


def spreadsheet_tables(data: bytes) -> Iterator[Table]:
    """The sheets of an XLSX, ODS or XLS file; one is held at a time."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        beneath = cells_beneath(data)  # and refuses what would ask for too much room
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for sheet in book.sheets_metadata:
                cells = checked(book.get_sheet_by_name(sheet.name))
                lines = SheetLines(cells, beneath.get(sheet.name) or Beneath())
                table = Table(sheet.name, lines, notices=lines.notices)
                table.is_only_sheet = len(book.sheet_names) == 1
                table.is_hidden = sheet.visible != SheetVisibleEnum.Visible
                yield table
    except PasswordError as error:
        raise UnreadableFileError(
            _("The file is locked with a password: save it without one, and try again.")
        ) from error
    except (CalamineError, BadZipFile, zlib.error, OSError, ValueError, OverflowError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(
            _(
                "The file is damaged, or not a spreadsheet that this site reads. "
                "Open it in a spreadsheet program, save it as XLSX, and try again."
            )
        ) from error


def cells_beneath(data: bytes) -> dict[str, Beneath]:
    """Sheet → what its cells hold beneath their values. Raises ValueError, BadZipFile."""
    if not data.startswith(ZIP):
        return xls_cells(data)
    unread, seen = unread_cells(data), dates_seen(data)
    return ods_cells(data) | {
        name: Beneath(unread.get(name, {}), seen.get(name, {})) for name in {*unread, *seen}
    }


@dataclass
class SheetLines:
    """The lines of one sheet of a spreadsheet, without the blank ones."""

    sheet: Any
    beneath: Beneath
    notices: dict[str, None] = field(default_factory=dict)
    yearless: set[int] = field(default_factory=set)  # lines with a date whose year is not shown

    def __iter__(self) -> Iterator[Line]:
        number, unread, merged = 0, self.beneath.unread, Merged(self.spans())
        if self.sheet.start is not None:
            margin = [""] * self.sheet.start[1]  # rows begin at the top, cells at the first in use
            for number, values in enumerate(self.sheet.iter_rows(), start=1):
                cells = margin + [as_text(value) for value in values]
                if number in self.beneath.seen:
                    self.shorten(number, cells)
                if number in unread:
                    mark(cells, unread[number])
                if any(cells):
                    merged.fill(number, cells)
                    yield number, cells
        for further in sorted(each for each in unread if each > number):
            cells = []
            mark(cells, unread[further])
            yield further, cells
        if self.yearless:
            self.notices[yearless_notice(self.yearless)] = None

    def spans(self) -> dict[int, dict[int, int]]:
        """Line → place → the last line of a cell that is merged with those below it."""
        spans = self.beneath.spans
        for (top, left), (bottom, _right) in self.sheet.merged_cell_ranges or ():
            if bottom > top:
                spans.setdefault(top + 1, {})[left] = bottom + 1
        return spans

    def shorten(self, number: int, cells: list[str]) -> None:
        seen = self.beneath.seen[number]
        if NO_YEAR in shorten(cells, seen):
            self.yearless.add(number)


class Merged:
    """Cells merged with those below them, whose value holds for each of their lines."""

    def __init__(self, spans: dict[int, dict[int, int]]) -> None:
        self.spans = spans
        self.open: dict[int, tuple[int, str]] = {}  # place → the last line, the value

    def fill(self, number: int, cells: list[str]) -> None:
        """Give a line the values that began above it."""
        for place, (last, value) in list(self.open.items()):
            if number > last:
                del self.open[place]
            elif place < len(cells):
                cells[place] = cells[place] or value
        for place, last in self.spans.get(number, {}).items():
            if place < len(cells) and cells[place]:
                self.open[place] = last, cells[place]


def yearless_notice(lines: set[int]) -> str:
    """That the year of dates is not taken, and what to do."""
    words = ngettext(
        "Row %(rows)s shows a day without its year: the year that the spreadsheet program filled "
        "in by itself is not taken. If it is right, format the cell as year-month-day.",
        "%(count)s rows (%(rows)s …) show a day without its year: the year that the spreadsheet "
        "program filled in by itself is not taken. If it is right, format the cells as "
        "year-month-day.",
        len(lines),
    )
    named = ", ".join(map(str, sorted(lines)[:NAMED]))
    return words % {"count": len(lines), "rows": named}


def mark(cells: list[str], unread: dict[int, str]) -> None:
    """Put what stands there into the cells of a line that have no value."""
    cells += [""] * (max(unread) + 1 - len(cells))
    for place, error in unread.items():
        cells[place] = cells[place] or error


def checked(sheet: Any) -> Any:
    """The sheet, unless it is too large. Raises UnreadableFileError."""
    refuse_larger_sheet(sheet.name, sheet.total_height, sheet.total_width)
    return sheet
