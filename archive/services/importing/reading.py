"""Reading: a file of any kind as tables of text, each row with the line a person sees."""

import csv
import datetime as dt
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

from django.conf import settings
from django.utils.translation import gettext as _

from archive.services.importing.files import (
    MEGABYTE,
    ZIP,
    Part,
    UnreadableFileError,
    as_part,
    is_spreadsheet,
    kind_of,
    open_zip,
    parts_of_folder,
    parts_of_zip,
    read_whole,
    refuse_larger,
)
from archive.services.importing.formulas import UNREAD, Unread, unread_cells
from archive.services.importing.headers import key_of, known_headers
from archive.services.importing.precision import Coarse, coarse_dates, shorten
from archive.text.cells import join_list, unguard_formula

type Line = tuple[int, list[str]]  # the number that a person sees, and the cells

ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "latin-1")
# A Chinese sign between Latin letters: what GB 18030 makes of an accent in Western text.
STRAY_SIGN = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
FOREIGN_SIGN = re.compile(r"[^\x00-\x7f]")
HALF_SIGN = re.compile("[\ud800-\udfff]")
DELIMITERS = (",", ";", "\t")
TOP = 20  # lines among which the header is
PIECE = 2**20  # characters of a text that are looked at together
LONGEST_CELL = 16 * 2**20  # characters
SAMPLE = 12  # records looked at to tell the delimiter
MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000  # of one sheet, blank ones included


@dataclass
class Table:
    """One sheet of a file: its lines as (number a person sees, cells), read when asked for."""

    name: str
    lines: Iterable[Line]
    headers: list[str] | None = None  # where the format gives them apart from the lines
    is_only_sheet: bool = False
    is_hidden: bool = False  # the person does not see it

    @cached_property
    def top(self) -> list[Line]:
        """The first lines, among which the header is."""
        return list(islice(self.lines, TOP))


@dataclass
class Workbook:
    """What a file holds, one table after the other. Reading them raises UnreadableFileError."""

    tables: Iterator[Table]
    sha256: str


def read_workbook(source: str | Path | IO[bytes], file_name: str) -> Workbook:
    """The tables of an XLSX, ODS, XLS, CSV or JSON file, of a zip or folder of CSV files.

    CSV is read as it goes; the others are held in memory. Raises UnreadableFileError with
    one sentence, at once or while the tables are read.
    """
    if isinstance(source, str):
        source = Path(source)
    if isinstance(source, Path) and source.is_dir():
        parts = parts_of_folder(source)
        if not parts:
            raise UnreadableFileError(_("The folder holds no CSV file."))
        digest = sha256(b"".join(part.digest() for part in parts)).hexdigest()
        return Workbook(csv_tables(parts), digest)
    part = as_part(source, file_name)
    return Workbook(tables_of(part), part.digest().hex())


def tables_of(part: Part) -> Iterator[Table]:
    match kind_of(part):
        case "zip":
            yield from zip_tables(part)
        case "sheets":
            yield from spreadsheet_tables(read_whole(part))
        case "json":
            yield from json_tables(part)
        case _:
            yield from csv_tables([part])


def zip_tables(part: Part) -> Iterator[Table]:
    """The CSV files of a zip; or the sheets of a spreadsheet, which is one too."""
    with part.open() as file, open_zip(file) as archive:
        if is_spreadsheet(archive):
            yield from spreadsheet_tables(read_whole(part))
            return
        parts = parts_of_zip(archive)
        if not parts:
            raise UnreadableFileError(_("The zip holds no CSV file."))
        yield from csv_tables(parts)


def csv_tables(parts: list[Part]) -> Iterator[Table]:
    for part in parts:
        table = csv_table(part)
        table.is_only_sheet = len(parts) == 1
        yield table


def spreadsheet_tables(data: bytes) -> Iterator[Table]:
    """The sheets of an XLSX, ODS or XLS file; one is held at a time."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            unread = unread_cells(data) if data.startswith(ZIP) else {}
            coarse = coarse_dates(data) if data.startswith(ZIP) else {}
            for sheet in book.sheets_metadata:
                name = sheet.name
                lines = SheetLines(
                    checked(book.get_sheet_by_name(name)),
                    unread.get(name, {}),
                    coarse.get(name, {}),
                )
                table = Table(name, lines)
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
            _("The file is damaged, or not a spreadsheet that this site reads.")
        ) from error


@dataclass
class SheetLines:
    """The lines of one sheet of a spreadsheet, without the blank ones."""

    sheet: Any
    unread: Unread  # cells without a value, though not blank
    coarse: Coarse  # dates of which the person sees a month or a year

    def __iter__(self) -> Iterator[Line]:
        number = 0
        if self.sheet.start is not None:
            margin = [""] * self.sheet.start[1]  # rows begin at the top, cells at the first in use
            for number, values in enumerate(self.sheet.iter_rows(), start=1):
                cells = margin + [as_text(value) for value in values]
                if number in self.coarse:
                    shorten(cells, self.coarse[number])
                if number in self.unread:
                    mark(cells, self.unread[number])
                if any(cells):
                    yield number, cells
        for further in sorted(each for each in self.unread if each > number):
            cells = []
            mark(cells, self.unread[further])
            yield further, cells


def mark(cells: list[str], unread: dict[int, str]) -> None:
    """Put what stands there into the cells of a line that have no value."""
    cells += [""] * (max(unread) + 1 - len(cells))
    for place, error in unread.items():
        cells[place] = cells[place] or error


def checked(sheet: Any) -> Any:
    """The sheet, unless it is too large. Raises UnreadableFileError."""
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise UnreadableFileError(
            _("The sheet %(name)s has too many rows and columns.") % {"name": sheet.name}
        )
    return sheet


def as_text(value: Any) -> str:
    """A cell as the text that a person would type; values as spreadsheets hold them."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case dt.datetime() if value.time() == dt.time.min:
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case list():
            return join_list(as_text(each) for each in value)
        case _:
            return str(value)


