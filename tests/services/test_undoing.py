"""Undoing an import: all of it goes back."""

import pytest

from archive.models import (
    Appearance,
    Citation,
    Event,
    ImportRun,
    ImportStatus,
    Official,
    Post,
    SearchEntry,
)
from archive.services.undoing import UndoError, undo_import
from tests import make
from tests.resources.workbooks import NOW, exported, histories, load, load_first_five, outcome
from tests.services.undone import BOOK, TEXT, edit, rows, undo


def test_what_the_import_created_goes():
    before, entries = rows(), SearchEntry.objects.count()
    imported = load(BOOK)

    result = undo(imported)

    assert result.applied
    assert result.kept == []
    assert {name for _sheet, name in outcome(result)} == {"deleted"}
    assert sum(outcome(result).values()) == 10  # with the two citations of the rows
    assert rows() == before
    assert SearchEntry.objects.count() == entries == 0
    assert ImportRun.objects.get().status == ImportStatus.UNDONE


def test_the_first_five_documents_go_and_can_be_loaded_again():
    first = load_first_five()
    loaded = rows()

    result = undo(first)
    assert result.kept == []
    assert not any(rows().values())

    again = load_first_five()
    assert again.counts() == first.counts()
    assert rows() == loaded


def test_changed_values_return():
    load(BOOK)
    before = rows()
    imported = load(
        {
            "places": [{"slug": "dalian", "native_name": "大连", "parent": "china"}],
            "events": [{"slug": "talks", "date": "2018-12-04", "place": "CLEAR"}],
            "articles": [{"slug": "one", "status": "withdrawn", "title": "Another"}],
        }
    )
    # A withdrawal has to give its reason, which no sheet has.
    assert not imported.applied
    imported = load(
        {
            "places": [{"slug": "dalian", "native_name": "大连", "parent": "china"}],
            "events": [{"slug": "talks", "date": "2018-12-04", "place": "CLEAR"}],
            "articles": [{"slug": "one", "status": "draft", "title": "Another"}],
        }
    )
    assert not Post.objects.get().is_public

    result = undo(imported)

    assert outcome(result) == {(sheet, "updated"): 1 for sheet in ("places", "events", "articles")}
    assert rows() == before
    assert Event.objects.get().date_earliest.isoformat() == "2018-12-03"
    assert Post.objects.get().is_public


def test_what_the_import_deleted_comes_back_with_its_number_and_its_links():
    load(BOOK)
    before = rows()
    numbers = {model: set(model.objects.values_list("pk", flat=True)) for model in (Post, Citation)}
    imported = load({"posts": [{"slug": "tan-mayor", "delete": "yes"}]})
    assert not Appearance.objects.get().posts.exists()

    result = undo(imported)

    assert outcome(result) == {("posts", "created"): 1, ("citations", "created"): 1}
    assert rows() == before
    for model, ids in numbers.items():
        assert set(model.objects.values_list("pk", flat=True)) == ids
    assert Appearance.objects.get().posts.get() == Post.objects.get()
    assert Post.objects.get().is_public


def test_a_deleted_record_whose_number_is_taken_gets_another_one():
    load(BOOK)
    before = rows()
    old = Post.objects.get().pk
    imported = load({"posts": [{"slug": "tan-mayor", "delete": "yes"}]})
    other = make.post(pk=old, cited=False)

    undo(imported)

    assert Post.objects.get(slug="tan-mayor").pk != old == other.pk
    assert Citation.objects.filter(post__slug="tan-mayor").count() == 1
    assert [row for row in rows()["citations"] if row["record"] == "tan-mayor"] == [
        row for row in before["citations"] if row["record"] == "tan-mayor"
    ]


def test_a_deleted_branch_comes_back_whole():
    load(BOOK)
    load({"places": [{"slug": "port", "name": "Port", "parent": "dalian"}]})
    before = rows()
    imported = load(
        {
            "appearances": [{"slug": "tan-at-talks", "delete": "yes"}],
            "events": [{"slug": "talks", "delete": "yes"}],
            "posts": [{"slug": "tan-mayor", "delete": "yes"}],
            "officials": [{"slug": "tan", "delete": "yes"}],
            "places": [{"slug": "port", "delete": "yes"}, {"slug": "dalian", "delete": "yes"}],
        }
    )
    assert imported.applied, list(imported.open_points())

    assert undo(imported).kept == []
    assert rows() == before


