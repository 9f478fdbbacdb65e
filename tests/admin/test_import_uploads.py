"""Uploads and jobs: whose they are, how long they live, and who may do what."""

import os
import stat

import pytest
from django.urls import reverse

from archive.models import ImportRun, Official
from archive.services import jobs
from archive.services.jobs import keeping
from tests.admin.conftest import signed_in
from tests.admin.importing import address, apply, job_of, officials, plan_of, text, upload

SCREENS = ["job", "job_state", "job_report", "job_answers"]
DEEDS = ["job_again", "job_apply", "job_discard"]


def test_files_are_readable_by_nobody_else(importer):
    job = job_of(upload(importer, officials("Tan Zuojun")))

    for path in (keeping.uploads(), job.folder, job.file, job.folder / "job.json"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_file_goes_when_it_is_imported(importer):
    page = upload(importer, officials("Tan Zuojun"))
    job = job_of(page)

    apply(importer, page)

    assert not job.file.exists()
    assert not (job.folder / "plan").exists()


def test_a_file_that_nothing_happens_to_is_gone_after_an_hour(importer):
    job = job_of(upload(importer, officials("Tan Zuojun")))
    os.utime(job.folder, (0, 0))

    upload(importer, officials("Jin Guowei"))

    assert not job.folder.exists()
    response = importer.get(address("job", job.name), follow=True)
    assert "waited too long" in text(response)


def test_a_file_is_deleted_when_another_is_chosen(importer):
    job = job_of(upload(importer, officials("Tan Zuojun")))

    importer.post(address("job_discard", job.name))

    assert not job.folder.exists()


def test_files_do_not_pile_up(importer):
    for number in range(12):
        upload(importer, officials(f"Person {number}"))

    assert len(jobs.jobs_of(importer.user.pk)) == 10


def test_files_that_wait_are_listed_for_their_owner_alone(importer):
    upload(importer, officials("Tan Zuojun"), name="mine.csv")

    assert "mine.csv" in text(importer.get(address("upload")))
    assert "mine.csv" not in text(signed_in("Importers").get(address("upload")))


@pytest.mark.parametrize("screen", SCREENS + DEEDS)
def test_a_job_belongs_to_whom_it_was_shown(screen, importer):
    page = upload(importer, b"name,wikidata\nTan Zuojun,nonsense\n")
    other = signed_in("Importers")
    url = address(screen, job_of(page).name)

    send = other.post if screen in DEEDS else other.get
    response = send(url, {"plan": plan_of(page)})

    assert response.status_code == 302
    assert response.url == address("upload")
    assert job_of(page).folder.exists()
    assert not Official.objects.exists()


@pytest.mark.parametrize("screen", SCREENS + DEEDS)
def test_only_importers_come_to_a_job(screen, importer, editor, publisher, plain_staff, client):
    url = address(screen, job_of(upload(importer, officials("Tan Zuojun"))).name)

    for person in (editor, publisher, plain_staff):
        send = person.post if screen in DEEDS else person.get
        assert send(url).status_code == 403
    assert client.get(url).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("screen", DEEDS)
def test_what_changes_something_is_never_a_link(screen, importer):
    job = job_of(upload(importer, officials("Tan Zuojun")))

    assert importer.get(address(screen, job.name)).status_code == 405
    assert job.folder.exists()


@pytest.mark.parametrize("name", ["nonsense", "0" * 32, "etc-passwd", "a" * 500])
def test_a_made_up_job_is_refused_with_a_message(name, importer):
    response = importer.post(address("job_apply", name), {"plan": "x"}, follow=True)

    assert "choose it again" in text(response)
    assert not ImportRun.objects.exists()


def test_only_importers_upload(editor, publisher, plain_staff, client):
    for person in (editor, publisher, plain_staff):
        assert person.get(address("upload")).status_code == 403
        assert upload(person, officials("Tan Zuojun")).status_code == 403
        assert person.post(address("forget_headings")).status_code == 403
    assert client.get(address("upload")).status_code == 302


def test_a_file_larger_than_the_site_takes_is_refused(importer, settings):
    settings.ARCHIVE_UPLOAD_MEGABYTES = 0

    page = upload(importer, officials("Tan Zuojun"))

    assert "larger than 0 MB" in text(page)
    assert list(keeping.uploads().iterdir()) == []


def test_too_many_imports_at_once_are_refused_in_words(importer, monkeypatch):
    monkeypatch.setattr("archive.admin.importing.uploading.MOST_RUNNING", 0)

    assert "Other imports are at work" in text(upload(importer, officials("Tan Zuojun")))


def test_the_name_of_a_file_is_text_and_no_path(importer):
    page = upload(importer, officials("Tan Zuojun"), name="<b>officials</b>.csv")

    assert "<b>officials" not in text(page)
    assert job_of(page).file.name == "upload"