def decoded(part: Part) -> str:
    """The text of a file, whatever its encoding."""
    encoding = encoding_of(part)
    with io.TextIOWrapper(part.open(), encoding, newline="") as text:
        return text.read()


def encoding_of(part: Part) -> str:
    """The encoding of a text file: the first of those that fit all of it."""
    is_wide = part.head()[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if is_wide else ENCODINGS:
        if fits(part, encoding):
            return encoding
    raise UnreadableFileError(
        _("%(name)s is neither a spreadsheet nor a text file.") % {"name": part.name}
    )


def fits(part: Part, encoding: str) -> bool:
    """Whether the file is text in this encoding. Chinese signs stand together, not one by one."""
    stray = foreign = 0
    try:
        with io.TextIOWrapper(part.open(), encoding, newline="") as text:
            while piece := text.read(PIECE):
                if "\0" in piece:
                    return False
                if encoding == "gb18030":
                    stray += len(STRAY_SIGN.findall(piece))
                    foreign += len(FOREIGN_SIGN.findall(piece))
    except UnicodeDecodeError:
        return False
    return encoding != "gb18030" or stray < foreign


@dataclass
class CsvLines:
    """The records of a CSV file that are not blank, each with the number of its first line."""

    part: Part
    encoding: str
    delimiter: str

    def __iter__(self) -> Iterator[Line]:
        csv.field_size_limit(LONGEST_CELL)
        with io.TextIOWrapper(self.part.open(), self.encoding, newline="") as text:
            line, reader = 1, csv.reader(text, delimiter=self.delimiter, strict=True)
            try:
                for cells in reader:
                    if any(cells):
                        yield line, [c if c[:1] != "'" else unguard_formula(c) for c in cells]
                    line = reader.line_num + 1
            except csv.Error as error:
                message = _("%(name)s, line %(line)s: a quotation mark is missing or too many.")
                if "field larger" in str(error):
                    message = _("%(name)s, line %(line)s: a cell is longer than this site takes.")
                words = {"name": self.part.name, "line": line}
                raise UnreadableFileError(message % words) from error


def csv_table(part: Part) -> Table:
    """One CSV file as a table."""
    encoding = encoding_of(part)
    return Table(Path(part.name).stem, CsvLines(part, encoding, delimiter_of(part, encoding)))


def delimiter_of(part: Part, encoding: str) -> str:
    """The delimiter that yields the most headers the workbook knows, else the most cells."""
    known = known_headers()

    def score(delimiter: str) -> tuple[int, int]:
        found = most = 0
        for _number, cells in islice(loosely(part, encoding, delimiter), SAMPLE):
            found = max(found, len(known.intersection(cells_as_headers(cells))))
            most = max(most, len(cells))
        return found, most

    return max(DELIMITERS, key=score)


def loosely(part: Part, encoding: str, delimiter: str) -> Iterator[Line]:
    """The records of a CSV file as far as they can be read with this delimiter."""
    csv.field_size_limit(LONGEST_CELL)
    with io.TextIOWrapper(part.open(), encoding, newline="") as text:
        try:
            yield from enumerate(csv.reader(text, delimiter=delimiter))
        except csv.Error:
            return


def cells_as_headers(cells: list[str]) -> set[str]:
    return {key_of(cell) for cell in cells}


def json_tables(part: Part) -> Iterator[Table]:
    """A JSON object of sheets, or an array that is one sheet."""
    refuse_larger(part.size, settings.ARCHIVE_UPLOAD_MEGABYTES * MEGABYTE)
    try:
        content = json.loads(decoded(part), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(_("The file is not valid JSON.")) from error
    if isinstance(content, list):
        content = {Path(part.name).stem: content}
    if not isinstance(content, dict) or not all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in content.values()
    ):
        raise UnreadableFileError(
            _("The JSON must be an object: the name of each sheet with an array of row objects.")
        )
    for name, rows in content.items():
        yield json_table(name, rows, is_only_sheet=len(content) == 1)


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def json_table(name: str, rows: list[dict[str, Any]], *, is_only_sheet: bool) -> Table:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [
        (number, [whole(as_text(row.get(header))) for header in headers])
        for number, row in enumerate(rows, start=1)
    ]
    shown = [whole(header) for header in headers]
    return Table(whole(name), [line for line in lines if any(line[1])], shown, is_only_sheet)


def whole(text: str) -> str:
    """The text, each half of a sign as what no page prints: JSON alone can name such halves."""
    return text if text.isascii() else HALF_SIGN.sub(UNREAD, text)
