"""The command that takes back an import: its report, its sentences, its exit statuses."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.models import ImportRun, ImportStatus, Official, Place
from tests import make

NOTHING = dict.fromkeys(
    ["created", "updated", "unchanged", "deleted", "skipped", "errors", "ambiguous", "conflicts"], 0
)


def run(*arguments):
    """The exit status of a command, and what it printed on both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*[str(each) for each in arguments], stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def imported(tmp_path):
    """The number of an import of a folder of CSV: two people and a place."""
    (tmp_path / "officials.csv").write_text("slug,name,note\nli,Li Wei,\ntan,Tan Zuojun,Old\n")
    (tmp_path / "places.csv").write_text("name\nDalian\n")
    status, out, _err = run("import_workbook", tmp_path, "--json")
    assert status == 0
    return json.loads(out)["run"]


@pytest.fixture
def edited(imported):
    """The same, and somebody wrote a note about Li Wei since."""
    official = Official.objects.get(slug="li")
    official.note = "Mine"
    make.saved(official)
    return imported


def test_undo_prints_one_json_object_and_nothing_else(imported):
    status, out, _err = run("undo_import", imported, "--json")

    assert status == 0
    assert json.loads(out) == {
        "run": imported,
        "applied": True,
        "sheets": {
            "places": NOTHING | {"deleted": 1},
            "officials": NOTHING | {"deleted": 2},
        },
        "errors": [],
        "ambiguities": [],
        "conflicts": [],
        "kept": [],
    }
    assert not Official.objects.exists()
    assert not Place.objects.exists()


def test_what_is_kept_is_listed_with_its_reason(edited):
    status, out, _err = run("undo_import", edited, "--json")

    assert status == 0
    assert json.loads(out)["kept"] == [
        {"sheet": "officials", "slug": "li", "why": "Changed since (note)."}
    ]
    assert Official.objects.get().slug == "li"
    assert ImportRun.objects.get().status == ImportStatus.UNDONE


def test_people_are_told_in_words(edited):
    _status, out, _err = run("undo_import", edited)

    assert out.splitlines() == [
        "places: 1 deleted",
        "officials: 1 deleted, 1 skipped",
        "kept: officials, li: Changed since (note).",
        f"Import {edited} was undone.",
    ]


def test_also_takes_back_what_was_edited_since(edited):
    assert run("undo_import", edited, "--also", "officials:li")[0] == 0
    assert not Official.objects.exists()


def test_also_works_after_the_undo(edited):
    run("undo_import", edited)

    assert run("undo_import", edited, "--also", "officials:li")[0] == 0
    assert not Official.objects.exists()


def test_a_dry_run_writes_nothing(edited):
    status, out, _err = run("undo_import", edited, "--dry-run")

    assert status == 0
    assert "kept: officials, li" in out
    assert out.splitlines()[-1] == "A dry run: nothing was written."
    assert Official.objects.count() == 2
    assert ImportRun.objects.get().status == ImportStatus.APPLIED


def test_an_import_that_is_undone_is_nothing_to_do(imported):
    run("undo_import", imported)

    status, out, _err = run("undo_import", imported)

    assert (status, out) == (0, f"There is nothing to undo in import {imported}.\n")
    status, out, _err = run("undo_import", imported, "--json")
    assert (status, json.loads(out)["sheets"], json.loads(out)["applied"]) == (0, {}, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["99999"], "There is no import 99999."),
        (["{run}", "--also", "li"], "li is not SHEET:SLUG, as in officials:li-wei."),
        (["{run}", "--also", "officials:nobody"], "did nothing to nobody of officials."),
    ],
)
def test_misuse_ends_with_two_and_one_sentence(imported, arguments, said):
    status, out, err = run("undo_import", *[each.format(run=imported) for each in arguments])

    assert status == 2
    assert said in err
    assert out == ""
    assert Official.objects.count() == 2


def test_undone_imports_can_be_imported_again(imported, tmp_path):
    run("undo_import", imported)

    status, out, _err = run("import_workbook", tmp_path, "--json")

    assert status == 0
    assert json.loads(out)["sheets"]["officials"]["created"] == 2
