"""Precision: the dates of a spreadsheet of which the person sees a part only.

Of "Sep 2018" a spreadsheet keeps the first of September and shows "Sep-18": the day is its own.
Of "12 Sep" it keeps a day of the year in which it was typed: the year is its own.
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
YEAR, MONTH, NO_YEAR = "year", "month", "no year"  # the parts that may be seen
# Formats that have a number and no words, as Excel has them, and as Chinese Excel has them.
BUILT_IN = {16: "d-mmm", 17: "mmm-yy"}
BUILT_IN |= dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"')
BUILT_IN |= dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"')
NUMBERS = {b"n", b"d"}  # kinds of cells that may hold a date; the others are words
WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # of a format, what is no part of a date
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

type Seen = dict[int, dict[int, str]]  # line → place → the part of a date that is seen


def dates_seen(data: bytes) -> dict[str, Seen]:
    """Sheet → its dates of which a part is seen. Nothing of a file that has no such format."""
    with ZipFile(io.BytesIO(data)) as archive:
        if STYLES not in archive.namelist():
            return {}
        styles = partial_styles(start_of(archive, STYLES))
        if not styles:
            return {}
        found = {}
        for name, path in sheet_files(archive):
            with archive.open(path) as file:
                found[name] = in_rows(whole_rows(file), styles)
        return found


def partial_styles(xml: bytes) -> dict[bytes, str]:
    """The number of each style that shows a part of a date → that part."""
    formats = dict(BUILT_IN)
    for found in attributes(FORMAT, xml):
        if found.get("numFmtId", "").isdecimal():
            formats[int(found["numFmtId"])] = found.get("formatCode", "")
    styles: dict[bytes, str] = {}
    block = CELL_STYLES.search(xml)
    for number, found in enumerate(attributes(CELL_STYLE, block[0] if block else b"")):
        identity = found.get("numFmtId", "")
        part = part_seen(formats.get(int(identity), "")) if identity.isdecimal() else ""
        if part:
            styles[str(number).encode()] = part
    return styles


def part_seen(code: str) -> str:
    """The part of a date that a format shows; "" for all of it, or for what is no date."""
    letters = set(WORDS.sub("", code.partition(";")[0]).lower())
    if letters & set("hs0#") or code.lower() == "general":
        return ""
    if not letters & set("ye"):
        return NO_YEAR if {"d", "m"} <= letters else ""
    if "d" in letters:
        return ""
    return MONTH if "m" in letters else YEAR


def in_rows(pieces: Iterator[bytes], styles: dict[bytes, str]) -> Seen:
    seen: Seen = {}
    for rows in pieces:
        for tag in CELL.findall(rows):
            own = dict(ATTRIBUTE.findall(tag))
            place = place_of(tag)
            if own.get(b"s", b"") in styles and own.get(b"t", b"n") in NUMBERS and place:
                seen.setdefault(place[0], {})[place[1]] = styles[own[b"s"]]
    return seen


def shorten(cells: list[str], seen: dict[int, str]) -> set[str]:
    """Leave of the dates of a line what the person sees; returns which parts those are."""
    parts = set()
    for place, part in seen.items():
        if place < len(cells) and ISO_DAY.match(cells[place]):
            cells[place] = as_seen(cells[place], part)
            parts.add(part)
    return parts


def as_seen(day: str, part: str) -> str:
    """What is seen of an ISO day, as EDTF."""
    if part == NO_YEAR:
        return f"XXXX{day[4:10]}"
    return day[: len("2018")] if part == YEAR else day[: len("2018-09")]
