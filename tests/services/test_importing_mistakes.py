"""Importing what people got wrong: told of, and never taken for something else."""

import io

import pytest
from python_calamine import CalamineWorkbook

from archive.models import Agreement, Official, Organization
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
