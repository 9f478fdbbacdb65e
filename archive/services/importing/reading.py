"""Reading: a file of any kind as tables of text, each row with the line a person sees."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from archive.services.importing.delimited import csv_table
from archive.services.importing.encodings import decoded
from archive.services.importing.files import (
    MEGABYTE,
    Part,
    UnreadableFileError,
    as_part,
    is_spreadsheet,
    kind_of,
    open_zip,
    parts_of_folder,
    parts_of_zip,
    read_whole,
    refuse_document,
    refuse_larger,
)
from archive.services.importing.formulas import UNREAD
from archive.services.importing.spreadsheets import spreadsheet_tables
from archive.services.importing.tables import Table, as_text

OBJECT = f"{UNREAD}{{…}}"
HALF_SIGN = re.compile("[\ud800-\udfff]")


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
        refuse_document(archive)
        parts = parts_of_zip(archive)
        if not parts:
            raise UnreadableFileError(_("The zip holds no CSV file."))
        yield from csv_tables(parts)


def csv_tables(parts: list[Part]) -> Iterator[Table]:
    for part in parts:
        table = csv_table(part)
        table.is_only_sheet = len(parts) == 1
        yield table


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
        (number, [cell_of(row.get(header)) for header in headers])
        for number, row in enumerate(rows, start=1)
    ]
    shown = [whole(header) for header in headers]
    return Table(whole(name), [line for line in lines if any(line[1])], shown, is_only_sheet)


def cell_of(value: Any) -> str:
    """A value of JSON as a cell; one that holds others by name is none that a cell could mean."""
    inner = value if isinstance(value, list) else [value]
    if any(isinstance(each, dict | list) for each in inner):
        return OBJECT
    return whole(as_text(value))


def whole(text: str) -> str:
    """The text, each half of a sign as what no page prints: JSON alone can name such halves."""
    return text if text.isascii() else HALF_SIGN.sub(UNREAD, text)
