"""Matching: which sheet a table is, where its header stands, which column each cell is in."""

import marshal
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from tempfile import SpooledTemporaryFile

from django.utils.translation import gettext as _

from archive.resources import SHEETS
from archive.resources.widgets import YesNo
from archive.services.idsets import Words
from archive.services.importing.formulas import UNREAD
from archive.services.importing.furniture import first_words, why_left_out
from archive.services.importing.headers import (
    COLUMNS_FOR_PEOPLE,
    SHEETS_FOR_PEOPLE,
    column_names,
    key_of,
    sheet_names,
)
from archive.services.importing.outcomes import ImportResult, Problem
from archive.services.importing.tables import CountedOn, Table
from archive.text.cells import join_list, join_long

# What a person said about headers: sheet → key_of() what they wrote → the column, "" to leave
# it out. Under "" the names of tables → the sheet, "" to leave it out.
type Headings = Mapping[str, Mapping[str, str]]

IN_MEMORY = 2**20  # bytes of rows of one sheet, until they go to disk
TELLING = 3  # columns by which one of several tables is known
TOGETHER = 100  # rows that are put there at once
CONTINUED = re.compile(r"(.+?)[\s_-]*([2-9]|[1-9]\d+)")
COPY = re.compile(r"[\s_-]*(\(\d+\)|copy|\d+)$", re.IGNORECASE)


@dataclass
class Row:
    """One row of the file: its cells by column, without the blank ones."""

    sheet: str
    number: int  # the line a person sees
    cells: dict[str, str]

    @cached_property
    def slug(self) -> str:
        return self.cells.get("slug", "").strip()

    @cached_property
    def digest(self) -> bytes:
        """Sixteen bytes that tell its cells from any others."""
        return blake2b(marshal.dumps(sorted(self.cells.items())), digest_size=16).digest()


@dataclass(frozen=True)
class Header:
    """The columns of one table: the place of each cell, and the pieces of long texts."""

    number: int  # the line it stands on; 0 if the format gives it apart
    width: int  # cells on it
    columns: dict[str, list[int]]
    unknown: dict[int, str]
    twice: list[str]
    line: list[str]  # as it stands there


