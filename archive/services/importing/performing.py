"""Performing: what a plan put down, written as it stands, without a look at the file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.models import ImportRun, User
from archive.services.importing.matching import Row
from archive.services.importing.recording import Recorder, sign
from archive.services.importing.scripts import MODELS, Script, ScriptMovedError, as_step, stamp_of
from archive.services.saving import Saving


def perform(
    *,
    script: Path,
    run: dict[str, Any],
    user: User | None,
    now: datetime,
    progress: Callable[[str, int], None],
) -> int:
    """Write all that a script says, or nothing; return the number of the run.

    `run` are the fields of the run that the script does not know; `progress` is told after each
    batch what is under way and how many steps are done. Raises ScriptMovedError if the archive,
    or what the user may do, is not what the script was written for, or if there is no script.
    """
    try:
        file = script.open("rb")
    except FileNotFoundError as error:
        raise ScriptMovedError from error
    with file, Saving() as saving:
        steps = Script(file)
        if steps.stamp != stamp_of(user):
            raise ScriptMovedError
        made = ImportRun.objects.create(sha256=steps.sha256, user=user, started_at=now, **run)
        recorder = Recorder(run=made, saving=saving)
        done = 0
        for kind, *content in steps:
            done += WRITERS[kind](recorder, user, *content)
            progress("rows", done)
        progress("settling", done)
    return made.pk


def write_steps(recorder: Recorder, user: User | None, values: list[tuple]) -> int:
    steps = [as_step(each) for each in values]
    for step in steps:
        for record in (step.record, step.citation):
            sign(record, user)
    recorder.write_together(steps)
    return len(steps)


def write_deletion(
    recorder: Recorder, user: User | None, kind: str, pk: int, sheet: str, number: int
) -> int:
    record = MODELS[kind]._default_manager.get(pk=pk)
    sign(record, user)
    recorder.delete(record, Row(sheet, number, {}))
    return 1


def write_settled(
    recorder: Recorder, _user: User | None, sheet: str, settled: dict[bytes, int]
) -> int:
    recorder.remember(sheet, settled)
    return 0


WRITERS: dict[str, Callable[..., int]] = {
    "steps": write_steps,
    "deletion": write_deletion,
    "settled": write_settled,
}
