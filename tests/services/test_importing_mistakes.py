"""Importing what people got wrong: told of, and never taken for something else."""

import io

import pytest
from python_calamine import CalamineWorkbook

from archive.models import Agreement, Appearance, Official, Organization
from archive.resources import SHEETS
from archive.services.importing import write_report
from tests import make
from tests.resources.workbooks import as_csv, as_xlsx, load, load_bytes, load_csv, where


@pytest.mark.parametrize("sheet", ["places", "organizations"])
def test_a_row_without_name_is_an_error_and_not_the_only_record_there(sheet):
    dalian = make.place(name="Dalian")
    make.organization(name="Dalian University", place=dalian, kind="university")
    make.place(name="Zhongshan District", parent=dalian, level="district")
    lies_in = {"places": "parent", "organizations": "place"}[sheet]
    change = {"places": {"level": "town"}, "organizations": {"kind": "government"}}[sheet]

    result = load({sheet: [{"name": "", lies_in: "Dalian", **change}]})

    assert where(result) == [(sheet, 1, "name", "missing")]
    assert Organization.objects.get().kind == "university"


def test_what_stands_among_the_rows_and_is_none_is_left_out_with_its_reason():
    rows = [
        ["name", "native_name"],
        ["Li Wei", "李伟"],
        ["Subtotal: 1", ""],
        ["name", "native_name"],
        ["Zhou Ping", "周平"],
        ["合计", "2"],
        ["Source: own research", ""],
        ["注：待核", ""],
    ]

    result = load_csv(as_csv(rows), "officials.csv")

    assert [official.name for official in Official.objects.all()] == ["Li Wei", "Zhou Ping"]
    assert [(left.row, left.value, left.sentence) for left in result.left_out] == [
        (3, "Subtotal: 1", "This is a line of totals."),
        (4, "name", "This is the header again."),
        (6, "合计", "This is a line of totals."),
        (7, "Source: own research", "This is a note to the reader."),
        (8, "注：待核", "This is a note to the reader."),
    ]


def test_a_note_that_belongs_to_a_row_stays_with_it():
    load_csv(as_csv([["name", "note"], ["Li Wei", "Source: own research"]]), "officials.csv")

    assert Official.objects.get().note == "Source: own research"


def test_a_deletion_of_what_is_not_there_says_so():
    result = load({"officials": [{"slug": "li-wei", "delete": "yes"}]})

    (left,) = result.left_out
    assert (left.sheet, left.row) == ("officials", 1)
    assert "nothing to delete" in left.sentence


def test_a_row_that_waits_for_a_faulty_one_says_for_which():
    rows = {"places": [{"name": "Dalian", "level": "citadel"}], "events": [{"label": "A"}]}
    rows["events"][0]["place"] = "Dalian"

    result = load(rows)

    (left,) = result.left_out
    assert (left.sheet, left.row) == ("events", 1)
    assert left.sentence == "It refers to row 1 of places, which cannot be saved."


def test_sheets_of_one_kind_are_known_by_their_columns_and_counted_on():
    header = ["Agreement title", "Type", "Signed on"]
    sheets = {
        "2018": [header, ["On tea", "MoU", "2018-05-06"]],
        "2019": [["Signed in 2019"], header, ["On rice", "MoU", "05/06/2019"]],
        "Notes": [["to do"]],
    }

    result = load_bytes(as_xlsx(sheets), "book.xlsx", valid_rows_only=True)

    assert where(result) == [("agreements", 5, "date", "ambiguous-date")]
    assert [sheet for sheet, said in result.notices if "row 1 is row 3" in said] == ["2019"]
    assert Agreement.objects.get().title == "On tea"


def test_the_report_marks_the_row_of_the_right_one_among_sheets_of_one_kind(tmp_path):
    header = ["Agreement title", "Type", "Signed on"]
    sheets = {
        "2018": [header, ["On tea", "MoU", "x"]],
        "2019": [header, ["On rice", "MoU", "2019"]],
    }
    data = as_xlsx(sheets)
    result = load_bytes(data, "book.xlsx")
    target = tmp_path / "report.xlsx"

    write_report(source=io.BytesIO(data), file_name="book.xlsx", result=result, target=target)

    with CalamineWorkbook.from_path(str(target)) as book:
        first, second = (book.get_sheet_by_index(n).to_python()[-1] for n in (0, 1))
    assert "cannot be read as a date" in first[1]
    assert (second[0], second[1], second[2]) == (4.0, "", "On rice")


