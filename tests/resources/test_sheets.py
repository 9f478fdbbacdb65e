"""The sheets: the columns that the workbook promises, and how their cells are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import EventKind
from archive.resources import SHEETS
from archive.resources.widgets import (
    CellError,
    Choice,
    Day,
    Lines,
    Number,
    Terms,
    Verbatim,
    Words,
    YesNo,
    meant,
    written,
)

DATE = "date date_as_printed date_basis date_note"
COLUMNS = {
    "articles": "title kicker publisher byline url archived_url retrieved_on rights published "
    "published_as_printed published_basis published_note language text body_start body_end status",
    "places": "name native_name level parent latitude longitude coordinates_source",
    "organizations": "name native_name kind parent place",
    "officials": "name native_name note wikidata",
    "names": "kind_of_record record text kind language",
    "posts": "official title organization place since until inferred article quote",
    "events": f"label kind {DATE} place organization venue parent status inferred article quote",
    "delegations": "label from_place from_organization to_place to_organization size purpose "
    f"{DATE} status inferred article quote",
    "appearances": "official group organization place event delegation side roles posts inferred "
    "article quote",
    "agreements": f"title subject kinds kind_as_printed set event {DATE} place status inferred "
    "article quote",
    "parties": "agreement organization place official unnamed position role inferred article quote",
    "progress": f"agreement {DATE} status note article quote",
    "citations": "kind_of_record record about article quote prefix suffix supports note",
    "redactions": "article quote reason",
}
NEEDED = {
    "articles": "title text",
    "places": "name",
    "organizations": "name",
    "officials": "name",
    "names": "kind_of_record record text",
    "posts": "official title article",
    "events": "label",
    "delegations": "label",
    "appearances": "",
    "agreements": "",
    "parties": "agreement",
    "progress": "agreement",
    "citations": "kind_of_record record article quote",
    "redactions": "article quote",
}


def test_the_sheets_have_the_columns_of_the_design_in_its_order():
    found = {
        sheet: " ".join(column.name for column in resource.columns())
        for sheet, resource in SHEETS.items()
    }

    assert found == {sheet: f"slug version delete {columns}" for sheet, columns in COLUMNS.items()}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_new_row_needs_what_the_design_says(sheet):
    needed = {column.name for column in SHEETS[sheet].columns() if column.required}

    assert needed == set(NEEDED[sheet].split())


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_column_says_what_it_means(sheet):
    assert all(str(column.meaning) for column in SHEETS[sheet].columns())


@given(st.text())
def test_every_word_has_a_cell_that_means_it(word):
    assert meant(written(word)) == word


@pytest.mark.parametrize("word", ["CLEAR", "'CLEAR", "'CLEAR'", "''CLEAR'", " CLEAR ", "x"])
def test_the_word_clear_can_be_written(word):
    assert meant(written(word)) == word
    assert written(word) != "CLEAR"


@pytest.mark.parametrize(
    "cell", ["signing-ceremony", "Signing Ceremony", "signing_ceremony", " SIGNINGCEREMONY "]
)
def test_fixed_values_are_matched_whatever_their_case_and_hyphens(cell):
    assert Choice(EventKind.choices).clean(cell) == "signing-ceremony"


def test_lists_keep_their_order_and_drop_repetitions():
    assert Terms().clean("b; a;;c; b") == ["b", "a;c"]


def test_cleaning_mends_words_and_leaves_what_is_printed():
    assert Words().clean(" Ｄａｌｉａｎ\u00a0 City ") == "Dalian City"
    assert Lines().clean("one  two \r\n three") == "one two\nthree"
    assert Verbatim().clean(" as\u00a0 printed\r\n") == " as\u00a0 printed\n"


@pytest.mark.parametrize("widget", [Words(), Lines(), Verbatim()])
def test_characters_that_no_page_prints_are_refused(widget):
    with pytest.raises(CellError):
        widget.clean("Li\x07Wei")


def test_numbers_are_read_as_spreadsheets_give_them():
    assert Number().clean("12") == 12
    assert str(Number(6).clean("121.61470000000001")) == "121.614700"
    for cell in ("twelve", "1.5", "NaN", "1e400"):
        with pytest.raises(CellError):
            Number().clean(cell)


def test_a_day_is_a_whole_one():
    assert Day().clean("Dec 3, 2018").isoformat() == "2018-12-03"
    for cell in ("2018-12", "XXXX-12-03", "2018?-12-03"):
        with pytest.raises(CellError):
            Day().clean(cell)


def test_yes_and_no_and_nothing_else():
    assert YesNo().clean("Yes") is True
    assert YesNo().clean("no") is False
    with pytest.raises(CellError):
        YesNo().clean("maybe")
