"""Importing: a workbook of any format into the archive, all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import batched
from pathlib import Path
from typing import IO

from archive.models import ImportRun, User
from archive.resources import SHEETS
from archive.services.importing.answers import Answers, AnswersError, read_answers
from archive.services.importing.applying import apply_row
from archive.services.importing.deleting import delete_row
from archive.services.importing.files import UnreadableFileError
from archive.services.importing.matching import Headings, Row, SheetRows, matched
from archive.services.importing.ordering import ORDER, in_order
from archive.services.importing.outcomes import ImportResult, RowOutcome, Watcher
from archive.services.importing.performing import perform
from archive.services.importing.reading import read_workbook
from archive.services.importing.recording import Recorder
from archive.services.importing.rehearsing import Rehearsal
from archive.services.importing.remembering import settled_before
from archive.services.importing.reporting import write_report
from archive.services.importing.scripts import ScriptMovedError, ScriptWriter, stamp_of
from archive.services.importing.session import Session
from archive.services.importing.validating import refused
from archive.services.saving import Saving
from archive.services.statistics import refresh_statistics

__all__ = [
    "Answers",
    "AnswersError",
    "Headings",
    "ImportResult",
    "RowOutcome",
    "ScriptMovedError",
    "UnreadableFileError",
    "Watcher",
    "import_workbook",
    "perform",
    "read_answers",
    "write_report",
]

MANY = 1000  # new rows after which the database looks again how large its tables are
CHUNK = 500  # rows that are looked up and written together


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
    headings: Headings | None = None,
    watcher: Watcher | None = None,
    job: str = "",
    script: Path | None = None,
) -> ImportResult:
    """Load a workbook: all rows or, if anything stands against one of them, none.

    `source` is a path of a file or folder, or an open file. With `valid_rows_only` the rows
    against which nothing stands are saved. `user` None is the operator, who may publish.
    `headings` say what headers and tables mean that nobody else would know: see matching.
    With `dry_run` all is taken back; `script` is then a file to be made, by which perform()
    can do it. A `watcher` is told of each row, of the progress, and at the end before anything
    is kept. Raises UnreadableFileError, with one sentence, for what is no workbook.
    """
    book = read_workbook(source, file_name)
    result = ImportResult(allows_open_points=valid_rows_only)
    with matched(book.tables, result, headings or {}) as rows, suppress(NotWrittenError):
        with (
            Saving() as saving,
            recording_for(
                dry_run=dry_run, script=script, user=user, sha256=book.sha256
            ) as recording,
        ):
            run = ImportRun.objects.create(
                file_name=file_name[-255:],
                sha256=book.sha256,
                user=user,
                started_at=now,
                job=job,
            )
            session = Session(
                saving=saving,
                run=run,
                result=result,
                rows=rows,
                refuse=refused,
                user=user,
                answers=answers or Answers(),
                create_missing=create_missing,
                valid_rows_only=valid_rows_only,
                watcher=watcher,
                recording=recording,
            )
            apply_rows(session, rows)
            if watcher is not None:
                watcher.finished(result)
            if dry_run or result.is_refused:
                raise NotWrittenError
            run.counts = result.counts()
            run.save(update_fields=["counts"])
        result.run, result.applied = run.pk, True
    if result.applied and result.total("created") >= MANY:
        refresh_statistics()
    return result


@contextmanager
def recording_for(
    *, dry_run: bool, script: Path | None, user: User | None, sha256: str
) -> Iterator[Callable[..., Recorder]]:
    """What makes the recorder of an import, or of a dry run that may write a script."""
    if not dry_run:
        yield Recorder
    elif script is None:
        yield Rehearsal
    else:
        with closing(ScriptWriter(script, stamp_of(user), sha256)) as writer:
            yield partial(Rehearsal, script=writer)


def apply_rows(session: Session, rows: dict[str, SheetRows]) -> None:
    """Deletions first, the dependent before what they depend on; then the rest in order."""
    doomed = [row for sheet in reversed(ORDER) if sheet in rows for row in rows[sheet].doomed]
    waiting = [row for row in doomed if not delete_row(session, row, is_last_try=False)]
    done, total = len(doomed), sum(each.count for each in rows.values())
    for sheet in ORDER:
        if sheet not in rows:
            continue
        for some in batched(in_order(rows[sheet], session), CHUNK, strict=False):
            apply_some(session, sheet, some)
            done += len(some)
            if session.watcher is not None:
                session.watcher.progressed(done, total)
    for row in waiting:
        delete_row(session, row, is_last_try=True)


def apply_some(session: Session, sheet: str, rows: Sequence[Row]) -> None:
    """Settle some rows of a sheet together; those that were imported before need no look."""
    known = {} if session.answers.given else settled_before(sheet, rows)
    left = [row for row in rows if row.digest not in known]
    for row in rows:
        if row.digest in known:
            session.settle_known(row, known[row.digest])
    session.resolver.trim()
    preload(session, sheet, left)
    for row in left:
        apply_row(session, row)
    session.recorder.flush()
    session.recorder.remember(sheet, session.settled)
    session.settled.clear()


def preload(session: Session, sheet: str, rows: Iterable[Row]) -> None:
    """Load what the rows name by slug, a kind at a time."""
    resource = SHEETS[sheet]
    slugs = [row.slug for row in rows if row.slug]
    session.resolver.preload(resource.model(), slugs, whole=True)
    if resource.has_shorthand:
        session.preload_statements(resource.model(), slugs)
    for column in resource.all_columns():
        if column.refers_to is not None:
            cells = (row.cells.get(column.name, "").strip() for row in rows)
            session.resolver.preload(column.refers_to, filter(None, cells))
