"""Importing: what rows mean, what they do, and what is said when they cannot."""

import pytest

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Event,
    FormerSlug,
    ImportChange,
    ImportRun,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Redaction,
    Status,
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
            "remedy": "Write one of: country, province, prefecture, county, district, town, "
            "village, other.",
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


def test_a_blank_cell_leaves_the_value_alone_and_clear_empties_it():
    make.official(name="Li Wei", note="Old", native_name="李伟")

    load({"officials": [{"slug": "li-wei", "note": "", "native_name": "CLEAR"}]})

    official = Official.objects.get()
    assert (official.note, official.native_name) == ("Old", "")


@pytest.mark.parametrize("cell", ["'CLEAR", "'CLEAR'"])
def test_the_word_clear_itself_is_written_with_an_apostrophe(cell):
    load({"officials": [{"name": "Li Wei", "note": cell}]})

    assert Official.objects.get().note == "CLEAR"


def test_lists_have_semicolons_between_and_a_doubled_one_is_a_semicolon():
    load(
        {
            "agreements": [
                {"title": "A", "kinds": "Framework; Letter_of intent"},
                {"title": "B", "kinds": ["mou"]},
            ],
        }
    )

    assert Agreement.objects.get(title="A").kinds == ["framework", "letter-of-intent"]
    assert Agreement.objects.get(title="B").kinds == ["mou"]


def test_dates_are_read_as_people_write_them_and_doubt_is_an_error():
    good = load({"events": [{"label": "A", "date": "26 November 2018"}]})
    bad = load({"events": [{"label": "B", "date": "03/04/2018"}]})

    assert good.applied
    assert Event.objects.get().date == "2018-11-26"
    assert where(bad) == [("events", 1, "date", "ambiguous-date")]


def test_headers_and_sheet_names_are_matched_as_people_write_them():
    result = load(
        {
            "People": [{"Full name": "Li Wei"}],
            "ARTICLES": [{"Slug": "one", "Headline": "A meeting", "Full Text": TEXT}],
            "Posts": [{"Full-Name": "Li Wei", "Title/Post": "mayor", "Article": "A meeting"}],
        }
    )

    assert result.applied, list(result.open_points())
    assert Post.objects.get().title == "mayor"


def test_an_unknown_column_is_an_error_but_notes_and_empty_ones_are_left_out():
    result = load(
        {"officials": [{"name": "Li Wei", "shoe size": "43", "Remarks (mine)": "?", "empty": ""}]}
    )

    assert where(result) == [("officials", 1, "shoe size", "unknown-column")]


def test_an_unknown_sheet_is_an_error():
    result = load({"officials": [{"name": "Li Wei"}], "budget": [{"sum": "12"}]})

    assert [(each.sheet, each.code) for each in result.errors] == [("budget", "unknown-sheet")]


def test_a_row_without_slug_gets_one_that_no_other_row_has_asked_for():
    load({"places": [{"name": "Dalian"}, {"slug": "dalian", "name": "Dalian City"}]})

    assert Place.objects.get(slug="dalian").name == "Dalian City"
    assert Place.objects.get(slug="dalian-2").name == "Dalian"


def test_two_rows_that_say_different_things_of_one_record_are_an_error():
    result = load({"places": [{"slug": "x", "name": "Dalian"}, {"slug": "x", "level": "town"}]})

    assert where(result) == [("places", 2, "slug", "row-twice")]


def test_a_name_that_several_places_have_is_a_question():
    china = make.place(name="China")
    make.place(name="Chaoyang", parent=china, level="district")
    make.place(name="Chaoyang", parent=make.place(name="Liaoning"), level="prefecture")

    result = load({"organizations": [{"name": "School", "place": "Chaoyang"}]})

    (question,) = result.as_json()["ambiguities"]
    assert (question["sheet"], question["row"], question["column"]) == ("organizations", 1, "place")
    assert {each["slug"] for each in question["candidates"]} == {"chaoyang", "chaoyang-2"}
    assert all(each["why"] for each in question["candidates"])
    assert not Organization.objects.filter(name="School").exists()

    answered = load(
        {"organizations": [{"name": "School", "place": "Chaoyang"}]},
        answers=[{"column": "place", "value": "Chaoyang", "slug": "chaoyang-2"}],
    )
    assert answered.applied
    assert Organization.objects.get().place.slug == "chaoyang-2"


def test_references_are_found_by_other_names():
    dut = make.organization(name="Dalian University of Technology")
    make.name(organization=dut, text="DUT")

    load({"events": [{"label": "Visit", "organization": "dut"}]})

    assert Event.objects.get().organization == dut


def test_what_is_named_but_not_there_is_made_only_when_asked():
    sheets = {"events": [{"label": "Visit", "place": "Dalian"}, {"label": "B", "place": "Dalian"}]}

    refused = load(sheets)
    shown = load(sheets, create_missing=True, dry_run=True)
    made = load(sheets, create_missing=True)

    assert not refused.applied
    assert shown.counts()["places"]["created"] == 1
    assert made.applied
    assert Place.objects.get().name == "Dalian"


