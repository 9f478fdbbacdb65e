"""The import screen: a file is looked at first, applied once, as it was shown."""

import json

import pytest

from archive.models import Event, ImportRun, Official, Place, Status
from archive.services.saving import Saving
from tests import make
from tests.admin.importing import (
    address,
    again,
    apply,
    job_of,
    officials,
    plan_of,
    text,
    upload,
)
from tests.admin.screens import url


def test_a_file_is_looked_at_before_anything_is_written(importer):
    page = upload(importer, officials("Tan Zuojun", "Jin Guowei"))

    assert "tan-zuojun" in text(page)
    assert page.context["state"].counts["officials"]["created"] == 2
    assert "Import this" in text(page)
    assert not Official.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_button_of_every_list_leads_to_the_same_screen(importer):
    page = upload(importer, officials("Tan Zuojun"), at=url("official", "import"))

    apply(importer, page)

    assert Official.objects.count() == 1


def test_what_was_looked_at_is_imported_and_counted_in_the_database(importer):
    page = upload(importer, officials("Tan Zuojun", "Jin Guowei"))

    done = text(apply(importer, page))

    assert Official.objects.count() == 2
    run = ImportRun.objects.get()
    assert f"imported as import {run.pk}: 2 created, 0 changed, 0 deleted." in done
    assert run.user == importer.user


def test_the_plan_shows_what_a_changed_cell_was_and_becomes(importer):
    make.official(name="Tan Zuojun", note="old words", slug="tan-zuojun")

    page = text(upload(importer, b"slug,note\ntan-zuojun,new words\n"))

    assert "<del>old words</del> → new words" in page
    assert Official.objects.get().note == "old words"


def test_of_a_long_text_the_plan_shows_where_it_differs(importer):
    article = make.article(text="a" * 2000 + " the old words")
    content = json.dumps({"articles": [{"slug": article.slug, "text": "a" * 2000 + " news"}]})

    page = text(upload(importer, content.encode(), name="articles.json"))

    assert "the old words</del>" in page
    assert "a" * 400 not in page


def test_a_file_with_one_bad_row_cannot_be_imported_at_all(importer):
    page = upload(importer, b"name,wikidata\nTan Zuojun,Q1\nJin Guowei,nonsense\n")

    assert "Import this" not in text(page)
    assert "officials 3" in text(page)
    assert "nonsense" in text(page)
    apply(importer, page)
    assert not Official.objects.exists()


def test_only_the_valid_rows_are_taken_if_asked_for(importer):
    page = upload(importer, b"name,wikidata\nTan Zuojun,Q1\nJin Guowei,nonsense\n")

    apply(importer, again(importer, page, valid_rows_only="yes"))

    assert [each.name for each in Official.objects.all()] == ["Tan Zuojun"]


def test_the_rows_with_their_problems_can_be_taken_home(importer):
    page = upload(importer, b"name,wikidata\nTan Zuojun,nonsense\n")

    report = importer.get(address("job_report", job_of(page).name))

    assert b"".join(report.streaming_content).startswith(b"PK")
    assert "with problems.xlsx" in report.headers["Content-Disposition"]
    assert not Official.objects.exists()


def test_a_file_that_changes_nothing_says_so(importer):
    make.official(name="Tan Zuojun", slug="tan-zuojun")

    page = text(upload(importer, b"slug,name\ntan-zuojun,Tan Zuojun\n"))

    assert "nothing would change" in page
    assert "Import this" not in page


def test_a_file_is_imported_once_however_often_it_is_confirmed(importer):
    page = upload(importer, officials("Tan Zuojun"))

    apply(importer, page)
    apply(importer, page)

    assert ImportRun.objects.count() == 1


def test_a_plan_that_another_window_replaced_is_not_applied(importer):
    page = upload(importer, b"name,wikidata\nTan Zuojun,Q1\nJin Guowei,nonsense\n")
    stale = again(importer, page, valid_rows_only="yes")
    make.official(name="Somebody", slug="tan-zuojun")
    again(importer, stale, valid_rows_only="yes")

    told = apply(importer, stale)

    assert "has changed since this page was opened" in text(told)
    assert not ImportRun.objects.exists()


def test_what_changed_since_the_plan_is_told_and_nothing_is_imported(importer):
    place = make.place(name="Dalian", slug="dalian")
    rows = b"slug,label,place\nsymposium,Symposium,dalian\n"
    page = upload(importer, rows, name="events.csv")
    Place.objects.filter(pk=place.pk).delete()

    told = apply(importer, page)

    assert "Nothing was imported" in text(told)
    assert "Import this" not in text(told)
    assert told.context["state"].counts["events"]["errors"] == 1
    assert not Event.objects.exists()


def test_a_new_plan_after_a_change_can_be_applied(importer):
    official = make.official(name="Tan Zuojun", note="old", slug="tan-zuojun")
    page = upload(importer, b"slug,note\ntan-zuojun,new\n")
    official.note = "older"
    with Saving() as saving:
        saving.save(official)

    told = apply(importer, page)
    assert "<del>older</del>" in text(told)
    apply(importer, told)

    assert Official.objects.get().note == "new"


def test_what_was_shown_is_done_without_another_look_at_the_file(importer):
    page = upload(importer, officials("Tan Zuojun"))
    job_of(page).file.write_bytes(officials("Somebody Else"))

    apply(importer, page)

    assert Official.objects.get().name == "Tan Zuojun"


def test_a_plan_without_its_script_is_made_again_from_the_file(importer):
    page = upload(importer, officials("Tan Zuojun"))
    (job_of(page).folder / "plan" / "script").unlink()

    apply(importer, page)

    assert Official.objects.get().name == "Tan Zuojun"


def test_a_file_that_was_changed_behind_a_plan_without_script_is_not_imported(importer):
    page = upload(importer, officials("Tan Zuojun"))
    (job_of(page).folder / "plan" / "script").unlink()
    job_of(page).file.write_bytes(officials("Somebody Else"))

    apply(importer, page)

    assert not Official.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", b"PK\x03\x04nonsense", b"%PDF-1.7", b"{", b"<html>"]
)
def test_what_is_no_spreadsheet_is_refused_in_words(content, importer):
    page = upload(importer, content, name="officials.csv")

    assert page.status_code == 200
    assert "Import this" not in text(page)
    assert page.context.get("form") or page.context["state"].error


def test_an_import_does_not_publish_without_the_permission(importer):
    page = upload(importer, b"label,status\nSymposium,published\n", name="events.csv")
    apply(importer, page)

    assert "You may not publish" in text(page)
    assert not Event.objects.filter(status=Status.PUBLISHED).exists()


def test_who_may_no_longer_import_cannot_apply_what_was_looked_at(importer):
    page = upload(importer, officials("Tan Zuojun"))
    importer.user.groups.clear()

    assert (
        importer.post(address("job_apply", job_of(page).name), {"plan": plan_of(page)}).status_code
        == 403
    )
    assert not Official.objects.exists()
