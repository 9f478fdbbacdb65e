"""Importing what people got wrong: told of, and never taken for something else."""

import pytest

from archive.models import Organization
from tests import make
from tests.resources.workbooks import load, where


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
