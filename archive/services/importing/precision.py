"""Precision: the dates of an XLSX file of which the person sees the month or the year only.

Of "Sep 2018" a spreadsheet keeps the first of September and shows "Sep-18": the day is its own.
"""

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from archive.services.importing.formulas import (
    ATTRIBUTE,
    attributes,
    place_of,
    sheet_files,
    start_of,
    whole_rows,
)

STYLES = "xl/styles.xml"
FORMAT = re.compile(rb"<(?:\w{1,20}:)?numFmt\b([^<>]{0,2000})>")
CELL_STYLES = re.compile(rb"<(?:\w{1,20}:)?cellXfs\b.*?</(?:\w{1,20}:)?cellXfs>", re.DOTALL)
CELL_STYLE = re.compile(rb"<(?:\w{1,20}:)?xf\b([^<>]{0,2000})>")
CELL = re.compile(rb"<c\b([^<>]{0,200})><v>")
BUILT_IN = {17: "mmm-yy"}
WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # of a format, what is no part of a date
MONTH, YEAR = len("2018-09"), len("2018")

type Coarse = dict[int, dict[int, int]]  # line → place → how much of 2018-09-01 is seen


def coarse_dates(data: bytes) -> dict[str, Coarse]:
    """Sheet → its dates without a day. Nothing of a file that has no such format."""
    with ZipFile(io.BytesIO(data)) as archive:
        if STYLES not in archive.namelist():
            return {}
        styles = coarse_styles(start_of(archive, STYLES))
        if not styles:
            return {}
        found = {}
        for name, path in sheet_files(archive):
            with archive.open(path) as file:
                found[name] = in_rows(whole_rows(file), styles)
        return found


def coarse_styles(xml: bytes) -> dict[bytes, int]:
    """The number of each style that shows a month or a year → how much that is of a day."""
    formats = dict(BUILT_IN)
    for found in attributes(FORMAT, xml):
        if found.get("numFmtId", "").isdecimal():
            formats[int(found["numFmtId"])] = found.get("formatCode", "")
    styles: dict[bytes, int] = {}
    block = CELL_STYLES.search(xml)
    for number, found in enumerate(attributes(CELL_STYLE, block[0] if block else b"")):
        identity = found.get("numFmtId", "")
        length = seen_of(formats.get(int(identity), "")) if identity.isdecimal() else 0
        if length:
            styles[str(number).encode()] = length
    return styles


def seen_of(code: str) -> int:
    """How much of an ISO day a format shows; 0 for all of it, or for what is no date."""
    letters = set(WORDS.sub("", code.partition(";")[0]).lower())
    if "y" not in letters or letters & set("dhs0#"):
        return 0
    return MONTH if "m" in letters else YEAR


def in_rows(pieces: Iterator[bytes], styles: dict[bytes, int]) -> Coarse:
    coarse: Coarse = {}
    for rows in pieces:
        for tag in CELL.findall(rows):
            own = dict(ATTRIBUTE.findall(tag))
            place = place_of(tag)
            if own.get(b"s", b"") in styles and place:
                coarse.setdefault(place[0], {})[place[1]] = styles[own[b"s"]]
    return coarse


def shorten(cells: list[str], coarse: dict[int, int]) -> None:
    """Leave of the dates of a line what the person sees."""
    for place, length in coarse.items():
        if place < len(cells) and re.match(r"\d{4}-\d\d-\d\d", cells[place]):
            cells[place] = cells[place][:length]
