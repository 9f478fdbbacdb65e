"""Undoing any import: an import taken back at once leaves the archive as it was."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from archive.services.undoing import undo_import
from tests.resources.workbooks import NOW, load
from tests.services.any_books import BEFORE, books, everything, faults


@pytest.fixture
def archive():
    """What is there before the import that is taken back, and what is out of step in it."""
    first = load(BEFORE)
    assert first.applied, list(first.open_points())
    return everything(), faults()


# An example takes a second: what fails is small enough to be read as it is.
@settings(
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(book=books)
def test_an_import_taken_back_leaves_the_archive_as_it_was(archive, book):
    with transaction.atomic():
        imported = load(book, valid_rows_only=True)

        result = undo_import(run=imported.run, now=NOW)

        assert result.kept == []
        assert (everything(), faults()) == archive
        transaction.set_rollback(True)