class SheetRows:
    """The rows that a file has of one sheet, put aside on disk where they are many."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- matched() closes it
        self.sizes: list[int] = []  # of the blocks in the file, in bytes
        self.block: list[tuple[int, dict[str, str]]] = []  # rows not yet in the file
        self.lines: CountedOn | None = None  # of its last table
        self.count = 0
        self.slugs = Words()
        self.columns: set[str] = set()  # that any row fills in
        self.doomed: list[Row] = []  # those that ask for their record to be deleted

    def add(self, row: Row) -> None:
        self.count += 1
        if row.slug:
            self.slugs.add(row.slug)
        self.columns.update(row.cells)
        if is_doomed(row):
            self.doomed.append(row)
            return
        self.block.append((row.number, row.cells))
        if len(self.block) == TOGETHER:
            self.sizes.append(self.file.write(marshal.dumps(self.block)))
            self.block = []

    def __iter__(self) -> Iterator[Row]:
        """The rows that stay, in the order of the file."""
        place = 0
        for size in self.sizes:
            self.file.seek(place)
            block = marshal.loads(self.file.read(size))  # noqa: S302 -- our own file
            place += size
            yield from (Row(self.sheet, number, cells) for number, cells in block)
        self.file.seek(place)
        yield from (Row(self.sheet, number, cells) for number, cells in self.block)


def is_doomed(row: Row) -> bool:
    """Whether the row asks for its record to be deleted; what is no yes or no is told later."""
    try:
        return "delete" in row.cells and YesNo().clean(row.cells["delete"])
    except ValueError:
        return False


@contextmanager
def matched(
    tables: Iterable[Table], result: ImportResult, headings: Headings
) -> Iterator[dict[str, SheetRows]]:
    """The rows of every sheet that the file has. What cannot be matched is an error."""
    rows: dict[str, SheetRows] = {}
    try:
        match_tables(tables, result, rows, headings)
        yield rows
    finally:
        for some in rows.values():
            some.file.close()


def match_tables(
    tables: Iterable[Table],
    result: ImportResult,
    rows: dict[str, SheetRows],
    headings: Headings,
) -> None:
    for table in tables:
        if not table.top or key_of(table.name) in SHEETS_FOR_PEOPLE:
            continue
        sheet = sheet_of(table, headings)
        if sheet == "" or (sheet is None and table.is_hidden):
            continue  # left out, or lists that programs hide behind the sheets
        if sheet is None:
            result.errors.append(unknown_sheet(table))
            result.notices += [(table.name, notice) for notice in table.notices]
            continue
        result.sheets.setdefault(sheet, Counter())
        if table.is_hidden:
            leave_out(table, sheet, result)
            continue
        if sheet not in rows:
            rows[sheet] = SheetRows(sheet)
        table = count_on(table, rows[sheet], result)
        for row in rows_of(table, header_of(table, sheet, headings), sheet, result):
            rows[sheet].add(row)
        result.notices += [(table.name, notice) for notice in table.notices]


def count_on(table: Table, rows: SheetRows, result: ImportResult) -> Table:
    """The table with numbers that no table before it has, if several are the same sheet."""
    before = rows.lines.last if rows.lines else 0
    rows.lines = CountedOn(table.lines, before)
    if before:
        result.counted_on[table.name] = before
        message = _(
            "This is read as another part of %(sheet)s. Its rows are counted on from the part "
            "before it: row 1 is row %(first)s."
        )
        words = {"sheet": rows.sheet, "first": before + 1}
        result.notices.append((table.name, message % words))
    return replace(table, lines=rows.lines)


def leave_out(table: Table, sheet: str, result: ImportResult) -> None:
    """Count the rows of a sheet that the person does not see, and say that they are left out.

    What nobody sees nobody has checked: such sheets are mostly lists for menus, or old copies.
    """
    number = header_of(table, sheet, {}).number
    for line, _cells in table.lines:
        if line > number:
            result.count(sheet, "skipped")
    message = _("This sheet is hidden and was left out. Unhide it in the file to import it.")
    result.notices.append((table.name, message))


def sheet_of(table: Table, headings: Headings) -> str | None:
    """The sheet that a table is: by its name, or else by its headers.

    Empty for a table that a person wants left out, None for one that is not known.
    """
    names = {**sheet_names(), **headings.get("", {})}
    for name in (table.name, COPY.sub("", Path(table.name).stem)):
        if key_of(name) in names:
            return names[key_of(name)]
    if not table.top:
        return None
    fitting = {sheet: fit(table, sheet) for sheet in SHEETS}
    best = max(fitting.values())
    found = [sheet for sheet, score in fitting.items() if score == best]
    is_plain = len(found) == 1 and best >= (1 if table.is_only_sheet else TELLING)
    return found[0] if is_plain else None


def fit(table: Table, sheet: str) -> int:
    """How many columns of a sheet a table has; none if it lacks one that a new row needs."""
    header = header_of(table, sheet, {})
    needed = [column.name for column in SHEETS[sheet].columns() if column.required]
    if not all(name in header.columns for name in needed):
        return 0
    return len(header.columns) - len(header.unknown)


def unknown_sheet(table: Table) -> Problem:
    return Problem(
        sheet=table.name,
        row=table.top[0][0],
        column="",
        code="unknown-sheet",
        value=table.name,
        message=_("Neither its name nor its columns tell what this sheet holds."),
        remedy=_("Name it as one of: %(known)s.") % {"known": ", ".join(SHEETS)},
    )


def header_of(table: Table, sheet: str, headings: Headings) -> Header:
    """The first line, of those at the top, with the most columns that the sheet knows."""
    known = {**column_names(sheet), **headings.get(sheet, {})}
    if table.headers is not None:
        return read_header(0, table.headers, known)
    headers = [read_header(n, cells, known) for n, cells in table.top]
    return max(headers, key=lambda header: (len(header.columns), -header.number))


def read_header(number: int, cells: list[str], known: Mapping[str, str]) -> Header:
    header = Header(number, len(cells), {}, {}, [], cells)
    pieces: dict[str, dict[int, int]] = {}
    for place, cell in enumerate(cells):
        cell = cell.removeprefix(UNREAD)
        name, piece = known.get(key_of(cell)), 1
        if name is None and (continued := CONTINUED.fullmatch(cell.strip())):
            name, piece = known.get(key_of(continued[1])), int(continued[2])
        if name is None:
            header.unknown[place] = cell
        elif not name:
            continue  # a person wants it left out
        elif piece in pieces.setdefault(name, {}):
            header.twice.append(cell)
        else:
            pieces[name][piece] = place
    for name, places in pieces.items():
        header.columns[name] = [places[piece] for piece in sorted(places)]
    return header


def rows_of(table: Table, header: Header, sheet: str, result: ImportResult) -> Iterator[Row]:
    """The rows below the header; what is no row but stands among them is left out."""
    in_use: set[int] = set()  # columns without meaning that have something in them
    for number, line in table.lines:
        if number <= header.number:
            continue
        if header.unknown:
            in_use.update(place for place in header.unknown if any(line[place : place + 1]))
        cells = row_cells(line, header)
        if reason := why_left_out(line, header.line, cells):
            result.count(sheet, "skipped")
            result.leave_out(sheet, number, first_words(line), reason)
        elif problems := list(problems_of(line, header, cells, sheet, number)):
            result.errors += problems
            result.count(sheet, "errors")
        elif cells:
            yield Row(sheet, number, cells)
    result.errors += header_problems(header, sheet, in_use)


def row_cells(line: list[str], header: Header) -> dict[str, str]:
    """The cells that are not blank, long texts put together."""
    cells, width = {}, len(line)
    for name, places in header.columns.items():
        if len(places) == 1:
            cell = line[places[0]] if places[0] < width else ""
        else:
            cell = join_long(line[place] for place in places if place < width)
        if cell and not cell.isspace():
            cells[name] = cell
    return cells


def problems_of(
    line: list[str], header: Header, cells: dict[str, str], sheet: str, number: int
) -> Iterator[Problem]:
    """What is wrong with a row before anybody asks what it means."""
    for name, cell in cells.items():
        if UNREAD in cell:  # no database takes it, not even in a question
            yield unread_cell(sheet, number, name, cell)
    if header.columns and any(line[header.width :]):
        yield beyond_header(sheet, number, line[header.width :])


def unread_cell(sheet: str, number: int, column: str, cell: str) -> Problem:
    """The problem of a cell that is no text."""
    error = cell.removeprefix(UNREAD)
    code = "control-character"
    message = _("The cell holds characters that no page prints.")
    remedy = _("Copy the words again, as plain text.")
    if cell.startswith(UNREAD) and error.startswith("#"):
        code, message = "error-cell", _("The spreadsheet has an error here instead of a value.")
        remedy = _("Correct the formula, or write the value itself.")
    elif "{…}" in error:
        code, message = "not-a-value", _("An object stands here instead of a value.")
        remedy = _("Write words, a number, yes or no, or an array of them.")
    elif cell == UNREAD:
        code, message = "not-calculated", _("The formula in this cell was never calculated.")
        remedy = _("Open the file in a spreadsheet program and save it, or write the value itself.")
    return Problem(sheet, number, column, code, error.replace(UNREAD, ""), message, remedy)


def beyond_header(sheet: str, number: int, cells: list[str]) -> Problem:
    """Cells that no header stands above: mostly a delimiter in words without quotation marks."""
    return Problem(
        sheet,
        number,
        "",
        "beyond-header",
        join_list(cells)[:500],
        _("The row has more cells than the header."),
        _("Put words that hold a comma or semicolon between quotation marks."),
    )


def header_problems(header: Header, sheet: str, in_use: set[int]) -> list[Problem]:
    """What is wrong with a header: no column known, one unknown, one there twice."""
    number = header.number or 1
    if not header.columns:
        message = _("No line of this sheet holds the names of its columns.")
        names = ", ".join(column.name for column in SHEETS[sheet].columns())
        remedy = _("Write them above the rows: %(names)s.") % {"names": names}
        there = join_list(header.unknown.values())
        return [Problem(sheet, number, "", "no-header", there, message, remedy)]
    problems = [
        Problem(
            sheet,
            number,
            cell,
            "column-twice",
            cell,
            _("Two columns mean the same."),
            _("Keep one of them."),
        )
        for cell in header.twice
    ]
    for place, cell in header.unknown.items():
        if place in in_use and not is_for_people(cell):
            problems.append(unknown_column(sheet, number, cell))
    return problems


def unknown_column(sheet: str, number: int, cell: str) -> Problem:
    return Problem(
        sheet,
        number,
        cell,
        "unknown-column",
        cell,
        _("The sheet %(sheet)s has no column of this name.") % {"sheet": sheet},
        _("Use one of: %(names)s. Begin the header with “Note” to keep it for yourselves.")
        % {"names": ", ".join(column.name for column in SHEETS[sheet].columns())},
    )


def is_for_people(cell: str) -> bool:
    """Whether a column is somebody's own: without a header, or of notes."""
    words = cell.strip().casefold()
    return not words or words.startswith(COLUMNS_FOR_PEOPLE)
