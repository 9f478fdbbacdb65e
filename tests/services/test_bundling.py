"""The whole archive as files: what is in them, when they are offered, when no more."""

import csv
import io
import json
import sqlite3
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from archive.models import Status
from archive.services import bundling
from archive.services.bundling import bundle, offered
from archive.services.saving import Saving
from tests import make
from tests.views.meeting import WITHHELD, meeting


@pytest.fixture
def directory(settings, tmp_path):
    settings.ARCHIVE_DOWNLOADS = tmp_path / "downloads"
    return settings.ARCHIVE_DOWNLOADS


def made(directory, **later):
    """The files as bytes by their kind: zip, sqlite3."""
    bundle(directory=directory, now=timezone.now() + timedelta(**later))
    return offered_files(directory)


def offered_files(directory):
    current = offered(directory=directory)
    return {each.name.rpartition(".")[2]: directory / each.name for each in current.files}


def table(path, name):
    """The rows of a CSV in the zip, or of a table in the database, as dictionaries."""
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode())))
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
    finally:
        connection.close()


def test_both_files_hold_every_public_record_fact_and_passage(directory):
    records = meeting()
    make.event(status=Status.DRAFT, label="A draft")

    files = made(directory)

    for path in files.values():
        (event,) = table(path, "events")
        assert event["slug"] == records["event"].slug
        assert event["place"] == "dalian"
        assert "status" not in event
        assert {row["official"] for row in table(path, "appearances")} == {"tan-zuojun"}
        for sheet in ("posts", "parties", "progress", "names", "citations", "delegations"):
            assert table(path, sheet), sheet


def test_the_database_holds_numbers_as_numbers_and_nothing_as_null(directory):
    make.event(place=make.place(name="Dalian", latitude="38.91", longitude="121.6"))
    agreement = make.agreement(title="=1+1")
    make.party(agreement=agreement, unnamed="CLEAR", position=2, unsourced=True)

    database = made(directory)["sqlite3"]

    (place,) = table(database, "places")
    assert (place["latitude"], place["native_name"]) == (38.91, None)
    assert table(database, "agreements")[0]["title"] == "=1+1"
    (party,) = table(database, "parties")
    assert (party["position"], party["unnamed"]) == (2, "CLEAR")


