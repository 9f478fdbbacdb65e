"""Importing formulas: a cell without a value is told of, as a blank one says nothing."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from archive.models import Official
from archive.services.importing import write_report
from tests.resources.workbooks import as_xlsx, load_bytes, outcome, where

HEAD = (
    '<c r="A1" t="inlineStr"><is><t>name</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>note</t></is></c>'
)


def book(*rows):
    """An XLSX file whose sheet of officials has a header and these rows, in XML."""
    source, target = ZipFile(io.BytesIO(as_xlsx({"R&D": [], "Officials": []}))), io.BytesIO()
    lines = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate([HEAD, *rows], start=1))
    page = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            is_ours = name == "xl/worksheets/sheet2.xml"
            archive.writestr(name, page if is_ours else source.read(name))
    return target.getvalue()


def name(line, words):
    return f'<c r="A{line}" t="inlineStr"><is><t>{words}</t></is></c>'


@pytest.mark.parametrize(
    ("cell", "code", "value"),
    [
        ('<c r="C2" t="e"><v>#DIV/0!</v></c>', "error-cell", "#DIV/0!"),
        ('<c r="C2" s="1" t="e"><f>NA()</f><v>#N/A</v></c>', "error-cell", "#N/A"),
        ('<c r="C2"><f>1+1</f></c>', "not-calculated", ""),
        ('<c r="C2" s="1"><f>A1&amp;B1</f><v/></c>', "not-calculated", ""),
        ('<c r="C2"><f t="shared" si="0"/><v></v></c>', "not-calculated", ""),
    ],
)
def test_an_error_and_a_formula_without_a_value_are_told_and_their_row_is_left(cell, code, value):
    data = book(name(2, "Li Wei") + cell, name(3, "Tan Zuojun"))

    result = load_bytes(data, "book.xlsx", valid_rows_only=True)

    assert where(result) == [("officials", 2, "note", code)]
    assert result.errors[0].value == value
    assert outcome(result) == {("officials", "errors"): 1, ("officials", "created"): 1}
    assert [each.name for each in Official.objects.all()] == ["Tan Zuojun"]


def test_formulas_with_a_value_are_their_value():
    row = (
        '<c r="A2" t="str"><f>"Li"&amp;" Wei"</f><v>Li Wei</v></c>'
        '<c r="C2" t="str"><f>IF(1,"","x")</f><v></v></c>'
    )

    assert load_bytes(book(row), "book.xlsx").applied
    assert (Official.objects.get().name, Official.objects.get().note) == ("Li Wei", "")


def test_a_row_of_nothing_but_formulas_without_value_is_told_and_a_sum_is_not():
    lonely = '<c r="A3"><f>A2</f></c>'
    total = name(4, "Total") + '<c r="C4"><f>COUNTA(C2:C3)</f></c>'

    result = load_bytes(book(name(2, "Li Wei"), lonely, total, '<c r="C5"><f>C4</f></c>'), "b.xlsx")

    assert where(result) == [
        ("officials", 3, "name", "not-calculated"),
        ("officials", 5, "note", "not-calculated"),
    ]
    assert result.counts()["officials"]["skipped"] == 1


def test_the_report_has_the_error_as_it_stood_beside_its_problem(tmp_path):
    data, target = book(name(2, "Li Wei") + '<c r="C2" t="e"><v>#REF!</v></c>'), tmp_path / "r.xlsx"
    result = load_bytes(data, "book.xlsx", dry_run=True)

    write_report(source=io.BytesIO(data), file_name="book.xlsx", result=result, target=target)

    with ZipFile(target) as archive:
        words = b"".join(archive.read(each) for each in archive.namelist()).decode()
    assert ">#REF!<" in words
    assert "The spreadsheet has an error here instead of a value." in words


def test_a_file_whose_name_begins_with_an_apostrophe_has_a_report_too(tmp_path):
    people, target = io.BytesIO(b"name,note,wikidata\nLi Wei,x,y\n"), tmp_path / "r.xlsx"
    result = load_bytes(people.getvalue(), "'people.csv", dry_run=True)

    write_report(source=people, file_name="'people.csv", result=result, target=target)

    assert target.stat().st_size
