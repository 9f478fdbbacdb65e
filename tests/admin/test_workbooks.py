"""Import and export in the admin: looked at first, applied once, by those who may."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.admin import pending
from archive.models import Event, ImportRun, Official, Place, Status
from tests import make
from tests.admin.conftest import signed_in
from tests.admin.screens import RECORDS_AND_FACTS, url

MODELS = list(RECORDS_AND_FACTS)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.BASE_DIR = tmp_path


def officials(*names, header="name"):
    return "\n".join([header, *names]).encode()


def upload(client, content, *, model="official", name="officials.csv", **options):
    file = SimpleUploadedFile(name, content)
    return client.post(url(model, "import"), {"file": file, **options})


def token_of(response):
    return response.context["token"]


def process(client, token, *, model="official", **more):
    return client.post(url(model, "process_import"), {"token": token, **more})


def test_a_file_is_looked_at_before_anything_is_written(importer):
    response = upload(importer, officials("Tan Zuojun", "Jin Guowei"))

    page = response.content.decode()
    assert "tan-zuojun" in page
    assert "2 created" in page
    assert "Import this" in page
    assert not Official.objects.exists()
    assert not ImportRun.objects.exists()


def test_what_was_looked_at_is_imported_and_counted_in_the_database(importer):
    token = token_of(upload(importer, officials("Tan Zuojun", "Jin Guowei")))

    response = process(importer, token, confirm="1")

    assert response.status_code == 302
    assert Official.objects.count() == 2
    page = importer.get(url("official", "changelist")).content.decode()
    assert "Imported officials.csv: 2 created, 0 changed, 0 deleted." in page
    assert ImportRun.objects.get().user == importer.user


def test_the_preview_shows_what_a_changed_cell_was_and_becomes(importer):
    make.official(name="Tan Zuojun", note="old words", slug="tan-zuojun")

    page = upload(importer, b"slug,note\ntan-zuojun,new words\n").content.decode()

    assert "old words" in page
    assert "new words" in page
    assert Official.objects.get().note == "old words"


def test_a_file_with_one_bad_row_cannot_be_imported_at_all(importer):
    response = upload(importer, b"name,wikidata\nTan Zuojun,Q1\nJin Guowei,nonsense\n")

    page = response.content.decode()
    assert "Import this" not in page
    assert "<td>3</td>" in page
    assert "nonsense" in page
    process(importer, token_of(response), confirm="1")
    assert not Official.objects.exists()


def test_the_rows_with_their_problems_can_be_taken_home(importer):
    response = upload(importer, b"name,wikidata\nTan Zuojun,nonsense\n")

    report = process(importer, token_of(response), report="1")

    assert b"".join(report.streaming_content).startswith(b"PK")
    assert not Official.objects.exists()


def test_a_file_that_changes_nothing_says_so(importer):
    make.official(name="Tan Zuojun", slug="tan-zuojun")

    page = upload(importer, b"slug,name\ntan-zuojun,Tan Zuojun\n").content.decode()

    assert "nothing would change" in page
    assert "Import this" not in page


def test_a_question_is_answered_on_the_page(importer):
    make.place(name="Chaoyang", slug="chaoyang-beijing")
    make.place(name="Chaoyang", slug="chaoyang-liaoning")
    rows = b"label,date,place\nSymposium,2018-09-12,Chaoyang\n"
    asked = upload(importer, rows, model="event", name="events.csv")
    assert "chaoyang-liaoning" in asked.content.decode()

    again = process(
        importer, token_of(asked), model="event", again="1", **{"answer-0": "chaoyang-liaoning"}
    )
    process(importer, token_of(again), model="event", confirm="1")

    assert Event.objects.get().place.slug == "chaoyang-liaoning"


def test_a_file_is_imported_once_however_often_it_is_confirmed(importer):
    token = token_of(upload(importer, officials("Tan Zuojun")))

    process(importer, token, confirm="1")
    again = process(importer, token, confirm="1")

    assert again.status_code == 302
    assert ImportRun.objects.count() == 1
    assert "imported already" in importer.get(url("official", "import")).content.decode()


def test_a_preview_belongs_to_whom_it_was_shown(importer):
    token = token_of(upload(importer, officials("Tan Zuojun")))
    other = signed_in("Importers")

    process(other, token, confirm="1")

    assert not Official.objects.exists()
    assert "Somebody else" in other.get(url("official", "import")).content.decode()


@pytest.mark.parametrize("token", ["", "nonsense", "../../etc/passwd", "a:b:c", "\0"])
def test_a_made_up_token_is_refused_with_a_message(token, importer):
    response = process(importer, token, confirm="1")

    assert response.status_code == 302
    assert "choose the file again" in importer.get(url("official", "import")).content.decode()


def test_a_preview_that_waited_too_long_is_refused(importer, monkeypatch):
    token = token_of(upload(importer, officials("Tan Zuojun")))
    monkeypatch.setattr(pending, "KEPT_FOR", -1)

    process(importer, token, confirm="1")

    assert not Official.objects.exists()


def test_a_file_that_was_changed_behind_the_preview_is_refused(importer):
    token = token_of(upload(importer, officials("Tan Zuojun")))
    (waiting,) = pending.folder().iterdir()
    waiting.write_bytes(officials("Somebody Else"))

    process(importer, token, confirm="1")

    assert not Official.objects.exists()


def test_files_are_readable_by_nobody_else_and_do_not_pile_up(importer, monkeypatch):
    upload(importer, officials("Tan Zuojun"))
    (waiting,) = pending.folder().iterdir()
    assert waiting.stat().st_mode & 0o077 == 0
    assert pending.folder().stat().st_mode & 0o077 == 0

    monkeypatch.setattr(pending, "time", lambda: 10**11)
    upload(importer, officials("Jin Guowei"))

    assert not waiting.exists()


def test_what_changed_since_the_preview_is_told_and_nothing_is_imported(importer):
    place = make.place(name="Dalian", slug="dalian")
    rows = b"slug,label,place\nsymposium,Symposium,dalian\n"
    token = token_of(upload(importer, rows, model="event", name="events.csv"))
    Place.objects.filter(pk=place.pk).delete()

    response = process(importer, token, model="event", confirm="1")

    assert response.status_code == 200
    assert "Nothing was imported" in response.content.decode()
    assert "created, " not in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", b"PK\x03\x04nonsense", b"%PDF-1.7", b"{", b"<html>"]
)
def test_what_is_no_spreadsheet_is_refused_in_words(content, importer):
    response = upload(importer, content, name="officials.csv")

    assert response.status_code == 200
    assert response.context["form"].errors or not response.context["looked"].can_be_applied


def test_an_import_does_not_publish_without_the_permission(importer):
    rows = b"label,status\nSymposium,published\n"

    response = upload(importer, rows, model="event", name="events.csv")
    process(importer, token_of(response), model="event", confirm="1")

    assert not Event.objects.filter(status=Status.PUBLISHED).exists()


def test_an_empty_workbook_with_a_guide_can_be_downloaded(importer):
    response = importer.get(url("official", "import_template"))

    assert b"".join(response.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("model", MODELS)
def test_only_importers_import(model, editor, publisher, plain_staff, importer):
    for screen in ("import", "process_import", "import_template"):
        for client in (editor, publisher, plain_staff):
            assert client.get(url(model, screen)).status_code == 403, screen
            assert client.post(url(model, screen)).status_code == 403, screen
    assert importer.get(url(model, "import")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_only_those_who_may_export_do(model, editor, plain_staff):
    assert plain_staff.get(url(model, "export")).status_code == 403
    assert (
        plain_staff.post(url(model, "export"), {"scope": "list", "format": "csv"}).status_code
        == 403
    )
    assert editor.get(url(model, "export")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_a_list_can_be_taken_home(model, editor):
    RECORDS_AND_FACTS[model]()

    for kind in ["csv", "xlsx", "json"]:
        response = editor.post(url(model, "export"), {"scope": "list", "format": kind})
        assert response.status_code == 200
        assert f'.{kind}"' in response.headers["Content-Disposition"]
        assert b"".join(response.streaming_content)


def test_the_file_holds_the_list_as_searched_and_filtered(editor):
    make.event(label="Symposium", kind="symposium")
    make.event(label="Visit", kind="visit")

    address = f"{url('event', 'export')}?kind__exact=visit"
    response = editor.post(address, {"scope": "list", "format": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [row["label"] for row in csv.DictReader(io.StringIO(text))] == ["Visit"]


@pytest.mark.parametrize("format_", ["xlsx", "json", "zip"])
def test_the_whole_workbook_can_be_taken_home(format_, editor):
    make.event()

    response = editor.post(url("event", "export"), {"scope": "workbook", "format": format_})

    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_a_format_that_does_not_fit_is_refused_at_its_field(editor):
    response = editor.post(url("event", "export"), {"scope": "workbook", "format": "csv"})

    assert "Choose another format" in response.content.decode()


def test_export_and_import_again_changes_nothing(importer):
    make.official(name="=1+1", note="+cmd|' /C calc'!A0")

    response = importer.post(url("official", "export"), {"scope": "list", "format": "csv"})
    content = b"".join(response.streaming_content)

    assert "nothing would change" in upload(importer, content).content.decode()


def test_the_buttons_are_shown_to_those_who_may_press_them(editor, importer):
    page = editor.get(url("official", "changelist")).content.decode()
    assert url("official", "export") in page
    assert url("official", "import") not in page
    assert url("official", "import") in importer.get(url("official", "changelist")).content.decode()


def test_nobody_imports_without_signing_in(client):
    response = client.get(url("official", "import"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
