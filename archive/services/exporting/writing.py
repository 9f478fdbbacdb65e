"""Writing: tables of text as CSV, JSON and XLSX, a row at a time."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from archive.resources.sheets import Column
from archive.text.cells import guard_formula, split_long

XLSX_ROWS = 1_048_576
XLSX_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}
WIDTHS = {"text": 60, "quote": 60, "title": 40, "label": 40, "name": 30, "slug": 30}
WIDTH = 16


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def headers(columns: list[Column], pieces: dict[str, int]) -> list[str]:
    """The header: each column's name; `text 2` … where a text goes on."""
    return [
        name if number == 1 else f"{name} {number}"
        for name in (column.name for column in columns)
        for number in range(1, pieces.get(name, 1) + 1)
    ]


def split_row(columns: list[Column], row: list[str], pieces: dict[str, int]) -> list[str]:
    """The cells of a row, long texts in their pieces."""
    if max(pieces.values(), default=1) == 1:
        return row
    cells = []
    for column, value in zip(columns, row, strict=True):
        count = pieces.get(column.name, 1)
        parts = split_long(value) if count > 1 else [value]
        cells += parts + [""] * (count - len(parts))
    return cells


def csv_lines(
    columns: list[Column], rows: Iterable[list[str]], pieces: dict[str, int]
) -> Iterator[bytes]:
    """A CSV file (RFC 4180, UTF-8); words that a spreadsheet would run are guarded."""
    writer: Any = csv.writer(Echo(), lineterminator="\r\n")
    guarded = [
        not column.is_number for column in columns for _ in range(pieces.get(column.name, 1))
    ]
    yield writer.writerow(headers(columns, pieces)).encode()
    for row in rows:
        cells = split_row(columns, row, pieces)
        yield writer.writerow(
            guard_formula(cell) if guard else cell
            for cell, guard in zip(cells, guarded, strict=True)
        ).encode()


def json_lines(columns: list[Column], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """A JSON array of row objects; a blank cell is null."""
    start = "["
    for row in rows:
        content = {
            column.name: json_value(column, cell) for column, cell in zip(columns, row, strict=True)
        }
        yield f"{start}\n{json.dumps(content, ensure_ascii=False)}".encode()
        start = ","
    yield b"[]" if start == "[" else b"\n]"


def json_value(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    return json.loads(cell) if column.is_number else cell


class XlsxFile:
    """An XLSX file in the writing, one sheet after another, in constant memory."""

    def __init__(self, target: IO[bytes] | str) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(target, XLSX_OPTIONS)
        self.bold = self.book.add_format({"bold": True})

    def write_sheet(
        self,
        sheet: str,
        columns: list[Column],
        rows: Iterable[list[str]],
        pieces: dict[str, int],
        last_row: int = XLSX_ROWS,
    ) -> int:
        """Write all rows, on further sheets "… (2)" if there are too many; return their number."""
        count, place, number = 0, last_row, 0
        page = None
        numbers = [
            column.is_number for column in columns for _ in range(pieces.get(column.name, 1))
        ]
        for row in rows:
            count += 1
            if page is None or place >= last_row:
                number += 1
                page, place = self.page(sheet, number, columns, pieces), 1
            self.write_row(page, place, split_row(columns, row, pieces), numbers)
            place += 1
        if page is None:
            self.page(sheet, 1, columns, pieces)
        return count

    def page(self, sheet: str, number: int, columns: list[Column], pieces: dict[str, int]) -> Any:
        page = self.book.add_worksheet(sheet if number == 1 else f"{sheet} ({number})")
        page.freeze_panes(1, 1)
        for place, header in enumerate(headers(columns, pieces)):
            page.set_column(place, place, WIDTHS.get(header, WIDTH))
            page.write_string(0, place, header, self.bold)
        return page

    def write_row(self, page: Any, place: int, cells: list[str], numbers: list[bool]) -> None:
        for column, (cell, is_number) in enumerate(zip(cells, numbers, strict=True)):
            if cell and is_number:
                page.write_number(place, column, float(cell))
            elif cell:
                page.write_string(place, column, cell)

    def close(self) -> None:
        self.book.close()
