"""Every screen opens, and a list costs the same for one row or many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Status
from tests import make
from tests.admin.screens import (
    EVERYTHING,
    LEDGERS,
    RECORDS_AND_FACTS,
    import_run,
    sent,
    url,
)

ROWS = 4


@pytest.mark.parametrize("model", EVERYTHING)
def test_the_list_costs_the_same_for_one_row_or_many(model, superuser):
    EVERYTHING[model]()
    superuser.get(url(model, "changelist"))  # fills the caches of permissions and types
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert superuser.get(url(model, "changelist")).status_code == 200

    for _ in range(ROWS):
        EVERYTHING[model]()
    with CaptureQueriesContext(connection) as many:
        assert superuser.get(url(model, "changelist")).status_code == 200

    assert len(many) == len(one), [query["sql"] for query in many]


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_an_editor_opens_every_screen_of(model, editor):
    record = RECORDS_AND_FACTS[model]()

    for screen, args in [
        ("changelist", []),
        ("add", []),
        ("change", [record.pk]),
        ("history", [record.pk]),
    ]:
        assert editor.get(url(model, screen, *args)).status_code == 200, screen


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_a_publisher_is_asked_before_something_is_deleted(model, publisher):
    record = RECORDS_AND_FACTS[model]()

    assert publisher.get(url(model, "delete", record.pk)).status_code == 200


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_a_former_version_can_be_looked_at(model, editor):
    record = RECORDS_AND_FACTS[model]()
    former = record.history.first()

    address = url(model, "simple_history", record.pk, former.pk)

    assert editor.get(address).status_code == 200


@pytest.mark.parametrize("model", LEDGERS)
def test_a_ledger_can_be_read_but_not_written(model, superuser):
    row = LEDGERS[model]()

    assert superuser.get(url(model, "change", row.pk)).status_code == 200
    assert superuser.get(url(model, "add")).status_code == 403
    assert superuser.get(url(model, "delete", row.pk)).status_code == 403


@pytest.mark.parametrize("name", ["user", "group"])
def test_people_and_groups_are_managed(name, superuser):
    app = "archive" if name == "user" else "auth"

    for screen in ("changelist", "add"):
        assert superuser.get(reverse(f"admin:{app}_{name}_{screen}")).status_code == 200


def test_the_first_page_groups_what_there_is_and_says_what_waits(editor):
    page = editor.get(reverse("admin:index")).content.decode()

    assert "Facts" in page
    assert "Nothing waits" in page


def test_the_first_page_leads_to_lost_passages_and_what_readers_do_not_see_yet(editor):
    citation = make.citation(exact="the meeting was held in Dalian")
    sent(editor, citation.article, text="Nothing of the kind.")
    make.event(status=Status.REVIEW)
    make.agreement(status=Status.DRAFT)

    page = editor.get(reverse("admin:index"))

    links = [task.url for task in page.context["tasks"]["waiting"]]
    assert len(links) == 3
    for link in links:
        assert len(editor.get(link).context["cl"].result_list) == 1


def test_the_first_page_says_where_to_start_as_far_as_one_may_go(
    editor, publisher, importer, plain_staff
):
    steps = {
        who: [step.label for step in client.get(reverse("admin:index")).context["steps"]]
        for who, client in zip(
            ("editor", "publisher", "importer", "plain"),
            (editor, publisher, importer, plain_staff),
            strict=True,
        )
    }

    recording = ["Add an article", "Record what it says", "Show it to readers"]
    assert steps["editor"] == recording
    assert steps["publisher"][:3] == recording
    assert "Or load a spreadsheet" in steps["importer"]
    assert steps["plain"] == []


def test_the_steps_of_the_first_page_lead_to_screens_that_open(superuser):
    steps = superuser.get(reverse("admin:index")).context["steps"]
    assert len(steps) == 4
    for step in steps:
        assert superuser.get(step.url).status_code == 200


def test_the_first_page_says_what_each_kind_is(superuser):
    sections = superuser.get(reverse("admin:index")).context["app_list"]
    models = [model for section in sections for model in section["models"]]
    assert [model["name"] for model in models if not model["meaning"]] == []


def test_the_first_page_shows_the_last_imports_to_importers_only(editor, importer):
    run = import_run()

    assert run.file_name in importer.get(reverse("admin:index")).content.decode()
    assert run.file_name not in editor.get(reverse("admin:index")).content.decode()


def test_a_list_counts_no_further_than_it_pages(monkeypatch, editor):
    monkeypatch.setattr("archive.admin.lists.CAP", 2)
    for _ in range(4):
        make.place()

    page = editor.get(url("place", "changelist"))

    assert "the first 2 places; search to find the others" in page.content.decode()


def test_an_action_over_more_than_one_transaction_should_hold_is_refused(monkeypatch, publisher):
    monkeypatch.setattr("archive.admin.saving.MOST_AT_ONCE", 2)
    places = [make.place() for _ in range(3)]
    data = {
        "action": "delete_selected",
        "_selected_action": [places[0].pk],
        "select_across": "1",
        "index": 0,
    }

    response = publisher.post(url("place", "changelist"), data, follow=True)

    assert "Choose at most 2 at once" in response.content.decode()
