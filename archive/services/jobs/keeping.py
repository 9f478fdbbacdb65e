"""Keeping: a job in a folder that nobody else may read, so that its state can be told at any time.

`job.json` is what its owner said, `state.json` how far it is; both are replaced as a whole.
They are files because SQLite tells nobody anything of a transaction that is under way. Whoever
works on a job holds the lock on its file `lock`: the system lets it go when a process dies.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from time import sleep, time
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import ImportRun, ImportStatus
from archive.services.jobs.storing import Plan

KEPT_FOR = 3600  # seconds since anything last happened
NAME = re.compile(r"[0-9a-f]{32}")
PATIENCE = 40  # times that a lock is asked for, while somebody only looks whether it is free
PAUSE = 0.05  # seconds between them
IMPORT, UNDO = "import", "undo"


class JobGoneError(Exception):
    """There is no such job any more, or it is somebody else's."""


class JobBusyError(Exception):
    """The job runs already."""


@dataclass
class Job:
    """What its owner wants: an import of a file, or the undo of a run."""

    name: str
    user: int
    kind: str = IMPORT
    file_name: str = ""  # as the owner calls it
    sha256: str = ""
    run: int | None = None  # to be undone
    language: str = "en"
    options: dict[str, bool] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    choices: list[list[str]] = field(default_factory=list)  # sheet, slug, "undo" or "keep"

    @property
    def folder(self) -> Path:
        return uploads() / self.name

    @property
    def file(self) -> Path:
        return self.folder / "upload"


@dataclass(frozen=True)
class State:
    """How far a job is. The figures are of its last plan."""

    stage: str = "new"  # planning, planned, applying, applied, failed
    step: str = "waiting"  # rows, settling
    done: int = 0
    total: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    fingerprint: str = ""  # of everything that the plan would do
    is_refused: bool = False
    has_open_points: bool = False
    has_moved: bool = False  # it was to be applied, and the archive had changed
    has_died: bool = False
    error: str = ""
    run: int | None = None

    @property
    def is_running(self) -> bool:
        return self.stage in {"planning", "applying"}

    @property
    def changes(self) -> int:
        """How many rows would write something."""
        wanted = ("created", "updated", "deleted")
        return sum(counts.get(name, 0) for counts in self.counts.values() for name in wanted)

    @property
    def has_conflicts(self) -> bool:
        return any(counts.get("conflicts") for counts in self.counts.values())

    @property
    def can_be_applied(self) -> bool:
        return self.stage == "planned" and not self.is_refused and self.changes > 0


def uploads() -> Path:
    """Where jobs are kept: readable by nobody else."""
    path: Path = settings.ARCHIVE_UPLOADS
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(*, user: int, chunks: Iterable[bytes] = (), file_name: str = "", **more: Any) -> Job:
    """A new job; `chunks` are the bytes of its file."""
    sweep()
    name = Path(file_name.replace("\\", "/")).name
    job = Job(secrets.token_hex(16), user, file_name=name, language=get_language() or "en", **more)
    job.folder.mkdir(mode=0o700)
    digest = sha256()
    with open(job.file, "xb", opener=private) as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    job.sha256 = digest.hexdigest()
    save(job)
    write_state(job, State())
    return job


def private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def save(job: Job) -> None:
    write(job.folder / "job.json", asdict(job))


def find(name: str, *, user: int | None = None) -> Job:
    """The job of this name, if it is this user's. Raises JobGoneError."""
    if not NAME.fullmatch(name):
        raise JobGoneError
    try:
        job = Job(**json.loads((uploads() / name / "job.json").read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise JobGoneError from error
    if user is not None and job.user != user:
        raise JobGoneError
    return job


def jobs_of(user: int) -> list[tuple[Job, State]]:
    """The jobs of a person that are not done, the latest first."""
    found = []
    for job in every_job():
        with suppress(JobGoneError):
            if job.user == user and (state := look(job)).stage != "applied":
                found.append((job, state))
    return sorted(found, key=lambda each: last_change(each[0]), reverse=True)


def running_jobs() -> int:
    """How many are at work just now, whosever they are."""
    return sum(is_locked(job) for job in every_job())


def every_job() -> Iterator[Job]:
    for path in uploads().iterdir():
        with suppress(JobGoneError):
            yield find(path.name)


def last_change(job: Job) -> float:
    """When anything last happened to a job; never, if it is gone."""
    with suppress(FileNotFoundError):
        return (job.folder / "state.json").stat().st_mtime
    return 0.0


def forget(job: Job) -> None:
    """Delete a job with its file. Raises JobBusyError."""
    lock = take(job)
    try:
        shutil.rmtree(job.folder, ignore_errors=True)
    finally:
        os.close(lock)


def sweep() -> None:
    """Delete the jobs to which nothing happened for long."""
    for path in uploads().iterdir():
        if not NAME.fullmatch(path.name) or time() - path.stat().st_mtime < KEPT_FOR:
            continue  # each replacement of a file in a folder is a change of the folder
        with suppress(JobBusyError, FileNotFoundError):
            forget(Job(path.name, 0))


# State ----------------------------------------------------------------


def write(path: Path, content: Any) -> None:
    """Replace a file as a whole: whoever reads it has the old or the new."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(unfinished, "x", opener=private, encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
    unfinished.replace(path)


def write_state(job: Job, state: State) -> None:
    write(job.folder / "state.json", asdict(state))


def read_state(job: Job) -> State:
    """Raises JobGoneError."""
    try:
        return State(**json.loads((job.folder / "state.json").read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise JobGoneError from error


def look(job: Job) -> State:
    """How far a job truly is, also after its process was killed. Raises JobGoneError."""
    state = read_state(job)
    if not state.is_running or is_locked(job):
        return state
    state = read_state(job)  # it may have ended just now
    return after_death(job, state) if state.is_running else state


def after_death(job: Job, state: State) -> State:
    """The database alone knows whether it was done: all of an import is one transaction."""
    run = written_run(job) if state.stage == "applying" else None
    if run is not None:
        return replace(state, stage="applied", run=run, has_died=True)
    said = _("It was ended before it was done. Nothing was written.")
    return replace(state, stage="failed", has_died=True, error=said)


def written_run(job: Job) -> int | None:
    """The run that the job wrote, or took back; None if it wrote nothing."""
    runs = ImportRun.objects.filter(job=job.name)
    if job.kind == UNDO:
        runs = ImportRun.objects.filter(pk=job.run or 0, status=ImportStatus.UNDONE)
    return runs.values_list("pk", flat=True).first()


def plan_of(job: Job) -> Plan:
    """What the last look found, row by row."""
    return Plan(job.folder / "plan")


# Lock -----------------------------------------------------------------


def take(job: Job) -> int:
    """The lock of a job, as an open file: closing it lets go. Raises JobBusyError."""
    try:
        lock = os.open(job.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError as error:
        raise JobBusyError from error
    for _attempt in range(PATIENCE):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        sleep(PAUSE)
    os.close(lock)
    raise JobBusyError


def is_locked(job: Job) -> bool:
    """Whether somebody works on a job."""
    try:
        lock = os.open(job.folder / "lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