def test_the_zip_describes_its_columns(directory):
    make.event()

    with ZipFile(made(directory)["zip"]) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            header = archive.read(resource["path"]).decode().partition("\r\n")[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_withheld_words_are_in_neither_file(directory):
    records = meeting(title=f"{WITHHELD} met", byline=WITHHELD, slug="one")
    make.citation(article=records["article"], event=records["event"], exact="Xiaoming told of his")
    make.redaction(article=records["article"], exact=WITHHELD)

    files = made(directory)

    with ZipFile(files["zip"]) as archive:
        assert "redactions.csv" not in archive.namelist()
        said = b"".join(archive.read(name) for name in archive.namelist())
    for content in (said, files["sqlite3"].read_bytes()):
        assert b"xiaoming" not in content.lower()
        assert "█████ told of his".encode() in content


def test_the_manifest_tells_size_and_checksum(directory):
    files = made(directory)

    for each in offered(directory=directory).files:
        content = files[each.name.rpartition(".")[2]].read_bytes()
        assert each.size == len(content)
        assert each.sha256 == sha256(content).hexdigest()


def test_a_new_bundle_takes_the_place_of_the_old(directory):
    before = made(directory)
    after = made(directory, seconds=5)

    assert {path.name for path in directory.iterdir()} == {
        "manifest.json",
        *(path.name for path in after.values()),
    }
    assert not any(path.exists() for path in before.values())


def test_a_bundle_that_fails_leaves_the_old_one(directory, monkeypatch):
    before = made(directory)

    def fail(path):
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(bundling, "write_database", fail)
    with pytest.raises(OSError, match="disk full"):
        bundle(directory=directory, now=timezone.now() + timedelta(seconds=5))

    assert offered_files(directory) == before
    assert len(list(directory.iterdir())) == 3


def test_what_a_broken_run_left_is_cleared_away_but_nothing_else(directory):
    directory.mkdir()
    left = directory / "cooperation-archive-2018-01-01-000000.zip.unfinished"
    left.write_bytes(b"half")
    (directory / "notes.txt").write_text("mine")

    made(directory, hours=2)

    assert not left.exists()
    assert (directory / "notes.txt").exists()


def withhold(records):
    make.redaction(article=records["article"], exact=WITHHELD)


def withdraw_event(records):
    records["event"].status = Status.WITHDRAWN
    records["event"].withdrawal_reason = "a mistake"
    make.saved(records["event"])


def withdraw_person(records):
    records["official"].withdrawn = True
    records["official"].withdrawal_reason = "at their wish"
    make.saved(records["official"])


def unpublish(records):
    records["article"].status = Status.DRAFT
    make.saved(records["article"])


def delete(records):
    with Saving() as saving:
        saving.delete(records["delegation"])


@pytest.mark.parametrize(
    "take_away", [withhold, withdraw_event, withdraw_person, unpublish, delete]
)
def test_what_is_taken_from_the_public_takes_the_files_along(directory, client, take_away):
    records = meeting()
    path = made(directory)["zip"]
    address = reverse("archive:bundle_file", args=[path.name])
    assert b"".join(client.get(address).streaming_content)

    take_away(records)

    assert offered(directory=directory) is None
    assert client.get(address).status_code == 404
    assert "There is no file now" in client.get(reverse("archive:bundle")).content.decode()
    made(directory, seconds=5)


def test_other_changes_leave_the_files(directory):
    records = meeting()
    draft = make.event(status=Status.DRAFT)
    made(directory)

    draft.label = "Another draft"
    make.saved(draft)
    records["event"].label = "Another name"
    make.saved(records["event"])
    make.article()

    assert offered(directory=directory) is not None


def test_a_withdrawal_that_was_under_way_takes_the_files_along(directory):
    """Its entry in the history is older than the bundle; it is seen only after it."""
    records = meeting()
    made(directory, hours=1)

    withdraw_person(records)

    assert offered(directory=directory) is None


def test_without_files_or_with_a_broken_manifest_nothing_is_offered(directory, client):
    assert offered(directory=directory) is None
    assert client.get(reverse("archive:bundle")).status_code == 200

    files = made(directory)
    files["zip"].unlink()
    assert offered(directory=directory) is None
    for broken in ("", "[]", "{", '{"made": 1}'):
        (directory / "manifest.json").write_text(broken)
        assert offered(directory=directory) is None


def test_the_files_are_offered_and_served(directory, client):
    meeting()
    files = made(directory)
    page = client.get(reverse("archive:bundle")).content.decode()

    for each in offered(directory=directory).files:
        address = reverse("archive:bundle_file", args=[each.name])
        assert f'href="{address}"' in page
        assert each.sha256 in page
        response = client.get(address)
        assert response["Content-Disposition"] == f'attachment; filename="{each.name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) == (directory / each.name).read_bytes()
        unchanged = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert unchanged.status_code == 304
        assert client.post(address).status_code in {403, 405}
    assert len(files) == 2


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fsecret", ".secret-key", "x.zip"])
def test_no_other_file_is_served(directory, client, name):
    made(directory)
    (directory.parent / "secret").write_text("secret")

    assert client.get(f"{reverse('archive:bundle')}{name}").status_code == 404


def test_the_command_makes_them_and_says_what(directory):
    out = StringIO()
    call_command("bundle", "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert [each["name"] for each in said["files"]] == [
        each.name for each in offered(directory=directory).files
    ]
    out = StringIO()
    call_command("bundle", stdout=out)
    assert ".sqlite3: " in out.getvalue()


def test_the_command_says_in_a_sentence_where_it_cannot_write(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.ARCHIVE_DOWNLOADS = blocked / "downloads"

    with pytest.raises(CommandError, match="cannot be written") as error:
        call_command("bundle")
    assert error.value.returncode == 2
