"""Importing: all of a file or nothing, and what is said when a row cannot be saved."""

from archive.models import (
    Article,
    Event,
    ImportChange,
    ImportRun,
    Official,
    Party,
    Place,
    Post,
)
from tests import make
from tests.resources.workbooks import (
    histories,
    load,
    load_first_five,
    outcome,
    where,
)

TEXT = (
    "Dec 3, 2018. Tan Zuojun, mayor of Dalian, met Li Wei in Dalian. "
    "Li Wei spoke. The cities signed the “Kiwifruit Agreement”. Li Wei spoke."
)
ARTICLE = {"slug": "one", "title": "A meeting", "text": TEXT}


def test_the_first_five_documents_load_and_a_second_time_change_nothing():
    first = load_first_five()
    before = histories()

    second = load_first_five()

    counts = first.counts()
    assert counts["articles"]["created"] == 5
    assert counts["officials"]["created"] >= 30
    assert counts["posts"]["created"] >= 31
    assert counts["events"]["created"] >= 11
    assert counts["delegations"]["created"] == 4
    assert counts["agreements"]["created"] == 13
    assert counts["parties"]["created"] == 26
    assert {name for (_sheet, name) in outcome(second)} == {"unchanged"}
    assert histories() == before
    assert ImportRun.objects.count() == 2
    assert ImportChange.objects.filter(run=second.run).count() == 0


def test_sheets_and_parents_may_stand_in_any_order():
    result = load(
        {
            "posts": [
                {"official": "Tan Zuojun", "title": "mayor", "place": "Dalian", "article": "one"}
            ],
            "officials": [{"name": "Tan Zuojun"}],
            "places": [
                {"name": "Dalian", "parent": "Liaoning"},
                {"name": "Liaoning", "parent": "China"},
                {"name": "China"},
            ],
            "articles": [ARTICLE],
        }
    )

    assert result.applied
    assert [place.name for place in Place.objects.get(slug="dalian").ancestors()] == [
        "Liaoning",
        "China",
    ]
    assert Post.objects.get().official.name == "Tan Zuojun"


def test_rows_whose_parents_go_in_a_circle_are_told():
    result = load(
        {"places": [{"name": "A", "parent": "B"}, {"name": "B", "parent": "A"}, {"name": "C"}]}
    )

    assert where(result) == [("places", 1, "parent", "circle"), ("places", 2, "parent", "circle")]
    assert not Place.objects.exists()


def test_what_refers_to_a_row_in_a_circle_is_not_told_that_there_is_no_such_row():
    sheets = {
        "places": [
            {"name": "Alpha", "parent": "Beta"},
            {"slug": "b", "name": "Beta", "parent": "Alpha"},
            {"name": "Delta", "parent": "Alpha"},
        ],
        "events": [{"label": "A", "place": "b"}],
    }

    refused, partial = load(sheets), load(sheets, valid_rows_only=True)

    circle = [("places", 1, "parent", "circle"), ("places", 2, "parent", "circle")]
    assert where(refused) == circle
    assert where(partial) == [
        ("events", 1, "", "needs-row"),
        *circle,
        ("places", 3, "", "needs-row"),
    ]
    assert (Place.objects.count(), Event.objects.count()) == (0, 0)


def test_all_errors_of_all_rows_are_told_and_nothing_is_written():
    result = load(
        {
            "articles": [ARTICLE, {"title": "No text", "status": "publishd"}],
            "places": [{"name": "Dalian", "level": "planet", "latitude": "north"}],
            "events": [{"label": "Meeting", "date": "some day", "place": "Nowhere"}],
            "posts": [{"title": "mayor", "article": "one", "quote": "never said"}],
        }
    )

    assert not result.applied
    assert where(result) == [
        ("articles", 2, "status", "choice"),
        ("articles", 2, "text", "missing"),
        ("events", 1, "date", "date"),
        ("events", 1, "place", "unknown-reference"),
        ("places", 1, "latitude", "number"),
        ("places", 1, "level", "choice"),
        ("posts", 1, "official", "missing"),
        ("posts", 1, "quote", "quote-not-found"),
    ]
    assert all(problem.message and problem.remedy for problem in result.errors)
    assert not ImportRun.objects.exists()
    assert not Article.objects.exists()
    assert not Place.objects.exists()


def test_an_error_says_what_stands_in_the_cell_and_what_may():
    result = load({"places": [{"name": "Dalian", "level": "planet"}]})

    assert result.as_json()["errors"] == [
        {
            "sheet": "places",
            "row": 1,
            "column": "level",
            "code": "choice",
            "value": "planet",
            "message": "“planet” is not one of the values of this column.",
            "remedy": "Write one of: country, province, prefecture (prefecture or prefecture-level "
            "city), county (county, county-level city or special zone), district, town (town, "
            "township or sub-district), village (village or community), other.",
        }
    ]


