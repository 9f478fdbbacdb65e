"""Who may open what: every screen, every group, against a table."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from archive.models import Status
from tests import make
from tests.admin.conftest import signed_in
from tests.admin.screens import LEDGERS, RECORDS_AND_FACTS, url

GROUPS = ["Editors", "Publishers", "Importers"]
ANYBODY_ELSE = [None]  # on the staff, but in no group


def screens(model, record):
    yield url(model, "changelist")
    yield url(model, "add")
    yield url(model, "change", record.pk)
    yield url(model, "delete", record.pk)
    yield url(model, "history", record.pk)
    yield url(model, "simple_history", record.pk, record.history.first().pk)


def draft_of(model):
    record = RECORDS_AND_FACTS[model]()
    if hasattr(record, "status") and model != "progress":
        type(record).objects.filter(pk=record.pk).update(status=Status.DRAFT)
    return record


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_a_stranger_is_asked_to_sign_in(model):
    record = RECORDS_AND_FACTS[model]()

    for screen in screens(model, record):
        response = Client().get(screen)
        assert response.status_code == 302, screen
        assert response.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_who_signs_in_but_is_no_staff_stays_outside(model):
    client = signed_in("Editors", is_staff=False)

    assert client.get(url(model, "changelist")).status_code == 302


@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_staff_without_a_group_sees_nothing(model, plain_staff):
    record = RECORDS_AND_FACTS[model]()

    for screen in screens(model, record):
        assert plain_staff.get(screen).status_code == 403, screen
        assert plain_staff.post(screen).status_code == 403, screen


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("model", RECORDS_AND_FACTS)
def test_every_group_edits(model, group):
    record = draft_of(model)
    client = signed_in(group)

    for screen in screens(model, record):
        assert client.get(screen).status_code == 200, screen


@pytest.mark.parametrize(
    ("group", "answer"),
    [("Editors", 403), ("Publishers", 403), ("Importers", 200)],
)
@pytest.mark.parametrize("model", ["importrun", "importchange"])
def test_only_importers_read_the_ledger(model, group, answer):
    row = LEDGERS[model]()
    client = signed_in(group)

    assert client.get(url(model, "changelist")).status_code == answer
    assert client.get(url(model, "change", row.pk)).status_code == answer


@pytest.mark.parametrize("group", [*GROUPS, *ANYBODY_ELSE])
@pytest.mark.parametrize("address", ["archive_user", "auth_group", "archive_formerslug"])
def test_only_administrators_manage_people(address, group):
    client = signed_in(group)

    assert client.get(reverse(f"admin:{address}_changelist")).status_code == 403


def test_nobody_can_save_what_they_may_only_look_at(plain_staff):
    plain_staff.user.user_permissions.add(Permission.objects.get(codename="view_place"))
    place = make.place(name="Dalian")

    assert plain_staff.get(url("place", "change", place.pk)).status_code == 200
    assert plain_staff.post(url("place", "change", place.pk), {"name": "X"}).status_code == 403
    assert plain_staff.post(url("place", "delete", place.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("key", ["0", "abc", "99999999999999999999999", "1%00", "1/../2"])
@pytest.mark.parametrize("screen", ["change", "delete", "history"])
def test_a_record_that_does_not_exist_gives_no_error(key, screen, superuser):
    base = url("place", "changelist")

    assert superuser.get(f"{base}{key}/{screen}/", follow=True).status_code in {200, 400, 404}


@pytest.mark.parametrize("key", ["0", "abc", "99999999999999999999999"])
def test_a_version_that_does_not_exist_gives_no_error(key, superuser):
    place = make.place()

    response = superuser.get(f"{url('place', 'changelist')}{place.pk}/history/{key}/")

    assert response.status_code == 404
