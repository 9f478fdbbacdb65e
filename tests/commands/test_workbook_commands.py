"""The operators' commands: one JSON object, plain sentences, exit statuses, no traceback."""

import io
import json
import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from python_calamine import CalamineWorkbook

from archive.models import ImportRun, Official, Place, User
from tests import make


def run(*arguments):
    """The exit status of a command, and what it printed on both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*[str(each) for each in arguments], stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "officials.csv"
    path.write_text("name,wikidata\nLi Wei,Q1\n")
    return path


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "officials.csv"
    path.write_text("name,wikidata\nLi Wei,Q1\nTan Zuojun,none\n")
    return path


def test_import_prints_one_json_object_and_nothing_else(people):
    status, out, _err = run("import_workbook", people, "--json")

    assert status == 0
    assert json.loads(out) == {
        "run": ImportRun.objects.get().pk,
        "applied": True,
        "sheets": {
            "officials": {
                "created": 1,
                "updated": 0,
                "unchanged": 0,
                "deleted": 0,
                "skipped": 0,
                "errors": 0,
                "ambiguous": 0,
                "conflicts": 0,
            }
        },
        "errors": [],
        "ambiguities": [],
        "conflicts": [],
    }


def test_an_import_that_changes_nothing_is_a_run_and_a_success(people):
    run("import_workbook", people)

    status, out, _err = run("import_workbook", people)

    assert status == 0
    assert "1 unchanged" in out
    assert ImportRun.objects.count() == 2


def test_a_refused_import_ends_with_one_and_still_prints_its_report(faulty):
    status, out, err = run("import_workbook", faulty, "--json")

    report = json.loads(out)
    assert status == 1
    assert err == "Nothing was imported."
    assert (report["run"], report["applied"]) == (None, False)
    assert [(each["row"], each["column"]) for each in report["errors"]] == [(3, "wikidata")]
    assert not Official.objects.exists()


def test_a_refused_import_tells_people_where_and_what_to_do(faulty):
    _status, out, _err = run("import_workbook", faulty)

    assert "officials, row 3, wikidata: A Wikidata id is Q and a number" in out


def test_a_dry_run_ends_as_the_import_would_and_writes_nothing(people, tmp_path):
    assert run("import_workbook", people, "--dry-run")[0] == 0
    bad = tmp_path / "places.csv"
    bad.write_text("name,level\nDalian,planet\n")
    assert run("import_workbook", bad, "--dry-run")[0] == 1
    assert not ImportRun.objects.exists()


def test_valid_rows_only_saves_what_it_can(faulty):
    status, _out, _err = run("import_workbook", faulty, "--valid-rows-only")

    assert status == 0
    assert Official.objects.get().name == "Li Wei"


def test_create_missing_makes_what_is_named(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("label,place\nVisit,Dalian\n")

    assert run("import_workbook", path)[0] == 1
    assert run("import_workbook", path, "--create-missing")[0] == 0
    assert Place.objects.get().name == "Dalian"


def test_a_report_with_slugs_filled_in_is_a_file_of_answers(tmp_path):
    make.official(name="Li Wei")
    path, answers = tmp_path / "officials.csv", tmp_path / "answers.json"
    path.write_text("name,note\nLi Wei,of Dalian\n")
    status, out, _err = run("import_workbook", path, "--json")
    assert status == 1
    report = json.loads(out)
    report["ambiguities"][0]["slug"] = "li-wei"
    answers.write_text(json.dumps(report))

    assert run("import_workbook", path, "--answers", answers)[0] == 0
    assert Official.objects.get().note == "of Dalian"


def test_the_annotated_report_holds_every_row_with_its_problems(faulty, tmp_path):
    target = tmp_path / "report.xlsx"

    assert run("import_workbook", faulty, "--report", target)[0] == 1

    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert rows[1][2:] == ["name", "wikidata"]
    assert rows[2][1:] == ["", "Li Wei", "Q1"]
    assert rows[3][0] == 3
    assert "Wikidata" in rows[3][1]


@pytest.mark.parametrize("name", ["nowhere.xlsx", "nowhere"])
def test_a_file_that_is_not_there_ends_with_two_and_one_sentence(name, tmp_path):
    assert run("import_workbook", tmp_path / name) == (2, "", "There is no such file.")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([{"column": "name", "slgu": "li-wei"}], "“slgu”"),
        ([{"sheet": "Officials", "slug": "li-wei"}], "“Officials”"),
        ([{"row": "3", "slug": "li-wei"}], "number"),
        ([{"sheet": "officials", "keep": "mine"}], "yours or theirs"),
        ({"answer": []}, "none of the lists"),
    ],
)
def test_answers_that_no_cell_could_ask_for_are_refused_in_a_sentence(
    people, tmp_path, answers, said
):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers))

    status, _out, told = run("import_workbook", people, "--answers", path)

    assert status == 2
    assert said in told


def test_an_unreadable_file_or_answers_end_with_two(people, tmp_path):
    broken = tmp_path / "book.xlsx"
    broken.write_bytes(b"PK\3\4 nothing")
    assert run("import_workbook", broken)[0] == 2
    assert run("import_workbook", people, "--answers", tmp_path / "none.json")[0] == 2
    (tmp_path / "answers.json").write_text("{")
    assert run("import_workbook", people, "--answers", tmp_path / "answers.json")[0] == 2
    assert not Official.objects.exists()


def test_what_nobody_foresaw_ends_with_a_sentence_too(people, monkeypatch):
    def fail(**options):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("archive.management.commands.import_workbook.import_workbook", fail)

    status, _out, err = run("import_workbook", people)

    assert status == 2
    assert "unforeseen" in err


@pytest.mark.parametrize("suffix", ["xlsx", "zip", "json"])
def test_export_writes_by_extension_and_counts_its_rows(suffix, tmp_path):
    make.official()
    target = tmp_path / f"book.{suffix}"

    status, out, _err = run("export_workbook", target, "--json")

    report = json.loads(out)
    assert status == 0
    assert report["file"] == str(target)
    assert report["sheets"]["officials"] == 1
    assert target.stat().st_size > 0
    assert run("import_workbook", target)[0] == 0


@pytest.mark.parametrize("name", ["book.docx", "book", "missing/book.xlsx"])
def test_export_refuses_what_it_cannot_write(name, tmp_path):
    status, _out, err = run("export_workbook", tmp_path / name)

    assert status == 2
    assert err


def test_audit_says_that_all_is_well_or_what_is_not():
    make.official(slug="li")

    status, out, _err = run("audit", "--json")
    assert (status, json.loads(out)["ok"]) == (0, True)

    Official.objects.update(name="Else")
    status, out, err = run("audit", "--json")
    problems = json.loads(out)["problems"]
    assert status == 1
    assert err == "The archive is not in order."
    assert {"code", "kind", "slug", "article", "quote", "message"} == set(problems[0])
    assert ("changed-unseen", "li") in [(each["code"], each["slug"]) for each in problems]
    assert "official li" in run("audit")[1]


def test_quickstart_makes_a_site_with_documents_and_an_administrator(monkeypatch):
    monkeypatch.setenv("ARCHIVE_ADMIN_PASSWORD", "kiwifruit")

    status, out, _err = run("quickstart", "--no-serve")

    assert status == 0
    assert User.objects.get(is_superuser=True).check_password("kiwifruit")
    assert "kiwifruit" not in out
    assert "5 articles" in out
    before = ImportRun.objects.count(), Official.objects.count()

    status, out, _err = run("quickstart", "--no-serve")

    assert status == 0
    assert (ImportRun.objects.count(), Official.objects.count()) == before
    assert User.objects.count() == 1


def test_quickstart_prints_a_random_password_once(monkeypatch):
    monkeypatch.delenv("ARCHIVE_ADMIN_PASSWORD", raising=False)
    make.official()  # an archive that is not empty is left alone

    _status, out, _err = run("quickstart", "--no-serve")

    password = out.split("Password, shown only now: ")[1].split()[0]
    assert User.objects.get().check_password(password)
    assert not ImportRun.objects.exists()


def test_quickstart_says_when_its_port_is_taken(monkeypatch):
    make.official()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr("archive.management.commands.quickstart.PORT", port)

        status, _out, err = run("quickstart")

    assert status == 2
    assert f"Port {port} is in use" in err
