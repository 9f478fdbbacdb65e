"""Import and export in the admin: the doors of every list, for those who may."""

import csv
import io

import pytest
from django.urls import reverse

from tests import make
from tests.admin.importing import address, text, upload
from tests.admin.screens import RECORDS_AND_FACTS, url

MODELS = list(RECORDS_AND_FACTS)


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


def test_the_second_step_of_the_library_leads_to_our_screen(importer):
    response = importer.post(url("official", "process_import"), {"import_file_name": "passwd"})

    assert response.url == address("upload")


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

    assert "nothing would change" in text(upload(importer, content))


def test_the_buttons_are_shown_to_those_who_may_press_them(editor, importer):
    page = editor.get(url("official", "changelist")).content.decode()
    assert url("official", "export") in page
    assert url("official", "import") not in page
    assert url("official", "import") in importer.get(url("official", "changelist")).content.decode()


def test_nobody_imports_without_signing_in(client):
    response = client.get(url("official", "import"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
