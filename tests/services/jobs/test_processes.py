"""A job in a process of its own: killed at any instant it leaves all or nothing."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.services import jobs
from archive.services.jobs.keeping import State, is_locked, read_state, take, write_state

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ROWS = 200
CONTENT = "name\n" + "\n".join(f"Person Number{number}" for number in range(ROWS))


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    """A database on disk with one administrator."""
    folder = tmp_path_factory.mktemp("site")
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = "only-for-the-tests-5512"
    try:
        manage(folder, "migrate", "--verbosity=0")
        manage(folder, "createsuperuser", "--noinput", "--username=admin", "--email=")
    finally:
        del os.environ["DJANGO_SUPERUSER_PASSWORD"]
    return folder


@pytest.fixture
def site(empty_site, tmp_path, settings):
    folder = tmp_path / "site"
    shutil.copytree(empty_site, folder)
    settings.ARCHIVE_UPLOADS = folder / "uploads"
    return folder


def environment(folder, **more):
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SECRET_KEY": "only for this test",
        "ARCHIVE_UPLOADS": str(folder / "uploads"),
        **more,
    }


def manage(folder, *words):
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, capture_output=True)


def begin(folder, job, state, **more):
    """Start the job's process as the site does: it holds the lock."""
    lock = take(job)
    write_state(job, state)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_import", job.name],
        cwd=ROOT,
        env=environment(folder, **more),
        pass_fds=[lock],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(lock)
    return process


def planned(folder, content=CONTENT, *, name="officials.csv", **more):
    job = jobs.keep(user=1, chunks=[content.encode()], file_name=name)
    begin(folder, job, State(stage="planning"), **more).wait(timeout=120)
    return job, read_state(job)


def written(folder):
    """How many officials there are, and which jobs wrote something."""
    database = sqlite3.connect(folder / "site.sqlite3")
    try:
        (count,) = database.execute("SELECT count(*) FROM archive_official").fetchone()
        return count, [job for (job,) in database.execute("SELECT job FROM archive_importrun")]
    finally:
        database.close()


def test_a_job_runs_to_its_end_in_its_own_process(site):
    job, state = planned(site)
    assert state.counts["officials"]["created"] == ROWS
    assert written(site) == (0, [])

    begin(site, job, State(**vars(state) | {"stage": "applying"})).wait(timeout=120)

    assert read_state(job).stage == "applied"
    assert not is_locked(job)
    assert written(site) == (ROWS, [job.name])


@pytest.mark.parametrize("after", [0.2, 0.5, 0.8, 0.95])
def test_a_job_killed_at_any_instant_leaves_all_or_nothing(after, site):
    job, state = planned(site)
    shutil.copytree(site, site.with_name("again"))
    applying = State(**vars(state) | {"stage": "applying"})
    started = time.monotonic()
    begin(site.with_name("again"), job, applying).wait(timeout=120)
    lasted = time.monotonic() - started
    job.file.write_text(CONTENT)  # it was deleted as done

    process = begin(site, job, applying)
    time.sleep(lasted * after)
    process.kill()
    process.wait(timeout=20)

    assert not is_locked(job)
    assert json.loads((job.folder / "state.json").read_text())["stage"] in {"applying", "applied"}
    assert written(site) in [(0, []), (ROWS, [job.name])]


def test_a_job_that_needs_too_much_memory_is_ended_with_a_sentence(site):
    content = json.dumps({"officials": [{"name": "x" * 50_000_000}]})

    _job, state = planned(site, content, name="officials.json", ARCHIVE_IMPORT_MEGABYTES="150")

    assert "needs more memory" in state.error


def test_a_job_that_takes_too_long_is_ended_with_a_sentence(site):
    content = "name\n" + "\n".join(f"Person {number}" for number in range(20_000))

    _job, state = planned(site, content, ARCHIVE_IMPORT_SECONDS="1")

    assert "takes longer" in state.error


def test_the_lock_is_the_systems_own(site):
    job = jobs.keep(user=1, chunks=[b"name\n"], file_name="officials.csv")
    lock = take(job)
    assert is_locked(job)

    fcntl.flock(lock, fcntl.LOCK_UN)

    assert not is_locked(job)
    os.close(lock)
