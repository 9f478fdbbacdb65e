"""While an import writes, an editor's save that waited too long is told so, and not lost."""

import pytest
from django.db import OperationalError

from archive.models import Place
from archive.services.saving import Saving
from tests.admin.screens import added


def broken(monkeypatch, words):
    def fail(*_args, **_more):
        raise OperationalError(words)

    monkeypatch.setattr(Saving, "save", fail)


def test_a_save_that_waited_in_vain_can_be_sent_again(editor, monkeypatch):
    broken(monkeypatch, "database is locked")

    response = added(editor, "place", name="Dalian")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "Nothing of yours was saved" in response.content.decode()
    monkeypatch.undo()
    assert added(editor, "place", name="Dalian").status_code == 302
    assert Place.objects.count() == 1


def test_other_faults_of_the_database_are_not_hidden(editor, monkeypatch):
    broken(monkeypatch, "disk I/O error")

    with pytest.raises(OperationalError):
        added(editor, "place", name="Dalian")
