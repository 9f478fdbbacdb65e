"""Importing: whoever watches is told of every row, and may take it all back."""

import pytest

from archive.models import Official, Place
from archive.services.importing import Watcher
from tests import make
from tests.resources.workbooks import load


class Listener(Watcher):
    def __init__(self):
        self.rows, self.steps = [], []

    def told(self, row):
        self.rows.append(row)

    def progressed(self, done, total):
        self.steps.append((done, total))


class Stop(Listener):
    def finished(self, result):
        raise KeyboardInterrupt


def test_a_watcher_is_told_what_each_row_does_cell_by_cell():
    make.place(slug="dalian", name="Dalian", level="county")
    make.place(slug="here", name="Here")
    listener = Listener()

    load(
        {
            "places": [
                {"slug": "dalian", "level": "prefecture"},
                {"slug": "here", "name": "Here"},
                {"slug": "new", "name": "New", "parent": "dalian"},
                {"name": "Bad", "latitude": "north"},
            ]
        },
        watcher=listener,
        valid_rows_only=True,
    )

    found = {row.row: (row.outcome, row.slug, row.cells) for row in listener.rows}
    assert found == {
        1: ("updated", "dalian", [("level", "county", "prefecture")]),
        2: ("unchanged", "here", []),
        3: ("created", "new", [("name", "", "New"), ("parent", "", "dalian")]),
        4: ("errors", "", []),
    }
    assert listener.steps == [(4, 4)]


def test_a_fact_tells_its_quote_and_a_deleted_row_itself():
    article = make.article(text="Tan Zuojun, mayor of Dalian, spoke.")
    gone = make.place(slug="gone")
    listener = Listener()

    load(
        {
            "places": [{"slug": gone.slug, "delete": "yes"}],
            "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
            "posts": [
                {
                    "slug": "mayor",
                    "official": "tan",
                    "title": "mayor",
                    "article": article.slug,
                    "quote": "mayor of Dalian",
                }
            ],
        },
        watcher=listener,
    )

    rows = {row.sheet: row for row in listener.rows}
    assert rows["places"].outcome == "deleted"
    assert rows["places"].slug == "gone"
    assert ("quote", "", "mayor of Dalian") in rows["posts"].cells


def test_what_a_watcher_raises_at_the_end_takes_everything_back():
    with pytest.raises(KeyboardInterrupt):
        load({"officials": [{"name": "Li Wei"}], "places": [{"name": "Dalian"}]}, watcher=Stop())

    assert not Official.objects.exists()
    assert not Place.objects.exists()
