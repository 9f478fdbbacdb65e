"""Exporting: the archive, or a list of it, as a workbook that the import reads back unharmed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from archive.resources import SHEETS
from archive.resources.sheets import Column
from archive.services.exporting.describing import datapackage, write_template
from archive.services.exporting.rows import blocks_of, columns_for, public_sheets
from archive.services.exporting.spreadsheets import Spreadsheet, member
from archive.services.exporting.writing import Block, Counted, csv_lines, json_lines, write_page
from archive.services.idsets import IdSet
from archive.text.cells import CELL_LIMIT, split_long

__all__ = [
    "FORMATS",
    "UnknownFormatError",
    "datapackage",
    "export_workbook",
    "stream_sheet",
    "write_template",
]

FORMATS = ("xlsx", "zip", "json", "csv")
PAGES_READ_ONCE = -2000  # kilobytes of SQLite's cache, of little use to who reads all once
LONG = "text"  # the one column whose cells may be longer than a spreadsheet takes


class UnknownFormatError(ValueError):
    """No format of the workbook; one sentence says which there are."""


@dataclass(frozen=True)
class Wanted:
    """What is exported: which sheets, narrowed how, and for whom."""

    sheets: list[str]
    querysets: Mapping[str, QuerySet]
    public: bool
    known: dict[str, list[Column]] = field(default_factory=dict)  # the columns of each sheet

    @cached_property
    def quoted(self) -> IdSet | None:
        """The citations that rows of facts have written; None where not all facts are."""
        facts = {sheet for sheet, resource in SHEETS.items() if resource.has_shorthand}
        return IdSet() if facts <= set(self.sheets) - set(self.querysets) else None

    def columns(self, sheet: str) -> list[Column]:
        if sheet not in self.known:
            queryset = self.querysets.get(sheet)
            self.known[sheet] = columns_for(sheet, queryset, public=self.public)
        return self.known[sheet]

    def blocks(self, sheet: str) -> Iterator[Block]:
        columns, queryset = self.columns(sheet), self.querysets.get(sheet)
        return blocks_of(sheet, columns, queryset, public=self.public, quoted=self.quoted)

    def pieces(self, sheet: str) -> dict[str, int]:
        """How many cells the longest text takes, for the column that may be long."""
        if sheet != "articles" or not any(column.name == LONG for column in self.columns(sheet)):
            return {}
        rows = self.querysets.get(sheet, SHEETS[sheet].model()._default_manager.all())
        long = rows.order_by("pk").annotate(length=Length(LONG))
        texts = long.filter(length__gt=CELL_LIMIT // 2).values_list(LONG, flat=True)
        pieces = (len(split_long(text)) for text in texts.iterator(chunk_size=100))
        return {LONG: max(pieces, default=1)}


def export_workbook(
    *,
    target: Path | IO[bytes],
    format: str,  # noqa: A002 -- the plain word reads best where it is called
    public: bool = False,
    kinds: Iterable[str] | None = None,
    querysets: Mapping[str, QuerySet] | None = None,
) -> dict[str, int]:
    """Write the workbook to a path or open file; return the number of rows of each sheet.

    `format` is one of FORMATS, "csv" for a single sheet. `kinds` are the sheets wanted (all),
    `querysets` narrow some. `public` writes what anybody may see. All sheets show one state
    of the archive. Raises UnknownFormatError.
    """
    sheets = public_sheets() if public else list(SHEETS)
    if kinds is not None:
        sheets = [sheet for sheet in sheets if sheet in set(kinds)]
    writers = {"xlsx": write_xlsx, "zip": write_zip, "json": write_json, "csv": write_csv}
    if format not in writers or (format == "csv" and len(sheets) != 1):
        raise UnknownFormatError(
            _("A workbook is written as .xlsx, .zip or .json; a single sheet also as .csv.")
        )
    with snapshot(), opened(target) as file:
        return writers[format](file, Wanted(sheets, querysets or {}, public=public))


def stream_sheet(
    sheet: str,
    queryset: QuerySet | None = None,
    *,
    format: str,  # noqa: A002 -- as above
    public: bool,
) -> Iterator[bytes] | BinaryIO:
    """One sheet as bytes, some rows at a time ("csv", "json"), or as an open file ("xlsx").

    Raises UnknownFormatError.
    """
    wanted = Wanted([sheet], {} if queryset is None else {sheet: queryset}, public=public)
    if format == "csv":
        return csv_lines(wanted.columns(sheet), wanted.blocks(sheet), wanted.pieces(sheet))
    if format == "json":
        return enclosed(sheet, json_lines(wanted.columns(sheet), wanted.blocks(sheet)))
    if format != "xlsx":
        raise UnknownFormatError(_("A list is written as .csv, .xlsx or .json."))
    file = TemporaryFile()  # noqa: SIM115 -- the caller sends and closes it
    write_xlsx(file, wanted)
    file.seek(0)
    return file


@contextmanager
def opened(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """The target, open; a path gets its file only when all of it is written."""
    if not isinstance(target, Path):
        yield target
        return
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def snapshot() -> Iterator[None]:
    """One state of the archive for all that is read, without keeping writers out."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            (usual,) = cursor.execute("PRAGMA cache_size").fetchone()
            cursor.execute(f"PRAGMA cache_size = {PAGES_READ_ONCE}")
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
                cursor.execute(f"PRAGMA cache_size = {usual}")


def write_xlsx(file: IO[bytes], wanted: Wanted) -> dict[str, int]:
    book, counts = Spreadsheet(file), {}
    for sheet in wanted.sheets:
        blocks, pieces = wanted.blocks(sheet), wanted.pieces(sheet)
        counts[sheet] = write_page(book, sheet, wanted.columns(sheet), blocks, pieces)
    book.close()
    return counts


def write_zip(file: IO[bytes], wanted: Wanted) -> dict[str, int]:
    counts = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for sheet in wanted.sheets:
            with archive.open(member(f"{sheet}.csv"), "w", force_zip64=True) as part:
                counts[sheet] = write_sheet(part, sheet, wanted)
        package = datapackage(wanted.sheets, public=wanted.public)
        described = json.dumps(package, ensure_ascii=False, indent=2)
        archive.writestr(member("datapackage.json"), described)
    return counts


def write_csv(file: IO[bytes], wanted: Wanted) -> dict[str, int]:
    (sheet,) = wanted.sheets
    return {sheet: write_sheet(file, sheet, wanted)}


def write_sheet(file: IO[bytes], sheet: str, wanted: Wanted) -> int:
    """Write one sheet as CSV; return the number of its rows."""
    blocks = Counted(wanted.blocks(sheet))
    file.writelines(csv_lines(wanted.columns(sheet), blocks, wanted.pieces(sheet)))
    return blocks.count


def write_json(file: IO[bytes], wanted: Wanted) -> dict[str, int]:
    counts = {}
    file.write(b"{")
    for place, sheet in enumerate(wanted.sheets):
        rows = Counted(wanted.blocks(sheet))
        file.write(f"{',' if place else ''}\n{json.dumps(sheet)}: ".encode())
        file.writelines(json_lines(wanted.columns(sheet), rows))
        counts[sheet] = rows.count
    file.write(b"\n}\n")
    return counts


def enclosed(sheet: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    """A JSON array as the one sheet of a workbook."""
    yield f"{{{json.dumps(sheet)}: ".encode()
    yield from lines
    yield b"}\n"
