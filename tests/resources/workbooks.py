"""Small workbooks for tests, loaded as a person loads a file."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from django.apps import apps

from archive.models import FACTS, RECORDS, Citation, Redaction
from archive.services.exporting import export_workbook
from archive.services.importing import Answers, import_workbook

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FIRST_FIVE = Path(apps.get_app_config("archive").path) / "data"
KEPT = [*RECORDS.values(), *FACTS.values(), Citation, Redaction]


def load(sheets=None, *, answers=(), file_name="book.json", **options):
    """Import sheets given as {sheet: [row, …]}."""
    return load_bytes(json.dumps(sheets).encode(), file_name, answers=Answers(answers), **options)


def load_bytes(data, file_name, **options):
    return import_workbook(source=io.BytesIO(data), file_name=file_name, now=NOW, **options)


def load_csv(text, file_name, **options):
    return load_bytes(text if isinstance(text, bytes) else text.encode(), file_name, **options)


def load_first_five(**options):
    result = import_workbook(source=FIRST_FIVE, file_name="data", now=NOW, **options)
    assert not result.has_open_points, list(result.open_points())
    return result


def export(suffix="json", **options):
    """The bytes of an exported workbook."""
    file = io.BytesIO()
    export_workbook(target=file, format=suffix, **options)
    return file.getvalue()


def exported(**options):
    """The exported workbook as {sheet: [row, …]}."""
    return json.loads(export("json", **options))


def outcome(result):
    """What an import did: {(sheet, outcome): rows}, without zeros."""
    return {
        (sheet, name): number
        for sheet, counts in result.counts().items()
        for name, number in counts.items()
        if number
    }


def where(result):
    """Where the errors stand and what they are."""
    return sorted((each.sheet, each.row, each.column, each.code) for each in result.errors)


def histories():
    """The number of history entries of everything: unchanged if nothing was saved."""
    return {model: model.history.count() for model in KEPT}


def zipped(members):
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def as_csv(rows):
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows(rows)
    return file.getvalue()


def as_xlsx(sheets, *, hidden=(), **options):
    """An XLSX file of {sheet: [[cell, …], …]}, cells typed as given."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd"} | options
    book = xlsxwriter.Workbook(file, options)
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if name in hidden:
            page.hide()
    book.close()
    return file.getvalue()
