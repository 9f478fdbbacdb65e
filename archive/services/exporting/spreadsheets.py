"""Spreadsheets: XLSX as it is written here, straight into the zip, some rows at a time.

Only what a table of text needs (ECMA-376): words and numbers in their cells, a bold header
that stays in sight, widths. A library that can do all of Excel costs several times as much.
"""

import re
from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LEVEL = 1  # of compression: three times as quick as usual, and a tenth larger
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{DECLARED}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
PANES = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews>"
)
# What XML cannot hold is written as _x0000_, and so is what would be read as if it were.
UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
UNPRINTED_OCTETS = bytes({*range(0x20)} - {0x09, 0x0A})
RARE = ("_x", "\ufffe", "\uffff")
BETWEEN = "\0"  # cells that are looked through together
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def member(name: str) -> ZipInfo:
    """A member of a zip without the time of day: the same archive gives the same file."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info._compresslevel = LEVEL  # type: ignore[attr-defined]  # its name in every Python
    info.external_attr = 0o644 << 16
    return info


def letters(place: int) -> str:
    """The name of a column, counted from 0: A, B … Z, AA …"""
    name = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        name = ascii_uppercase[digit] + name
    return name


def words(cell: str) -> str:
    """The words of a cell in XML."""
    if "_x" in cell:
        cell = ESCAPED.sub("_x005F_", cell)
    return escape(UNPRINTED.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))


def in_xml(cells: Sequence[str]) -> list[str]:
    """The words of each cell of a column in XML, looked through together: few need care."""
    together = BETWEEN.join(cells)
    octets = together.encode()
    unprinted = len(octets) - len(octets.translate(None, UNPRINTED_OCTETS))
    if unprinted >= len(cells) or any(rare in together for rare in RARE):
        return [words(cell) for cell in cells]
    return escape(together).split(BETWEEN)


class Spreadsheet:
    """An XLSX file in the writing: pages one after another, each with its rows in order."""

    def __init__(self, target: IO[bytes]) -> None:
        self.zip = ZipFile(target, "w")
        self.names: list[str] = []

    def page(self, name: str, widths: list[int]) -> "Page":
        """The next page. The one before has to be closed."""
        self.names.append(name)
        file = self.zip.open(
            member(f"xl/worksheets/sheet{len(self.names)}.xml"), "w", force_zip64=True
        )
        return Page(file, widths)

    def close(self) -> None:
        """Write what a program needs to find the pages."""
        numbers = range(1, len(self.names) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
            for number, name in zip(numbers, self.names, strict=True)
        )
        pages = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        self.add(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>",
        )
        self.add("xl/_rels/workbook.xml.rels", related([*pages, ("styles", "styles.xml")]))
        self.add("_rels/.rels", related([("officeDocument", "xl/workbook.xml")]))
        self.add("[Content_Types].xml", kinds([path for _kind, path in pages]))
        self.zip.writestr(member("xl/styles.xml"), STYLES)
        self.zip.close()

    def add(self, name: str, content: str) -> None:
        self.zip.writestr(member(name), DECLARED + content)


class Page:
    """One sheet in the writing; use it as a context."""

    def __init__(self, file: IO[bytes], widths: list[int]) -> None:
        self.file, self.number = file, 0
        self.columns = [letters(place) for place in range(len(widths))]
        cols = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(widths, start=1)
        )
        self.file.write(
            f'{DECLARED}<worksheet xmlns="{MAIN}">{PANES}<cols>{cols}</cols><sheetData>'.encode()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.write(b"</sheetData></worksheet>")
        self.file.close()

    def write(self, block: Sequence[Sequence[str]], numbers: list[bool], style: str = "") -> None:
        """The next rows, column by column; `numbers` says which are numbers and not words."""
        rows = range(self.number + 1, self.number + 1 + len(block[0]))
        written = [
            numbers_in(name, rows, cells) if is_number else words_in(name, rows, cells, style)
            for name, cells, is_number in zip(self.columns, block, numbers, strict=True)
            if any(cells)
        ]
        cells_of_rows = map("".join, zip(*written, strict=True)) if written else [""] * len(rows)
        self.file.write(
            "".join(
                [
                    f'<row r="{row}">{cells}</row>'
                    for row, cells in zip(rows, cells_of_rows, strict=True)
                ]
            ).encode()
        )
        self.number = rows.stop - 1

    def write_header(self, cells: Iterable[str]) -> None:
        block = [[cell] for cell in cells]
        self.write(block, [False] * len(block), ' s="1"')


def numbers_in(column: str, rows: Iterable[int], cells: Sequence[str]) -> list[str]:
    """The cells of a column of numbers; a blank one is nothing."""
    return [
        f'<c r="{column}{row}"><v>{cell}</v></c>' if cell else ""
        for row, cell in zip(rows, cells, strict=True)
    ]


def words_in(column: str, rows: Iterable[int], cells: Sequence[str], style: str) -> list[str]:
    """The cells of a column of words; a blank one is nothing."""
    kind = f'{style} t="inlineStr"><is><t xml:space="preserve">'
    return [
        f'<c r="{column}{row}"{kind}{cell}</t></is></c>' if cell else ""
        for row, cell in zip(rows, in_xml(cells), strict=True)
    ]


def related(targets: list[tuple[str, str]]) -> str:
    """The relations of a part to others: (kind, path), numbered as they come."""
    written = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def kinds(pages: list[str]) -> str:
    """The list of parts and of what kind each is."""
    parts = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    parts |= dict.fromkeys(pages, "worksheet")
    written = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{written}</Types>'
    )