def test_two_columns_do_not_tell_which_of_several_sheets_a_table_is():
    sheets = {"list": [["title", "note"], ["a", "b"]], "places": [["name"], ["Dalian"]]}

    result = load_bytes(as_xlsx(sheets), "book.xlsx")

    assert [(each.sheet, each.code) for each in result.errors] == [("list", "unknown-sheet")]


@pytest.mark.parametrize("several", ["attended, spoke", "attended/spoke", "attended and spoke"])
def test_terms_with_a_comma_between_are_taken_apart(several):
    make.event(label="Meeting")

    load({"appearances": [{"group": "Leaders", "event": "Meeting", "roles": several}]})

    assert Appearance.objects.get().roles == ["attended", "spoke"]


@pytest.mark.parametrize(
    ("sheet", "column", "said", "meant"),
    [
        ("places", "level", "地级市", "prefecture"),
        ("places", "level", "Autonomous Region", "province"),
        ("events", "kind", "signing", "signing-ceremony"),
    ],
)
def test_values_are_understood_in_other_words(sheet, column, said, meant):
    called = "name" if sheet == "places" else "label"
    load({sheet: [{called: "A", column: said}]})

    assert getattr(SHEETS[sheet].model().objects.get(), column) == meant


def test_what_may_be_two_values_is_an_error_that_explains_them():
    result = load({"places": [{"name": "Dalian", "level": "city"}]})

    assert where(result) == [("places", 1, "level", "choice")]
    assert "prefecture (prefecture or prefecture-level city)" in result.errors[0].remedy


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("present", "Leave the cell blank where no end is stated."),
        ("至今", "Leave the cell blank where no end is stated."),
        ("43355", "write 2018-09-12, or 2022-09-13 if the file counts from 1904"),
        ("recently", "Write a date like 2018-11-26"),
    ],
)
def test_what_is_no_date_is_told_with_what_to_do(cell, remedy):
    result = load({"events": [{"label": "A", "date": cell}]})

    assert where(result) == [("events", 1, "date", "date")]
    assert remedy in result.errors[0].remedy


def test_of_words_that_no_column_takes_the_loss_is_told():
    make.official(name="Li Wei", slug="li-wei")
    make.article(title="A", slug="a")
    row = {"official": "li-wei", "title": "mayor", "since": "early 2018", "article": "a"}

    result = load({"posts": [row]})

    assert result.notices == [("posts", "Row 1: of “early 2018” under since only 2018 is kept.")]


def test_an_object_in_json_is_an_error_and_an_array_is_a_list():
    rows = [{"name": "A", "note": {"by": "me"}}, {"name": "B", "note": [{"by": "me"}]}]

    result = load({"officials": [*rows, {"name": "C", "note": ["x", "y"]}]}, valid_rows_only=True)

    assert where(result) == [
        ("officials", 1, "note", "not-a-value"),
        ("officials", 2, "note", "not-a-value"),
    ]
    assert Official.objects.get().note == "x; y"


@pytest.mark.parametrize("cell", ["Mayor Yang Jun", "Yang Jun, Zhou Ping"])
def test_words_around_a_name_are_a_question_before_they_are_somebody_new(cell):
    make.official(name="Yang Jun", slug="yang-jun")
    make.article(title="A", slug="a")
    row = {"official": cell, "title": "mayor", "article": "a"}

    refused = load({"posts": [row]})
    asked = load({"posts": [row]}, create_missing=True)

    assert "Did you mean “Yang Jun” (yang-jun)?" in refused.errors[0].remedy
    assert [each["slug"] for each in asked.ambiguities[0].candidates] == ["yang-jun"]
    assert Official.objects.count() == 1


def test_whose_posts_they_are_is_asked_before_which_posts():
    make.official(name="Tan Chengxu", slug="tan-chengxu")
    make.event(label="Meeting")
    row = {"official": "Tan Chengxu", "event": "Meeting", "posts": "mayor of Dalian"}

    result = load({"appearances": [row]})

    assert result.errors == []
    assert [each.column for each in result.ambiguities] == ["official"]


def test_what_is_no_person_may_be_a_group():
    make.event(label="Meeting")

    result = load({"appearances": [{"official": "Relevant leaders", "event": "Meeting"}]})

    assert "the column group" in result.errors[0].remedy
