"""Importing spreadsheets that people filled in by hand, as LibreOffice saved them."""

from pathlib import Path

import pytest

from archive.models import Event, Organization
from tests import make
from tests.resources.workbooks import load_bytes, outcome, where

FILES = Path(__file__).parent / "files"
pytestmark = pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])


def load_as_people_have_it(ending):
    """A title, merged cells, formulas, errors, a total, and dates in every way of showing them."""
    make.place(name="Longling")
    name = f"as-people-have-them.{ending}"
    return load_bytes((FILES / name).read_bytes(), name, valid_rows_only=True)


def test_an_error_is_told_of_and_its_row_is_left(ending):
    result = load_as_people_have_it(ending)

    assert where(result) == [
        ("organizations", 6, "name", "error-cell"),
        ("organizations", 8, "kind", "error-cell"),
    ]
    assert [each.value for each in result.errors] == ["#N/A", "#DIV/0!"]
    assert outcome(result)["organizations", "skipped"] == 1


def test_a_cell_merged_with_those_below_it_holds_for_each_of_their_rows(ending):
    load_as_people_have_it(ending)

    tea = Organization.objects.get(name="Tea Bureau")
    assert (tea.kind, tea.place.name) == ("government", "Longling")
    assert {event.place.name for event in Event.objects.all()} == {"Longling"}


def test_formulas_are_their_value(ending):
    load_as_people_have_it(ending)

    assert Organization.objects.filter(name="Forestry Bureau of Longling").exists()


def test_of_a_date_what_the_person_sees_is_taken_and_a_year_not_shown_is_told_of(ending):
    result = load_as_people_have_it(ending)

    assert dict(Event.objects.values_list("label", "date")) == {
        "Whole day": "2018-09-12",
        "Month": "2018-09",
        "Month of a language": "2018-09",
        "Month in Chinese": "2018-09",
        "Year": "2018",
        "No year": "XXXX-09-12",
        "Words": "2018-09-12",
    }
    ((sheet, notice),) = result.notices
    assert sheet == "Events"
    assert "Row 7 " in notice
