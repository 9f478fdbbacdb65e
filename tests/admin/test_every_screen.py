"""Every screen opens, and a list costs the same for one row or many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.screens import EVERYTHING, LEDGERS, RECORDS_AND_FACTS, url

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
