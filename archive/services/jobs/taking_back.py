"""Taking back: the undo of an import, shown first, then done as it was shown."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from archive.models import User
from archive.services.jobs.keeping import Job, State, write_state
from archive.services.jobs.planning import fresh
from archive.services.jobs.storing import Lines, key_for
from archive.services.undoing import UndoResult, undo_import

KEPT = "kept"  # the index of the records that stay


class UndoMovedError(Exception):
    """What would be undone is not what was shown; nothing was written."""


def plan_undo(job: Job, state: State, user: User) -> State:
    return planned(job, undo(job, state, user, dry_run=True))


def apply_undo(job: Job, state: State, user: User) -> State:
    """Undo the import if that does what was shown; otherwise there is a new plan."""
    try:
        with transaction.atomic():
            result = undo(job, state, user, dry_run=False)
            if fingerprint(result) != state.fingerprint or result.errors:
                raise UndoMovedError
    except UndoMovedError:
        return replace(planned(job, undo(job, state, user, dry_run=True)), has_moved=True)
    shutil.rmtree(job.folder / "plan", ignore_errors=True)
    return replace(state, stage="applied", run=job.run, counts=result.counts())


def undo(job: Job, state: State, user: User, *, dry_run: bool) -> UndoResult:
    def tell(done: int, total: int) -> None:
        write_state(job, replace(state, step="records", done=done, total=total))

    choices = {(sheet, slug): choice for sheet, slug, choice in job.choices}
    return undo_import(
        run=job.run or 0,
        now=timezone.now(),
        user=user,
        dry_run=dry_run,
        choices=choices,
        progress=tell,
    )


def planned(job: Job, result: UndoResult) -> State:
    """Keep the records that would stay, so that a person can choose otherwise."""
    rows = Lines(fresh(job.folder / "next") / "rows")
    for number, each in enumerate(result.kept):
        content = {"sheet": each.sheet, "slug": each.slug, "why": each.why}
        rows.add([key_for(KEPT)], number, content)
    rows.close()
    problems = [problem.sentence for problem in result.errors]
    (job.folder / "next" / "of_file.json").write_text(json.dumps(problems))
    shutil.rmtree(job.folder / "plan", ignore_errors=True)
    (job.folder / "next").rename(job.folder / "plan")
    return State(
        stage="planned",
        counts=result.counts(),
        fingerprint=fingerprint(result),
        is_refused=result.is_refused,
        has_open_points=result.has_open_points,
    )


def fingerprint(result: UndoResult) -> str:
    """Of what an undo would do, whether it was done or only looked at."""
    content = result.as_json() | {"applied": None, "run": None}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
