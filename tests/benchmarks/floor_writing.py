"""The floor's writers: a zip of CSV files and an XLSX file, packed with the least effort."""

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.benchmarks.sheets import Sheet

LEAST = 1  # of the nine levels of deflate
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_zip(target: Path, sheets: Iterable[Sheet]) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEAST) as archive:
        for sheet, header, rows in sheets:
            with (
                archive.open(f"{sheet}.csv", "w", force_zip64=True) as part,
                TextIOWrapper(part, encoding="utf-8", newline="") as text,
            ):
                writer = csv.writer(text)
                writer.writerow(header)
                writer.writerows(rows)


def write_xlsx(target: Path, sheets: Iterable[Sheet]) -> None:
    names = []
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEAST) as archive:
        for number, (sheet, header, rows) in enumerate(sheets, start=1):
            names.append(sheet)
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                part.write(xlsx_row(header))
                part.writelines(map(xlsx_row, rows))
                part.write(b"</sheetData></worksheet>")
        write_frame(archive, names)


def xlsx_row(cells: Iterable) -> bytes:
    written = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'
        if cell not in ("", None)
        else "<c/>"
        for cell in cells
    )
    return f"<row>{written}</row>".encode()


def write_frame(archive: ZipFile, names: list[str]) -> None:
    """What a spreadsheet program needs to find the sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    archive.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>',
    )
    pages = [("worksheet", f"worksheets/sheet{number}.xml", f"r{number}") for number in numbers]
    archive.writestr("xl/_rels/workbook.xml.rels", relations(pages))
    archive.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.xml", "r1")]))
    parts = {"workbook.xml": "sheet.main"} | {page: "worksheet" for _, page, _ in pages}
    kinds = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    default = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    archive.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types">{default}{kinds}</Types>',
    )


def relations(targets: Iterable[tuple[str, str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for kind, target, name in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'