def test_posts_of_an_appearance_return():
    load(BOOK)
    before = rows()
    imported = load(
        {
            "posts": [
                {
                    "slug": "tan-secretary",
                    "official": "tan",
                    "title": "secretary",
                    "article": "one",
                    "quote": "Tan Zuojun",
                }
            ],
            "appearances": [{"slug": "tan-at-talks", "posts": "tan-secretary"}],
        }
    )
    assert Appearance.objects.get().posts.get().slug == "tan-secretary"

    assert undo(imported).kept == []
    assert rows() == before


def test_quotes_are_where_they_were_when_a_text_returns():
    load(BOOK)
    before = rows()
    places = list(Citation.objects.order_by("pk").values_list("exact", "start", "end", "lost"))
    imported = load({"articles": [{"slug": "one", "text": "Corrected. " + TEXT[:40] + "."}]})
    assert Citation.objects.filter(lost=True).exists()

    assert undo(imported).kept == []
    assert rows() == before
    assert places == list(
        Citation.objects.order_by("pk").values_list("exact", "start", "end", "lost")
    )


def test_a_dry_run_says_the_same_and_writes_nothing():
    imported = load(BOOK)
    edit(Official, "li", note="Mine")
    before, entries = rows(), histories()

    dry = undo(imported, dry_run=True)

    assert (dry.run, dry.applied) == (imported.run, False)
    assert (rows(), histories()) == (before, entries)
    assert ImportRun.objects.get().status == ImportStatus.APPLIED
    done = undo(imported)
    assert (dry.counts(), dry.kept) == (done.counts(), done.kept)


def test_an_import_that_is_undone_is_nothing_to_do():
    imported = load(BOOK)
    undo(imported)
    entries = histories()

    again = undo(imported)

    assert (again.applied, again.counts(), again.kept) == (False, {}, [])
    assert histories() == entries


def test_what_is_meant_has_to_be_there():
    imported = load(BOOK)
    with pytest.raises(UndoError, match="There is no import 99999"):
        undo(99999)
    with pytest.raises(UndoError, match="did nothing to nobody of officials"):
        undo(imported, choices={("officials", "nobody"): "undo"})


def test_the_history_says_so_and_who_did_it():
    make.official(name="Li Wei", note="Old")
    imported = load({"officials": [{"slug": "li-wei", "note": "New"}]}, file_name="new.json")
    publisher = make.user("Publishers")

    undo(imported, user=publisher)

    entry = Official.history.order_by("history_id").last()
    assert entry.history_change_reason == f"undo of import {imported.run}: new.json"
    assert entry.history_user == publisher


def test_only_publishers_take_back_what_readers_see():
    imported = load(BOOK)
    before = rows()

    result = undo(imported, user=make.user("Editors"))

    assert result.is_refused
    assert "You may not publish or withdraw records." in {each.message for each in result.errors}
    assert rows() == before


@pytest.mark.parametrize("count", [1, 60])
def test_many_records_cost_no_more_statements_than_one(count, django_assert_max_num_queries):
    people = [{"slug": f"p{n}", "name": f"Person {n}"} for n in range(count)]
    imported = load({"officials": people})

    with django_assert_max_num_queries(60):
        undo_import(run=imported.run, now=NOW)
    assert not Official.objects.exists()


@pytest.mark.parametrize("count", [1, 60])
def test_many_changes_cost_no_more_statements_than_one(count, django_assert_max_num_queries):
    people = [{"slug": f"p{n}", "name": f"Person {n}"} for n in range(count)]
    load({"officials": people})
    imported = load({"officials": [{"slug": row["slug"], "note": "New"} for row in people]})

    with django_assert_max_num_queries(60):
        undo_import(run=imported.run, now=NOW)
    assert not Official.objects.exclude(note="").exists()


def test_a_record_that_was_deleted_and_made_anew_by_one_file_is_the_old_one_again():
    load({"agreements": [{"slug": "old", "title": "Old"}, {"slug": "new", "title": "New"}]})
    load({"parties": [{"slug": "one", "agreement": "old", "unnamed": "a zone"}]})
    before = exported()["parties"]
    imported = load(
        {
            "agreements": [{"slug": "old", "delete": "yes"}],
            "parties": [{"slug": "one", "agreement": "new", "unnamed": "a town"}],
        }
    )

    assert undo_import(run=imported.run, now=NOW).kept == []
    assert [row | {"version": 1} for row in exported()["parties"]] == before


def test_an_undo_tells_how_many_records_are_done():
    imported, told = load(BOOK), []

    undo_import(run=imported.run, now=NOW, progress=lambda *figures: told.append(figures))

    assert told == sorted(told)
    assert told[-1] == (10, 10)
