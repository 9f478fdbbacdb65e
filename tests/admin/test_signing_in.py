"""Signing in: wrong passwords are counted, and after too many nobody looks at them."""

import pytest
from django.test import Client

from archive.admin import signing_in
from tests import make

LOGIN = "/admin/login/"


@pytest.fixture
def editor_with_password():
    return make.user("Editors", password="right")


def attempt(user, password, address="192.0.2.1", **names):
    data = {"username": user.username, "password": password, **names}
    return Client(REMOTE_ADDR=address).post(LOGIN, data)


def fail(user, times=signing_in.MOST, **options):
    for _ in range(times):
        assert attempt(user, "wrong", **options).status_code == 200


def test_after_too_many_failures_even_the_right_password_has_to_wait(editor_with_password):
    fail(editor_with_password)

    refused = attempt(editor_with_password, "right")

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "Too many failed attempts. Try again in 15 minutes." in refused.content.decode()


def test_capitals_and_spaces_are_no_other_name(editor_with_password):
    fail(editor_with_password)

    again = attempt(
        editor_with_password, "wrong", username=f" {editor_with_password.username.upper()} "
    )

    assert again.status_code == 429


def test_somebody_else_and_another_address_may_sign_in(editor_with_password):
    fail(editor_with_password)

    assert attempt(make.user("Editors", password="right"), "right").status_code == 302
    assert attempt(editor_with_password, "right", address="192.0.2.2").status_code == 302


def test_who_gets_in_begins_anew(editor_with_password):
    fail(editor_with_password, signing_in.MOST - 1)
    assert attempt(editor_with_password, "right").status_code == 302

    fail(editor_with_password, 2)
    assert attempt(editor_with_password, "right").status_code == 302


def test_the_wait_comes_to_an_end(editor_with_password, monkeypatch):
    monkeypatch.setattr(signing_in, "MINUTES", -1)
    fail(editor_with_password)

    assert attempt(editor_with_password, "right").status_code == 302
