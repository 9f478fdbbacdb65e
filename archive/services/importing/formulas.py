"""Formulas: the cells of an XLSX file that hold an error, or a formula nobody has calculated.

The library that reads the cells gives both as blank, and a blank cell says nothing.
"""

import io
import re
from collections.abc import Iterable, Iterator
from posixpath import join, normpath
from typing import IO
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from archive.services.importing.extent import column_count, measured

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
UNREAD = "\0"  # begins a cell that is no text: the rest is the error that stands in it
MOST = 16 * 2**20  # bytes of one piece of a sheet; what has longer rows is no spreadsheet
PIECE = 2**20

# Tags have an end: no file makes these take longer than it is long.
SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet\b([^<>]{0,2000})>")
RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\b([^<>]{0,2000})>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
ERROR = re.compile(rb'<c\b([^<>]{0,200}\bt="e"[^<>]{0,200})>(?:<f\b[^<]*(?:</f>)?)?<v>(#[^<]*)</v>')
UNCALCULATED = re.compile(rb"<c\b([^<>]{0,200})><f\b[^<]*(?:</f>)?(?:<v\s*/>|<v></v>)?</c>")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

type Unread = dict[int, dict[int, str]]  # line → place → what stands there instead of a value


def unread_cells(data: bytes) -> dict[str, Unread]:
    """Sheet → the cells that have no value. Nothing of a file that is not XLSX."""
    with ZipFile(io.BytesIO(data)) as archive:
        unread = {}
        for name, path in sheet_files(archive):
            with archive.open(path) as file:
                unread[name] = in_sheet(measured(name, whole_rows(file)))
        return unread


def sheet_files(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets of an XLSX file: their names, and where they lie in it."""
    names = set(archive.namelist())
    if not {BOOK, RELATIONS} <= names:
        return
    targets = {
        found.get("Id"): normpath(join("/xl", found.get("Target", ""))).lstrip("/")
        for found in attributes(RELATION, start_of(archive, RELATIONS))
    }
    for found in attributes(SHEET, start_of(archive, BOOK)):
        path = targets.get(found.get("r:id"))
        if path in names:
            yield found.get("name", ""), path


def start_of(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(MOST)


def attributes(tag: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every such tag."""
    for found in tag.finditer(xml):
        yield {
            name.decode(): unescape(value.decode(errors="replace"), {"&quot;": '"', "&apos;": "'"})
            for name, value in ATTRIBUTE.findall(found[1])
        }


def in_sheet(pieces: Iterable[bytes]) -> Unread:
    """The cells of one sheet that have no value."""
    unread: Unread = {}
    for rows in pieces:
        if b't="e"' in rows:
            for tag, error in ERROR.findall(rows):
                put(unread, tag, error.decode(errors="replace"))
        if b"<f" in rows:
            for tag in UNCALCULATED.findall(rows):
                if b't="str"' not in tag:  # whose value is a text without letters
                    put(unread, tag, "")
    return unread


def whole_rows(file: IO[bytes]) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    left = b""
    while piece := file.read(PIECE):
        rows, end, left = (left + piece).rpartition(b"</row>")
        if len(left) > MOST:
            return
        yield rows + end


def put(unread: Unread, tag: bytes, error: str) -> None:
    if place := place_of(tag):
        unread.setdefault(place[0], {})[place[1]] = UNREAD + error


def place_of(tag: bytes) -> tuple[int, int] | None:
    """Line and place of the cell that begins with this tag."""
    name = next((value for name, value in ATTRIBUTE.findall(tag) if name == b"r"), b"")
    found = PLACE.fullmatch(name.decode(errors="replace"))
    return (int(found[2]), column_count(found[1].encode()) - 1) if found else None
