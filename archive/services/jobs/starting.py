"""Starting: a job at work in a process of its own, which outlives the one that started it."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from types import FrameType

from django.conf import settings
from django.db import connection

from archive.services.jobs.keeping import Job, State, read_state, take, write_state
from archive.services.jobs.running import OutOfTimeError, run_job

GRACE = 30  # seconds between the sentence that a job takes too long and its end
PATIENCE = 6 * 3600 * 1000  # milliseconds that a job waits for its turn to write


class OutdatedError(Exception):
    """What was confirmed is not what is planned now."""


def start_planning(job: Job) -> None:
    """Look what the file would do. Raises JobBusyError, JobGoneError."""
    start(job, lambda state: State(stage="planning"))


def start_applying(job: Job, fingerprint: str) -> None:
    """Do what was shown, once. Raises JobBusyError, JobGoneError, OutdatedError."""

    def confirmed(state: State) -> State:
        if not state.can_be_applied or state.fingerprint != fingerprint:
            raise OutdatedError
        return replace(state, stage="applying", step="waiting", done=0, has_moved=False)

    start(job, confirmed)


def start(job: Job, change: Callable[[State], State]) -> None:
    """Take the lock and change the state; the process that works inherits the lock."""
    lock = take(job)
    try:
        before = read_state(job)
        write_state(job, change(before))
        if settings.ARCHIVE_IMPORT_IN_BACKGROUND:
            spawn(job, lock)
        else:
            run_job(job)
    except OSError:
        write_state(job, before)
        raise
    finally:
        os.close(lock)


def spawn(job: Job, lock: int) -> None:
    """A process of its own session: a restart of the site does not end it."""
    process = subprocess.Popen(  # noqa: S603 -- our own program; the name is ours, too
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_import", job.name],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[lock],
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()  # or it would stay in the list of processes


def limit_process() -> None:
    """Bound what this process may use, whatever file it reads, and let it wait for its turn."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    so_far = int(used.ru_utime + used.ru_stime) + 1  # seconds, to come up
    bound(resource.RLIMIT_AS, settings.ARCHIVE_IMPORT_MEGABYTES * 2**20)
    bound(resource.RLIMIT_CPU, so_far + settings.ARCHIVE_IMPORT_SECONDS, GRACE)
    bound(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXCPU, out_of_time)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def bound(what: int, most: int, grace: int = 0) -> None:
    """Lower a limit; one that is lower already stays."""
    _soft, hard = resource.getrlimit(what)
    limits = [most, most + grace]
    if hard != resource.RLIM_INFINITY:
        limits = [min(each, hard) for each in limits]
    with suppress(ValueError, OSError):  # not every system has every limit
        resource.setrlimit(what, (limits[0], limits[1]))


def out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