def test_deletions_come_first_the_dependent_before_what_they_depend_on():
    event = make.event(label="Visit")
    appearance = make.appearance(event=event)

    result = load(
        {
            "officials": [{"slug": appearance.official.slug, "delete": "yes"}],
            "appearances": [{"slug": appearance.slug, "delete": "x"}],
        }
    )

    assert result.applied
    assert not Appearance.objects.exists()
    assert not Official.objects.exists()
    # The citation of the appearance went with it, and the ledger says so.
    deleted = ImportChange.objects.filter(action="deleted").values_list("sheet", flat=True)
    assert sorted(deleted) == ["appearances", "citations", "officials"]


def test_a_record_that_others_refer_to_is_not_deleted():
    post = make.post()

    result = load({"officials": [{"slug": post.official.slug, "delete": "yes"}]})

    assert where(result) == [("officials", 1, "delete", "in-use")]
    assert post.slug in result.errors[0].message
    assert Official.objects.exists()


def test_deleting_what_is_gone_already_is_nothing():
    result = load({"officials": [{"slug": "gone", "delete": "yes"}]})

    assert outcome(result) == {("officials", "skipped"): 1}


def test_names_citations_and_redactions_belong_to_records_of_any_kind():
    result = load(
        {
            "articles": [ARTICLE | {"published": "2018-12-03"}],
            "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
            "names": [{"kind_of_record": "Official", "record": "tan", "text": "谭作钧"}],
            "citations": [
                {
                    "kind_of_record": "article",
                    "record": "one",
                    "about": "published",
                    "article": "one",
                    "quote": "Dec 3, 2018",
                },
                {
                    "kind_of_record": "official",
                    "record": "tan",
                    "article": "one",
                    "quote": "Tan Zuojun",
                    "supports": "mentions",
                },
            ],
            "redactions": [{"article": "one", "quote": "Li Wei"}],
        }
    )

    assert result.applied, list(result.open_points())
    assert Name.objects.get().record.slug == "tan"
    assert Citation.objects.get(about="published").about_article.slug == "one"
    assert Citation.objects.get(supports="mentions").official.slug == "tan"
    assert (Redaction.objects.get().exact, Redaction.objects.get().reason) == (
        "Li Wei",
        "withheld",
    )


def test_posts_of_an_appearance_are_named_by_slug_or_title():
    sheets = {
        "articles": [ARTICLE],
        "officials": [{"slug": "tan", "name": "Tan Zuojun"}, {"slug": "li", "name": "Li Wei"}],
        "posts": [
            {"slug": "p1", "official": "tan", "title": "mayor of Dalian", "article": "one"},
            {"slug": "p2", "official": "tan", "title": "secretary", "article": "one"},
            {"slug": "p3", "official": "li", "title": "mayor", "article": "one"},
        ],
        "events": [{"slug": "e", "label": "Meeting"}],
        "appearances": [{"official": "tan", "event": "e", "posts": "Mayor of Dalian; p2"}],
    }
    wrong = sheets | {"appearances": [{"official": "tan", "event": "e", "posts": "p3; premier"}]}

    assert where(load(wrong)) == [("appearances", 1, "posts", "post-of-another")]
    assert load(sheets).applied
    assert {post.slug for post in Appearance.objects.get().posts.all()} == {"p1", "p2"}


def test_an_agreement_without_title_needs_a_slug():
    assert where(load({"agreements": [{"subject": "parks"}]})) == [
        ("agreements", 1, "slug", "missing")
    ]
    assert load({"agreements": [{"slug": "parks", "subject": "parks"}]}).applied


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


def test_only_publishers_publish_by_import():
    importer, publisher = make.user("Importers"), make.user("Importers")
    publisher.groups.add(*make.user("Publishers").groups.all())
    sheets = {"articles": [ARTICLE | {"status": "published"}]}

    refused = load(sheets, user=importer)
    draft = load({"articles": [ARTICLE]}, user=importer)
    published = load(sheets, user=publisher)

    assert where(refused) == [("articles", 1, "status", "permission")]
    assert draft.applied
    assert published.applied
    assert Article.objects.get().status == Status.PUBLISHED
    assert Article.objects.get().history.first().history_user == publisher
    taken_back = load({"articles": [{"slug": "one", "status": "draft"}]}, user=importer)
    assert where(taken_back) == [("articles", 1, "status", "permission")]


def test_an_exported_published_row_may_be_loaded_by_who_may_not_publish():
    make.article(slug="one", title="A meeting", text=TEXT)

    result = load(
        {"articles": [{"slug": "one", "status": "published", "kicker": "Photo"}]},
        user=make.user("Importers"),
    )

    assert result.applied


def test_who_may_not_change_records_at_all_is_told():
    result = load({"officials": [{"name": "Li Wei"}]}, user=make.user())

    assert where(result) == [("officials", 1, "slug", "permission")]


def test_a_merged_record_is_found_by_its_former_slug_but_not_changed_by_it():
    make.place(name="Dalian", slug="dalian")
    FormerSlug.objects.create(kind="place", slug="dalian-city", current_slug="dalian")

    assert load({"organizations": [{"name": "School", "place": "dalian-city"}]}).applied
    refused = load({"places": [{"slug": "dalian-city", "level": "town"}]})
    assert where(refused) == [("places", 1, "slug", "merged")]


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