def test_rows_that_refer_to_a_faulty_row_wait_without_errors_of_their_own():
    sheets = {
        "officials": [{"slug": "tan", "name": "Tan Zuojun", "wikidata": "x"}, {"name": "Li Wei"}],
        "articles": [ARTICLE],
        "posts": [
            {"official": "tan", "title": "mayor", "article": "one"},
            {"official": "Tan Zuojun", "title": "secretary", "article": "one"},
        ],
    }

    result = load(sheets)

    assert where(result) == [("officials", 1, "wikidata", "invalid")]
    assert outcome(result)["posts", "skipped"] == 2


def test_valid_rows_alone_are_saved_when_asked():
    result = load(
        {
            "officials": [{"slug": "tan", "name": "Tan", "wikidata": "x"}, {"name": "Li Wei"}],
            "articles": [ARTICLE],
            "posts": [{"official": "tan", "title": "mayor", "article": "one"}],
        },
        valid_rows_only=True,
    )

    assert result.applied
    assert [official.name for official in Official.objects.all()] == ["Li Wei"]
    assert ("posts", 1, "", "needs-row") in where(result)
    assert not Post.objects.exists()


def test_a_dry_run_says_the_same_and_writes_nothing():
    sheets = {"articles": [ARTICLE], "officials": [{"name": "Li Wei"}]}

    dry = load(sheets, dry_run=True)
    assert not Official.objects.exists()
    assert not ImportRun.objects.exists()
    wet = load(sheets)

    assert (dry.run, dry.applied, wet.applied) == (None, False, True)
    assert dry.counts() == wet.counts()


def test_the_ledger_and_the_history_say_which_row_did_what():
    make.official(name="Li Wei")

    result = load(
        {"officials": [{"slug": "li-wei", "note": "A"}, {"name": "Tan", "slug": "tan"}]},
        file_name="people.json",
    )

    changes = list(ImportChange.objects.order_by("row"))
    li = Official.objects.get(slug="li-wei")
    assert [(c.sheet, c.row, c.action, c.slug) for c in changes] == [
        ("officials", 1, "updated", "li-wei"),
        ("officials", 2, "created", "tan"),
    ]
    latest = li.history.first()
    assert latest.history_change_reason == f"import {result.run}: people.json, officials row 1"
    assert changes[0].history_after == latest.history_id
    assert changes[0].history_before == latest.prev_record.history_id
    assert changes[1].history_before is None
    assert ImportRun.objects.get().counts["officials"]["created"] == 1


def test_a_row_without_slug_gets_one_that_no_other_row_has_asked_for():
    load({"places": [{"name": "Dalian"}, {"slug": "dalian", "name": "Dalian City"}]})

    assert Place.objects.get(slug="dalian").name == "Dalian City"
    assert Place.objects.get(slug="dalian-2").name == "Dalian"


def test_two_rows_that_say_different_things_of_one_record_are_an_error():
    result = load({"places": [{"slug": "x", "name": "Dalian"}, {"slug": "x", "level": "town"}]})

    assert where(result) == [("places", 2, "slug", "row-twice")]


def test_the_constraints_of_the_database_speak_row_by_row():
    result = load(
        {
            "agreements": [{"slug": "a", "title": "A"}],
            "parties": [{"agreement": "a", "role": "party"}],
            "appearances": [{"group": "leaders"}],
            "officials": [
                {"slug": "a", "name": "A", "wikidata": "Q1"},
                {"slug": "b", "name": "B", "wikidata": "Q1"},
            ],
            "places": [{"name": "Dalian", "latitude": "38"}],
        }
    )

    assert where(result) == [
        ("appearances", 1, "event", "appearance_somewhere"),
        ("officials", 2, "wikidata", "official_wikidata_once"),
        ("parties", 1, "organization", "party_is_somebody"),
        ("places", 1, "latitude", "place_coordinates_together"),
    ]
    assert not Party.objects.exists()


def test_a_fact_that_is_there_under_another_slug_is_told_among_many_that_are_not():
    there = make.appearance(group="leaders", official=None)
    event = there.event.slug
    rows = [{"slug": f"new-{n}", "group": f"group {n}", "event": event} for n in range(20)]
    rows.insert(7, {"slug": "again", "group": "leaders", "event": event})

    result = load({"appearances": rows})

    assert where(result) == [("appearances", 8, "group", "appearance_once")]
    assert outcome(result) == {("appearances", "created"): 20, ("appearances", "errors"): 1}


def test_public_flags_and_search_follow_in_the_same_transaction():
    load(
        {
            "articles": [ARTICLE | {"status": "published"}],
            "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
            "posts": [
                {
                    "official": "tan",
                    "title": "mayor of Dalian",
                    "article": "one",
                    "quote": "Tan Zuojun, mayor of Dalian",
                }
            ],
        }
    )

    assert Post.objects.get().is_public
    assert Official.objects.get().is_public
