"""XLS: the errors and the shown part of dates of a file from before Excel 2007.

The file is a small file system of sectors (MS-CFB), in it a stream of records (MS-XLS).
"""

import struct
from collections.abc import Iterator
from itertools import islice

from archive.services.importing.beneath import Beneath
from archive.services.importing.formulas import UNREAD
from archive.services.importing.precision import BUILT_IN, part_seen

BOOK = "Workbook"
SMALL_STREAM = 4096  # bytes; shorter ones lie in a stream of small sectors
END_OF_CHAIN = 0xFFFF_FFFA  # and above: no sector
ENTRY = 128  # bytes of one entry of the directory
OF_SHEET, OF_FORMAT, OF_STYLE, OF_BEGIN, OF_END = 0x85, 0x41E, 0xE0, 0x809, 0x0A
FORMULA, NUMBER, SHORT, SHORTS, ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
CELLS = {FORMULA, NUMBER, SHORT, ERROR}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def xls_cells(data: bytes) -> dict[str, Beneath]:
    """Sheet → what lies beneath. Nothing of a file of another kind, or a damaged one.

    Raises ValueError for one whose sectors go in a circle: it would be read without end.
    """
    try:
        return in_book(stream(data, BOOK))
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


# Sectors --------------------------------------------------------------


def stream(data: bytes, name: str) -> bytes:
    """One stream of the file system; empty if there is none of this name."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = sector_table(data, size)
    (first_entry, _zero, _zero, first_small) = struct.unpack_from("<4I", data, 48)
    directory = joined(data, chain(table, first_entry), size, size)
    entries = [directory[at : at + ENTRY] for at in range(0, len(directory), ENTRY)]
    root = start_and_length(entries[0])
    for entry in entries:
        if name_of(entry) == name:
            start, length = start_and_length(entry)
            if length >= SMALL_STREAM:
                return joined(data, chain(table, start), size, size)[:length]
            small = without_circle(numbers(joined(data, chain(table, first_small), size, size)))
            inner = joined(data, chain(table, root[0]), size, size)
            small_size = 1 << struct.unpack_from("<H", data, 32)[0]
            return joined(inner, chain(small, start), small_size, 0)[:length]
    return b""


def sector_table(data: bytes, size: int) -> list[int]:
    """For each sector the one that comes after it."""
    places = list(struct.unpack_from("<109I", data, 76))
    (following,) = struct.unpack_from("<I", data, 68)
    for _step in range(len(data) // size):
        if following >= END_OF_CHAIN:
            break
        more = numbers(data[(following + 1) * size : (following + 2) * size])
        places += more[:-1]
        following = more[-1]
    held = (place for place in places if place < END_OF_CHAIN)
    return without_circle(numbers(joined(data, islice(held, len(data) // size), size, size)))


def without_circle(table: list[int]) -> list[int]:
    """The table, unless a sector comes after itself. Raises ValueError."""
    seen = [0] * len(table)
    for start in range(1, len(table) + 1):
        at = start - 1
        while at < len(table) and not seen[at]:
            seen[at] = start
            at = table[at]
        if at < len(table) and seen[at] == start:
            raise ValueError("The sectors of the file go in a circle.")
    return table


def numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def chain(table: list[int], sector: int) -> Iterator[int]:
    """The sectors of one stream. None has more than there are."""
    for _step in range(len(table)):
        if sector >= END_OF_CHAIN:
            return
        yield sector
        sector = table[sector]


def joined(data: bytes, sectors: Iterator[int], size: int, header: int) -> bytes:
    return b"".join(data[header + at * size : header + (at + 1) * size] for at in sectors)


def name_of(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, length - 2)].decode("utf-16-le")


def start_and_length(entry: bytes) -> tuple[int, int]:
    start, length = struct.unpack_from("<2I", entry, 116)
    return start, length


# Records --------------------------------------------------------------


def records(book: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The kind and content of each record, until the part of the book that begins here ends."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        depth += (kind == OF_BEGIN) - (kind == OF_END)
        yield kind, book[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def in_book(book: bytes) -> dict[str, Beneath]:
    formats, styles, sheets = dict(BUILT_IN), [], []
    for kind, content in records(book):
        if kind == OF_FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = words(content[2:], "<H")
        elif kind == OF_STYLE:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == OF_SHEET:
            sheets.append((words(content[6:], "<B"), struct.unpack_from("<I", content)[0]))
    seen = [part_seen(formats.get(each, "")) for each in styles]
    return {name: in_sheet(book, start, seen) for name, start in sheets}


def words(content: bytes, counted_by: str) -> str:
    """A text: how many signs it has, whether they take two bytes, and they."""
    (count,) = struct.unpack_from(counted_by, content)
    start = struct.calcsize(counted_by)
    if content[start] & 1:
        return content[start + 1 : start + 1 + 2 * count].decode("utf-16-le")
    return content[start + 1 : start + 1 + count].decode("latin-1")


def in_sheet(book: bytes, start: int, seen: list[str]) -> Beneath:
    """What lies beneath the cells of one sheet; `seen` by number of style."""
    found = Beneath()
    for kind, content in records(book, start):
        if kind in CELLS:
            row, place, style = struct.unpack_from("<3H", content)
            if seen[style]:
                found.seen[row + 1][place] = seen[style]
            if error := error_in(kind, content):
                found.unread[row + 1][place] = UNREAD + error
        elif kind == SHORTS:
            row, place = struct.unpack_from("<2H", content)
            for offset in range(4, len(content) - 2, 6):
                (style,) = struct.unpack_from("<H", content, offset)
                if seen[style]:
                    found.seen[row + 1][place + offset // 6] = seen[style]
    return found


def error_in(kind: int, content: bytes) -> str:
    """The error that stands in a cell, or came out of its formula; "" if there is none."""
    if kind == ERROR and content[7] == 1:
        return ERRORS.get(content[6], "#N/A")
    if kind == FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
        return ERRORS.get(content[8], "#N/A")
    return ""
