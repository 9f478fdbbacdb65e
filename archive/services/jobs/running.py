"""Running: what a job does, in a process of its own or, in tests, within the request."""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from archive.models import User
from archive.services.importing import (
    Answers,
    ImportResult,
    ScriptMovedError,
    UnreadableFileError,
    import_workbook,
    perform,
    write_report,
)
from archive.services.jobs.keeping import (
    IMPORT,
    Job,
    State,
    read_state,
    write_state,
    written_run,
)
from archive.services.jobs.planning import PlanMovedError, PlanWatcher, fresh
from archive.services.jobs.taking_back import apply_undo, plan_undo
from archive.services.undoing import UndoError

logger = logging.getLogger(__name__)
PERMISSION = "archive.import_workbook"
SCRIPT = "script"  # the file in a plan's folder by which it is done


class NotAllowedError(Exception):
    """The owner may not import any more."""


class OutOfTimeError(Exception):
    """The processor time that a job may use is used up."""


def run_job(job: Job) -> None:
    """Do what the state of the job says is to be done; whoever calls holds its lock."""
    state = read_state(job)
    with translation.override(job.language):
        try:
            write_state(job, work(job, state, owner_of(job)))
        except Exception as error:
            end_badly(job, state, error)


def work(job: Job, state: State, user: User) -> State:
    """The state that the job ends in."""
    is_plan = state.stage == "planning"
    if job.kind == IMPORT:
        return plan(job, state, user) if is_plan else apply(job, state, user)
    return plan_undo(job, state, user) if is_plan else apply_undo(job, state, user)


def owner_of(job: Job) -> User:
    user = User.objects.filter(pk=job.user, is_active=True).first()
    if user is None or not user.has_perm(PERMISSION):
        raise NotAllowedError
    return user


def plan(job: Job, state: State, user: User) -> State:
    """Import the file, watch, and take everything back."""
    watcher = PlanWatcher(fresh(job.folder / "next"), telling(job, state))
    result = import_file(job, user, watcher, script=watcher.folder / SCRIPT)
    return planned(job, result, watcher)


def planned(
    job: Job, result: ImportResult, watcher: PlanWatcher, *, has_moved: bool = False
) -> State:
    """The state in which a new plan can be shown."""
    if result.has_open_points:
        watcher.progress("marking", 0, 0)
        mark(job, result, watcher.folder / "report.xlsx")
    shutil.rmtree(job.folder / "plan", ignore_errors=True)
    watcher.folder.rename(job.folder / "plan")
    return State(
        stage="planned",
        counts=result.counts(),
        fingerprint=watcher.fingerprint,
        is_refused=result.is_refused,
        has_open_points=result.has_open_points,
        has_moved=has_moved,
    )


def mark(job: Job, result: ImportResult, target: Path) -> None:
    """Write the person's own rows with what stands against them, to be taken home."""
    try:
        write_report(
            source=job.file,
            file_name=job.file_name,
            result=result,
            target=target,
            headings=job.headings,
        )
    except Exception:  # a file that a spreadsheet cannot hold; the plan is good without
        logger.exception("Job %s has no report", job.name)
        target.unlink(missing_ok=True)


def apply(job: Job, state: State, user: User) -> State:
    """Do what was shown, as it was put down; if anything moved since, look at the file anew."""
    tell = telling(job, state)
    run = {"file_name": job.file_name[-255:], "counts": state.counts, "job": job.name}
    try:
        done = perform(
            script=job.folder / "plan" / SCRIPT,
            run=run,
            user=user,
            now=timezone.now(),
            progress=lambda step, done: tell(step, done, state.changes),
        )
    except ScriptMovedError:
        return look_again(job, state, user)
    clear(job)
    return replace(state, stage="applied", run=done)


def look_again(job: Job, state: State, user: User) -> State:
    """Import the file if that does what was shown; otherwise there is a new plan."""
    watcher = PlanWatcher(
        fresh(job.folder / "next"), telling(job, state), expected=state.fingerprint
    )
    try:
        result = import_file(job, user, watcher)
    except PlanMovedError:
        # What stood in the way is known to the watcher, which saw all of it.
        return planned(job, watcher.result, watcher, has_moved=True)
    clear(job)
    return replace(state, stage="applied", run=result.run, counts=result.counts())


def import_file(
    job: Job, user: User, watcher: PlanWatcher, *, script: Path | None = None
) -> ImportResult:
    """Import the file, or, with a `script` to be made, only look what that does."""
    watcher.progress("reading", 0, 0)
    try:
        return import_workbook(
            source=job.file,
            file_name=job.file_name,
            now=timezone.now(),
            user=user,
            dry_run=script is not None,
            script=script,
            answers=Answers(job.answers),
            headings=job.headings,
            watcher=watcher,
            job=job.name,
            **job.options,
        )
    finally:
        watcher.rows.file.close()


def telling(job: Job, state: State) -> Callable[[str, int, int], None]:
    """How the progress is told to whoever looks at the job."""

    def tell(step: str, done: int, total: int) -> None:
        write_state(job, replace(state, step=step, done=done, total=total))

    return tell


def clear(job: Job) -> None:
    """The file is not needed any more."""
    job.file.unlink(missing_ok=True)
    for name in ("plan", "next"):
        shutil.rmtree(job.folder / name, ignore_errors=True)


def end_badly(job: Job, state: State, error: Exception) -> None:
    """Say why it went no further, or that it was done all the same."""
    if not isinstance(error, (UnreadableFileError, NotAllowedError, UndoError, OutOfTimeError)):
        logger.exception("Job %s failed", job.name)
    run = None
    if state.stage == "applying":
        with suppress(DatabaseError):
            run = written_run(job)
    if run is not None:
        write_state(job, replace(state, stage="applied", run=run))
    else:
        write_state(job, replace(state, stage="failed", error=sentence_for(error)))


def sentence_for(error: Exception) -> str:
    match error:
        case UnreadableFileError() | UndoError():
            return str(error)
        case NotAllowedError():
            return _("You may not import any more. Nothing was written.")
        case OutOfTimeError():
            return _("This takes longer than the site gives an import. Nothing was written.")
        case MemoryError():
            return _("This needs more memory than the site gives an import. Nothing was written.")
    return _("Something went wrong (%(kind)s). Nothing was written.") % {
        "kind": type(error).__name__
    }
