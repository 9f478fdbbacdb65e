"""Sheets: the workbook as plain rows, in an order in which references point back."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

ORDER = (
    "places organizations officials articles names posts events delegations appearances "
    "agreements parties progress citations redactions"
).split()
TARGETS = {
    "place": "places",
    "from_place": "places",
    "to_place": "places",
    "organization": "organizations",
    "from_organization": "organizations",
    "to_organization": "organizations",
    "publisher": "organizations",
    "official": "officials",
    "article": "articles",
    "event": "events",
    "delegation": "delegations",
    "agreement": "agreements",
}
TITLES = {  # what is searched of the records: their name and their text
    "places": ("name", "''"),
    "organizations": ("name", "''"),
    "officials": ("name", "''"),
    "articles": ("title", "text"),
    "events": ("label", "''"),
    "delegations": ("label", "''"),
    "agreements": ("title", "subject"),
}

type Sheet = tuple[str, list[str], Iterable[list]]  # name, header, rows


def target(sheet: str, column: str) -> str | None:
    """The sheet to which the slugs of a column belong."""
    return sheet if column == "parent" else TARGETS.get(column)


def read(source: Path) -> Iterator[Sheet]:
    """The sheets of a folder of CSV files or of an XLSX file."""
    return read_folder(source) if source.is_dir() else read_xlsx(source)


def read_folder(folder: Path) -> Iterator[Sheet]:
    for sheet in ORDER:
        path = folder / f"{sheet}.csv"
        if path.exists():
            with path.open(newline="", encoding="utf-8") as file:
                rows = csv.reader(file)
                yield sheet, next(rows), rows


def read_xlsx(path: Path) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for sheet in ORDER:
        if sheet in book.sheet_names:
            rows = iter(book.get_sheet_by_name(sheet).to_python())
            yield sheet, next(rows), rows
