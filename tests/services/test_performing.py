"""Performing: a plan is done as it was put down, and is the very import that it was a look at."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from archive.models import ImportChange, ImportedRow, ImportRun, Official, Place
from archive.services.importing import ScriptMovedError, perform
from archive.services.saving import Saving
from tests import make
from tests.resources.workbooks import KEPT, NOW, histories, load, load_first_five, outcome
from tests.services.any_books import BEFORE, books, everything, faults

SHEETS = {"places": [{"slug": "p1", "name": "North"}, {"slug": "p2", "name": "South"}]}


@pytest.fixture
def script(tmp_path):
    return tmp_path / "script"


def look(sheets, script, **options):
    """Look what a workbook would do, and put it down."""
    script.unlink(missing_ok=True)
    return load(sheets, dry_run=True, script=script, **options)


def do(script, user=None, *, file_name="book.json"):
    told = []
    run = {"file_name": file_name, "counts": {}}
    pk = perform(
        script=script, run=run, user=user, now=NOW, progress=lambda *step: told.append(step)
    )
    return ImportRun.objects.get(pk=pk), told


def entries():
    """All that the history says, in its order; ids and moments differ from run to run."""
    return [
        (model, entry.slug, entry.version, entry.history_type, entry.history_user_id, reason)
        for model in KEPT
        for entry in model.history.order_by("history_id")
        for _run, _colon, reason in [(entry.history_change_reason or "").partition(": ")]
    ]


def ledger():
    last = ImportRun.objects.order_by("pk").last()
    rows = ImportChange.objects.filter(run=last).order_by("sheet", "row", "slug", "pk")
    return list(rows.values_list("sheet", "row", "action", "slug"))


def known_rows():
    rows = ImportedRow.objects.values_list("sheet", "digest")
    return sorted((sheet, bytes(digest)) for sheet, digest in rows)


def all_there_is():
    sheets, _ids = everything()
    return sheets, faults(), entries(), ledger(), known_rows()


def test_a_look_writes_nothing_and_performing_it_all(script):
    before = histories()
    result = look(SHEETS, script)
    assert (result.applied, histories()) == (False, before)

    run, told = do(script)

    assert list(Place.objects.values_list("slug", flat=True).order_by("slug")) == ["p1", "p2"]
    assert list(run.changes.values_list("slug", "row").order_by("row")) == [("p1", 1), ("p2", 2)]
    assert told == [("rows", 2), ("rows", 2), ("settling", 2)]


def test_the_history_says_who_and_which_row(script):
    user = make.user("Publishers")
    look(SHEETS, script, user=user)

    run, _told = do(script, user)

    entry = Place.objects.get(slug="p2").history.get()
    assert entry.history_user == user
    assert entry.history_change_reason == f"import {run.pk}: book.json, places row 2"


def test_rows_that_were_performed_are_known_when_they_come_again(script):
    look(SHEETS, script)
    do(script)

    assert outcome(load(SHEETS)) == {("places", "unchanged"): 2}
    assert len(known_rows()) == 2


@pytest.mark.parametrize("change", ["create", "edit", "delete"])
def test_what_was_changed_since_has_to_be_looked_at_again(change, script):
    official = make.official(name="Tan Zuojun")
    look(SHEETS, script)
    with Saving() as saving:
        if change == "create":
            saving.save(Official(name="Li Wei"))
        elif change == "edit":
            official.note = "mayor"
            saving.save(official)
        else:
            saving.delete(official)

    with pytest.raises(ScriptMovedError):
        do(script)
    assert not Place.objects.exists()
    assert not ImportRun.objects.exists()


def test_somebody_who_lost_a_right_does_not_do_what_it_was_needed_for(script):
    user = make.user("Publishers")
    look(SHEETS, script, user=user)
    user.groups.clear()

    with pytest.raises(ScriptMovedError):
        do(script, type(user).objects.get(pk=user.pk))


def test_a_script_makes_nothing_but_values(script):
    script.write_bytes(b"cos\nsystem\n(S'true'\ntR.")

    with pytest.raises(Exception, match="system"):
        do(script)


def test_the_first_documents_are_performed_as_they_are_imported(script):
    with transaction.atomic():
        load_first_five()
        imported = all_there_is()
        transaction.set_rollback(True)

    result = load_first_five(dry_run=True, script=script)
    do(script, file_name="data")

    assert not result.applied
    assert all_there_is() == imported


# An example takes seconds: what fails is small enough to be read as it is.
@settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(book=books)
def test_any_plan_performed_is_the_import_that_it_was_a_look_at(tmp_path_factory, book):
    script = tmp_path_factory.mktemp("plan") / "script"
    with transaction.atomic():
        load(BEFORE)
        with transaction.atomic():
            imported = load(book, valid_rows_only=True)
            there = all_there_is()
            transaction.set_rollback(True)

        planned = look(book, script, valid_rows_only=True)
        do(script)

        assert planned.counts() == imported.counts()
        assert all_there_is() == there
        transaction.set_rollback(True)
