"""Jobs: what is known of them at any instant, also after their process was killed."""

import os
from dataclasses import replace

import pytest
from django.utils import timezone

from archive.models import ImportRun
from archive.services import jobs
from archive.services.jobs import keeping
from archive.services.jobs.keeping import State, read_state, take, write_state
from tests import make


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.ARCHIVE_UPLOADS = tmp_path / "uploads"
    settings.ARCHIVE_IMPORT_IN_BACKGROUND = False


@pytest.fixture
def job():
    user = make.user("Importers")
    return jobs.keep(user=user.pk, chunks=[b"name\nTan Zuojun\n"], file_name="officials.csv")


def run_of(job):
    return ImportRun.objects.create(
        file_name="officials.csv", sha256=job.sha256, started_at=timezone.now(), job=job.name
    )


def test_a_job_at_work_is_told_as_such(job):
    write_state(job, State(stage="applying", done=5, total=10))
    lock = take(job)

    assert jobs.look(job).is_running
    os.close(lock)


def test_a_job_whose_process_was_killed_before_the_end_wrote_nothing(job):
    write_state(job, State(stage="applying"))

    state = jobs.look(job)

    assert state.stage == "failed"
    assert "Nothing was written" in state.error


def test_a_job_whose_process_was_killed_after_the_end_is_done(job):
    write_state(job, State(stage="applying"))
    run = run_of(job)

    state = jobs.look(job)

    assert (state.stage, state.run, state.has_died) == ("applied", run.pk, True)


def test_a_look_that_was_killed_can_be_started_again(job):
    write_state(job, State(stage="planning"))
    assert jobs.look(job).stage == "failed"

    jobs.start_planning(job)

    assert jobs.look(job).can_be_applied


def test_a_job_is_started_once_at_a_time(job, monkeypatch):
    monkeypatch.setattr(keeping, "PATIENCE", 1)
    lock = take(job)

    with pytest.raises(jobs.JobBusyError):
        jobs.start_planning(job)
    os.close(lock)


def test_what_was_not_shown_cannot_be_applied(job):
    jobs.start_planning(job)

    with pytest.raises(jobs.OutdatedError):
        jobs.start_applying(job, "something else")
    assert not ImportRun.objects.exists()


def test_a_process_that_cannot_be_started_leaves_the_job_as_it_was(job, settings, monkeypatch):
    jobs.start_planning(job)
    before = read_state(job)
    settings.ARCHIVE_IMPORT_IN_BACKGROUND = True

    def refuse(*_args):
        message = "no more processes"
        raise OSError(message)

    monkeypatch.setattr("archive.services.jobs.starting.spawn", refuse)
    with pytest.raises(OSError, match="no more processes"):
        jobs.start_applying(job, before.fingerprint)

    assert jobs.look(job) == before


def test_an_unforeseen_error_is_told_and_writes_nothing(job, monkeypatch, caplog):
    def fail(**_more):
        raise ZeroDivisionError

    monkeypatch.setattr("archive.services.jobs.running.import_workbook", fail)
    jobs.start_planning(job)

    assert "Something went wrong (ZeroDivisionError)" in jobs.look(job).error
    assert "failed" in caplog.text


def test_an_error_after_the_data_was_written_is_no_failure(job, monkeypatch, caplog):
    jobs.start_planning(job)
    state = read_state(job)

    def fail(_job):
        raise OSError

    monkeypatch.setattr("archive.services.jobs.running.clear", fail)
    jobs.start_applying(job, state.fingerprint)

    assert jobs.look(job).stage == "applied"


def test_a_job_at_work_is_not_swept_away(job):
    lock = take(job)
    os.utime(job.folder, (0, 0))

    keeping.sweep()

    assert job.folder.exists()
    os.close(lock)


@pytest.mark.parametrize("name", ["", "..", "../../etc", "0" * 31, "A" * 32, "0" * 32])
def test_no_name_leads_anywhere_else(name):
    with pytest.raises(jobs.JobGoneError):
        jobs.find(name)


def test_a_job_of_somebody_else_is_none(job):
    with pytest.raises(jobs.JobGoneError):
        jobs.find(job.name, user=job.user + 1)
    assert jobs.find(job.name, user=job.user) == replace(job)
