"""Writing: tables of text as CSV, JSON and XLSX, a row at a time."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.resources.sheets import Column
from archive.services.exporting.spreadsheets import Spreadsheet
from archive.text.cells import guard_formula, split_long

XLSX_ROWS = 1_048_576
WIDTHS = {"text": 60, "quote": 60, "title": 40, "label": 40, "name": 30, "slug": 30}
WIDTH = 16


class Counted[T]:
    """An iterable that knows afterwards how many it gave."""

    def __init__(self, rows: Iterable[T]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[T]:
        for row in self.rows:
            self.count += 1
            yield row


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


def are_numbers(columns: list[Column], pieces: dict[str, int]) -> list[bool]:
    """Of each cell of a row, whether it is a number and not words."""
    return [column.is_number for column in columns for _ in range(pieces.get(column.name, 1))]


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
    numbers = are_numbers(columns, pieces)
    words = [place for place, is_number in enumerate(numbers) if not is_number]
    yield writer.writerow(headers(columns, pieces)).encode()
    for row in rows:
        cells = split_row(columns, row, pieces)
        for place in words:
            if cells[place] and not cells[place][0].isalnum():
                cells[place] = guard_formula(cells[place])
        yield writer.writerow(cells).encode()


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


def write_page(
    book: Spreadsheet,
    sheet: str,
    columns: list[Column],
    rows: Iterable[list[str]],
    pieces: dict[str, int],
    last_row: int = XLSX_ROWS,
) -> int:
    """Write a sheet, on further pages "… (2)" if it has too many rows; return their number."""
    heads = headers(columns, pieces)
    widths = [WIDTHS.get(head, WIDTH) for head in heads]
    numbers = are_numbers(columns, pieces)
    written = Counted(split_row(columns, row, pieces) for row in rows)
    left, number = iter(written), 1
    row = next(left, None)
    while row is not None or number == 1:
        with book.page(sheet if number == 1 else f"{sheet} ({number})", widths) as page:
            page.write_header(heads)
            while row is not None and page.number < last_row:
                page.write(row, numbers)
                row = next(left, None)
        number += 1
    return written.count
