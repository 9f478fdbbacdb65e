"""Describing: the workbook for programs (Frictionless) and for people (a template)."""

from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.resources import SHEET_OF, SHEETS
from archive.resources.sheets import Column
from archive.resources.widgets import Choice, Day, Number, Terms, YesNo
from archive.services.exporting.rows import columns_for
from archive.services.exporting.writing import WIDTH, WIDTHS

GUIDE = "how to fill in"
ROWS_WITH_LISTS = 1000  # of a template sheet that offer drop-downs
LONGEST_LIST = 255  # characters of a drop-down's values, by Excel's specification


def datapackage(sheets: list[str], *, public: bool = False) -> dict[str, Any]:
    """A Frictionless data package (v1) that describes the CSV files of these sheets."""
    with override("en"):
        return {
            "profile": "tabular-data-package",
            "name": "cooperation-archive",
            "title": "Cooperation Archive",
            "licenses": [{"title": settings.ARCHIVE_LICENCE, "path": settings.ARCHIVE_LICENCE_URL}],
            "resources": [described(sheet, sheets, public=public) for sheet in sheets],
        }


def described(sheet: str, sheets: list[str], *, public: bool) -> dict[str, Any]:
    columns = columns_for(sheet, public=public)
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": SHEET_OF[column.refers_to], "fields": "slug"},
        }
        for column in columns
        if column.refers_to and SHEET_OF[column.refers_to] in sheets
    ]
    schema = {
        "fields": [field(column) for column in columns],
        "primaryKey": "slug",
        "foreignKeys": keys,
        "missingValues": [""],
    }
    return {
        "profile": "tabular-data-resource",
        "name": sheet,
        "path": f"{sheet}.csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": frictionless_type(column),
        "description": str(column.meaning),
    }
    constraints: dict[str, Any] = {}
    if column.required or column.name == "slug":
        constraints["required"] = True
    if isinstance(column.widget, Choice):
        constraints["enum"] = [key for key, _label in column.choices]
    return found | ({"constraints": constraints} if constraints else {})


def frictionless_type(column: Column) -> str:
    if isinstance(column.widget, Number):
        return "number" if column.widget.decimals else "integer"
    return "date" if isinstance(column.widget, Day) else "string"


def write_template(target: IO[bytes] | str) -> None:
    """Write an empty workbook: what each column means, and drop-downs of fixed values."""
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    guide = book.add_worksheet(GUIDE)
    write_guide(guide, bold, wrap)
    for sheet in SHEETS:
        write_empty(book.add_worksheet(sheet), sheet, bold)
    book.close()


def write_guide(page: Any, bold: Any, wrap: Any) -> None:
    """One line for each column of each sheet."""
    titles = [_("Sheet"), _("Column"), _("Needed"), _("What it holds"), _("Values")]
    for place, (title, width) in enumerate(zip(titles, (16, 24, 10, 70, 50), strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, title, bold)
    page.freeze_panes(1, 0)
    line = 1
    for sheet, resource in SHEETS.items():
        for column in resource.columns():
            needed = _("for a new row") if column.required else ""
            cells = [sheet, column.name, needed, str(column.meaning), values_of(column)]
            for place, cell in enumerate(cells):
                page.write_string(line, place, cell, wrap)
            line += 1


def values_of(column: Column) -> str:
    """The values a column may hold, in words."""
    if isinstance(column.widget, YesNo):
        return _("yes, or blank")
    keys = ", ".join(key for key, _label in column.choices)
    if isinstance(column.widget, Terms):
        return (
            _("several, with ; between: %(keys)s") % {"keys": keys}
            if keys
            else _("several, with ; between")
        )
    if column.refers_to:
        return _("a slug or a name from the sheet %(sheet)s") % {
            "sheet": SHEET_OF[column.refers_to]
        }
    return keys


def write_empty(page: Any, sheet: str, bold: Any) -> None:
    page.freeze_panes(1, 0)
    for place, column in enumerate(SHEETS[sheet].columns()):
        page.set_column(place, place, WIDTHS.get(column.name, WIDTH))
        page.write_string(0, place, column.name, bold if column.required else None)
        page.write_comment(0, place, str(column.meaning))
        keys = drop_down(column)
        if keys:
            page.data_validation(
                1, place, ROWS_WITH_LISTS, place, {"validate": "list", "source": keys}
            )


def drop_down(column: Column) -> list[str]:
    """The values to choose from; none where several may be written, or they are too many."""
    if isinstance(column.widget, YesNo):
        return ["yes"]
    keys = [key for key, _label in column.choices] if isinstance(column.widget, Choice) else []
    return keys if len(",".join(keys)) <= LONGEST_LIST else []
