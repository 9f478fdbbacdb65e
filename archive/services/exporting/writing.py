"""Writing: tables of text as CSV, JSON and XLSX, some rows at a time."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.resources.sheets import Column
from archive.services.exporting.spreadsheets import Spreadsheet
from archive.text.cells import guard_formula, split_long

XLSX_ROWS = 1_048_576
WIDTHS = {"text": 60, "quote": 60, "title": 40, "label": 40, "name": 30, "slug": 30}
WIDTH = 16
TO_BE_QUOTED = re.compile(r'[",\r\n]')  # in CSV

type Block = Sequence[Sequence[str]]  # the cells of some rows, column by column


class Counted:
    """Blocks that know afterwards how many rows they had."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks, self.count = blocks, 0

    def __iter__(self) -> Iterator[Block]:
        for block in self.blocks:
            self.count += len(block[0])
            yield block


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


def split(columns: list[Column], block: Block, pieces: dict[str, int]) -> Block:
    """The block with long texts in their pieces, each in a column of its own."""
    if max(pieces.values(), default=1) == 1:
        return block
    written: list[Sequence[str]] = []
    for column, cells in zip(columns, block, strict=True):
        count = pieces.get(column.name, 1)
        if count == 1:
            written.append(cells)
            continue
        parts = [split_long(cell) for cell in cells]
        written += (
            [part[place] if place < len(part) else "" for part in parts] for place in range(count)
        )
    return written


def csv_lines(
    columns: list[Column], blocks: Iterable[Block], pieces: dict[str, int]
) -> Iterator[bytes]:
    """A CSV file (RFC 4180, UTF-8); words that a spreadsheet would run are guarded."""
    numbers = are_numbers(columns, pieces)
    yield lines([[head] for head in headers(columns, pieces)])
    for block in blocks:
        cells = zip(split(columns, block, pieces), numbers, strict=True)
        yield lines([column if is_number else guarded(column) for column, is_number in cells])


def guarded(cells: Sequence[str]) -> list[str]:
    """The cells of a column, none of which a spreadsheet would run."""
    return [guard_formula(cell) if cell and not cell[0].isalnum() else cell for cell in cells]


def lines(block: Block) -> bytes:
    """The rows as lines of CSV. Many times as quick as the csv module, which looks at every
    character by itself."""
    rows = zip(*map(quoted, block), strict=True)
    return "".join([f"{','.join(row)}\r\n" for row in rows]).encode()


def quoted(cells: Sequence[str]) -> list[str]:
    """The cells of a column with quotation marks around them where they need them."""
    needed = TO_BE_QUOTED.search
    return [f'"{cell.replace('"', '""')}"' if needed(cell) else cell for cell in cells]


def json_lines(columns: list[Column], blocks: Iterable[Block]) -> Iterator[bytes]:
    """A JSON array of row objects; a blank cell is null."""
    start = "["
    for block in blocks:
        for row in zip(*block, strict=True):
            content = {
                column.name: json_value(column, cell)
                for column, cell in zip(columns, row, strict=True)
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
    blocks: Iterable[Block],
    pieces: dict[str, int],
    last_row: int = XLSX_ROWS,
) -> int:
    """Write a sheet, on further pages "… (2)" if it has too many rows; return their number."""
    heads = headers(columns, pieces)
    widths = [WIDTHS.get(head, WIDTH) for head in heads]
    numbers = are_numbers(columns, pieces)
    counted = Counted(split(columns, block, pieces) for block in blocks)
    left, number = iter(counted), 1
    block = next(left, None)
    while block is not None or number == 1:
        with book.page(sheet if number == 1 else f"{sheet} ({number})", widths) as page:
            page.write_header(heads)
            while block is not None and (room := last_row - page.number):
                page.write([cells[:room] for cells in block], numbers)
                rest = [cells[room:] for cells in block]
                block = rest if rest[0] else next(left, None)
        number += 1
    return counted.count
