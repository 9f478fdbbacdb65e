"""Importing: a workbook of any format into the archive, all of it or nothing."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection

from archive.models import ImportRun, User
from archive.resources import SHEETS
from archive.resources.widgets import YesNo
from archive.services.importing.answers import Answers, AnswersError, read_answers
from archive.services.importing.applying import apply_row
from archive.services.importing.deleting import delete_row
from archive.services.importing.files import UnreadableFileError
from archive.services.importing.matching import Row, match_tables
from archive.services.importing.ordering import ORDER, in_order
from archive.services.importing.outcomes import ImportResult
from archive.services.importing.reading import read_workbook
from archive.services.importing.reporting import write_report
from archive.services.importing.session import Session
from archive.services.saving import Saving

__all__ = [
    "Answers",
    "AnswersError",
    "ImportResult",
    "UnreadableFileError",
    "import_workbook",
    "read_answers",
    "write_report",
]

LOCK = 5_820_148  # PostgreSQL: imports take turns


class NotWrittenError(Exception):
    """Takes everything back: a dry run, or a file with open points."""


def import_workbook(
    *,
    source: str | Path | IO[bytes],
    file_name: str,
    now: datetime,
    user: User | None = None,
    dry_run: bool = False,
    create_missing: bool = False,
    valid_rows_only: bool = False,
    answers: Answers | None = None,
) -> ImportResult:
    """Load a workbook: all rows or, if anything stands against one of them, none.

    `source` is a path of a file or folder, or an open file. With `valid_rows_only` the rows
    against which nothing stands are saved. `user` None is the operator, who may publish.
    Raises UnreadableFileError, with one sentence, for what is no workbook.
    """
    book = read_workbook(source, file_name)
    result = ImportResult(allows_open_points=valid_rows_only)
    rows = match_tables(book.tables, result)
    try:
        with Saving() as saving:
            take_turn()
            run = ImportRun.objects.create(
                file_name=file_name[-255:], sha256=book.sha256, user=user, started_at=now
            )
            session = Session(
                saving=saving,
                run=run,
                result=result,
                rows=rows,
                user=user,
                answers=answers or Answers(),
                create_missing=create_missing,
                valid_rows_only=valid_rows_only,
            )
            apply_rows(session, rows)
            if dry_run or result.is_refused:
                raise NotWrittenError
            session.record_changes()
            run.counts = result.counts()
            run.save(update_fields=["counts"])
    except NotWrittenError:
        return result
    result.run, result.applied = run.pk, True
    return result


def take_turn() -> None:
    """Wait until no other import is under way. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def apply_rows(session: Session, rows: dict[str, list[Row]]) -> None:
    """Deletions first, the dependent before what they depend on; then the rest in order."""
    doomed = [row for sheet in reversed(ORDER) for row in rows.get(sheet, ()) if is_doomed(row)]
    waiting = [row for row in doomed if not delete_row(session, row, is_last_try=False)]
    gone = {(row.sheet, row.number) for row in doomed}
    for sheet in ORDER:
        kept = [row for row in rows.get(sheet, ()) if (row.sheet, row.number) not in gone]
        preload(session, sheet, kept)
        for row in in_order(sheet, kept, session.result):
            apply_row(session, row)
    for row in waiting:
        delete_row(session, row, is_last_try=True)


def is_doomed(row: Row) -> bool:
    """Whether the row asks for its record to be deleted; what is no yes or no is told later."""
    try:
        return "delete" in row.cells and YesNo().clean(row.cells["delete"])
    except ValueError:
        return False


def preload(session: Session, sheet: str, rows: Iterable[Row]) -> None:
    """Load what the rows name by slug, a kind at a time."""
    resource = SHEETS[sheet]
    slugs = [row.slug for row in rows if row.slug]
    session.resolver.preload(resource.model(), slugs)
    if resource.has_shorthand:
        session.preload_statements(resource.model(), slugs)
    for column in resource.columns():
        if column.refers_to is not None:
            cells = (row.cells.get(column.name, "").strip() for row in rows)
            session.resolver.preload(column.refers_to, filter(None, cells))
