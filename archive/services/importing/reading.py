"""Reading: a file of any kind as tables of text, each row with the line a person sees."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from archive.services.importing.files import (
    Part,
    UnreadableFileError,
    is_spreadsheet,
    kind_of,
    open_zip,
    parts_of_folder,
    parts_of_zip,
    read_source,
)
from archive.services.importing.headers import key_of, known_headers
from archive.text.cells import join_list, unguard_formula

ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "latin-1")
# A Chinese sign between Latin letters: what GB 18030 makes of an accent in Western text.
STRAY_SIGN = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
FOREIGN_SIGN = re.compile(r"[^\x00-\x7f]")
DELIMITERS = (",", ";", "\t")
SAMPLE = 12  # records looked at to tell the delimiter
MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000  # of one sheet, blank ones included


@dataclass
class Table:
    """One sheet of a file: its lines as (number a person sees, cells)."""

    name: str
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    headers: list[str] | None = None  # where the format gives them apart from the lines
    is_only_sheet: bool = False


@dataclass
class Workbook:
    """What a file holds."""

    tables: list[Table]
    sha256: str


def read_workbook(source: str | Path | IO[bytes], file_name: str) -> Workbook:
    """The tables of an XLSX, ODS, XLS, CSV or JSON file, of a zip or folder of CSV files.

    Raises UnreadableFileError with one sentence.
    """
    if isinstance(source, str):
        source = Path(source)
    if isinstance(source, Path) and source.is_dir():
        parts = parts_of_folder(source)
        if not parts:
            raise UnreadableFileError(_("The folder holds no CSV file."))
        digest = sha256(b"".join(sha256(part.data).digest() for part in parts)).hexdigest()
        return Workbook([csv_table(part) for part in parts], digest)
    data = read_source(source)
    tables = tables_of(Part(file_name, data))
    if len(tables) == 1:
        tables[0].is_only_sheet = True
    return Workbook(tables, sha256(data).hexdigest())


def tables_of(part: Part) -> list[Table]:
    kind = kind_of(part.data, part.name)
    if kind == "zip":
        with open_zip(io.BytesIO(part.data)) as archive:
            if not is_spreadsheet(archive):
                parts = parts_of_zip(archive)
                if not parts:
                    raise UnreadableFileError(_("The zip holds no CSV file."))
                return [csv_table(each) for each in parts]
        kind = "sheets"
    if kind == "sheets":
        return spreadsheet_tables(part.data)
    return json_tables(part) if kind == "json" else [csv_table(part)]


def spreadsheet_tables(data: bytes) -> list[Table]:
    """The sheets of an XLSX, ODS or XLS file."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [sheet_table(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except PasswordError as error:
        raise UnreadableFileError(
            _("The file is locked with a password: save it without one, and try again.")
        ) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(
            _("The file is damaged, or not a spreadsheet that this site reads.")
        ) from error


def sheet_table(sheet: Any) -> Table:
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise UnreadableFileError(
            _("The sheet %(name)s has too many rows and columns.") % {"name": sheet.name}
        )
    rows = sheet.to_python(skip_empty_area=False) if height else []
    lines = [
        (number, cells)
        for number, row in enumerate(rows, start=1)
        if any(cells := [as_text(value) for value in row])
    ]
    return Table(sheet.name, lines)


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
    """The text of a CSV file, whatever its encoding."""
    data = part.data
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding != "gb18030" or is_chinese(text)):
            return text
    raise UnreadableFileError(
        _("%(name)s is neither a spreadsheet nor a text file.") % {"name": part.name}
    )


def is_chinese(text: str) -> bool:
    """Whether the signs of a text stand together, as in Chinese, and not one by one."""
    return len(STRAY_SIGN.findall(text)) < len(FOREIGN_SIGN.findall(text))


def csv_table(part: Part) -> Table:
    """One CSV file as a table; each record has the number of its first line."""
    text = decoded(part)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = [
        (number, [unguard_formula(cell) for cell in cells])
        for number, cells in records(text, delimiter_of(text), part.name)
        if any(cells)
    ]
    return Table(Path(part.name).stem, lines)


def records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            _("%(name)s, line %(line)s: a quotation mark is missing or too many.")
            % {"name": name, "line": line}
        ) from error


def delimiter_of(text: str) -> str:
    """The delimiter that yields the most headers the workbook knows, else the most cells."""
    known = known_headers()

    def score(delimiter: str) -> tuple[int, int]:
        found = most = 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for _number, cells in zip(range(SAMPLE), reader, strict=False):
            found = max(found, len(known.intersection(cells_as_headers(cells))))
            most = max(most, len(cells))
        return found, most

    return max(DELIMITERS, key=score)


def cells_as_headers(cells: list[str]) -> set[str]:
    return {key_of(cell) for cell in cells}


def json_tables(part: Part) -> list[Table]:
    """A JSON object of sheets, or an array that is one sheet."""
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
    return [json_table(name, rows) for name, rows in content.items()]


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def json_table(name: str, rows: list[dict[str, Any]]) -> Table:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [
        (number, [as_text(row.get(header)) for header in headers])
        for number, row in enumerate(rows, start=1)
    ]
    return Table(name, [line for line in lines if any(line[1])], headers)
