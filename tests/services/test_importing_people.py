"""Importing people: a name alone never decides."""

from archive.models import Official, Post
from tests import make
from tests.resources.workbooks import load, outcome

TEXT = "Li Wei, mayor of Dalian, met Tan Zuojun in Dalian. Li Wei spoke."
ARTICLE = {"slug": "one", "title": "A meeting", "text": TEXT}


def post_row(**fields):
    return {"official": "Li Wei", "title": "mayor", "article": "one"} | fields


def test_a_name_with_nothing_in_common_is_a_question_asked_of_the_officials_row():
    li = make.official(name="Li Wei")
    make.post(official=li, place=make.place(name="Hangzhou"))

    result = load({"officials": [{"name": "LI WEI", "note": "of Dalian"}]})

    assert not result.applied
    (question,) = result.as_json()["ambiguities"]
    assert (question["sheet"], question["row"], question["column"]) == ("officials", 1, "name")
    assert [each["slug"] for each in question["candidates"]] == ["li-wei"]
    assert outcome(result) == {("officials", "ambiguous"): 1}
    assert Official.objects.count() == 1


def test_the_answer_new_makes_another_person_and_a_slug_means_that_one():
    make.official(name="Li Wei")
    sheets = {"officials": [{"name": "Li Wei", "note": "of Dalian"}]}
    ask = {"sheet": "officials", "row": 1, "column": "name", "value": "Li Wei"}

    assert load(sheets, answers=[ask | {"slug": "new"}]).applied
    assert load(sheets, answers=[ask | {"slug": "li-wei"}]).applied

    notes = dict(Official.objects.values_list("slug", "note"))
    assert notes == {"li-wei": "of Dalian", "li-wei-2": "of Dalian"}


def test_what_was_answered_once_is_remembered_for_the_same_file():
    make.official(name="Li Wei")
    sheets = {"officials": [{"name": "Li Wei", "note": "of Dalian"}]}
    load(sheets, answers=[{"value": "Li Wei", "slug": "new"}])

    again = load(sheets)

    assert outcome(again) == {("officials", "unchanged"): 1}


def test_a_name_means_the_row_of_the_same_file():
    make.official(name="Tan Zuojun")

    result = load(
        {
            "officials": [{"slug": "li-wei-of-dalian", "name": "Li Wei"}],
            "articles": [ARTICLE],
            "posts": [post_row()],
        }
    )

    assert result.applied
    assert Post.objects.get().official.slug == "li-wei-of-dalian"


def test_a_name_means_the_person_with_the_same_place_body_event_or_article():
    dalian, hangzhou = make.place(name="Dalian"), make.place(name="Hangzhou")
    ours, other = make.official(name="Li Wei"), make.official(name="Li Wei")
    make.post(official=ours, place=dalian)
    make.post(official=other, place=hangzhou)

    result = load({"articles": [ARTICLE], "posts": [post_row(place="Dalian")]})

    assert result.applied
    assert Post.objects.latest("pk").official == ours


def test_a_name_shared_by_two_who_both_fit_is_a_question_with_reasons():
    dalian = make.place(name="Dalian")
    for _ in range(2):
        make.post(official=make.official(name="Li Wei"), place=dalian)

    result = load({"articles": [ARTICLE], "posts": [post_row(place="Dalian")]})

    (question,) = result.as_json()["ambiguities"]
    assert question["column"] == "official"
    assert {each["slug"] for each in question["candidates"]} == {"li-wei", "li-wei-2"}
    assert all("Dalian" in each["why"] for each in question["candidates"])


def test_a_row_of_officials_is_known_by_what_the_file_says_of_the_name():
    dalian = make.place(name="Dalian")
    make.post(official=make.official(name="Li Wei"), place=dalian)

    result = load(
        {
            "officials": [{"name": "Li Wei", "note": "Mayor"}],
            "articles": [ARTICLE],
            "posts": [post_row(place="Dalian")],
        }
    )

    assert result.applied
    assert Official.objects.get().note == "Mayor"


def test_a_file_without_slugs_loaded_twice_changes_nothing():
    sheets = {
        "officials": [{"name": "Li Wei"}, {"name": "Tan Zuojun"}],
        "places": [{"name": "Dalian"}],
        "articles": [{"title": "A meeting", "text": TEXT, "published": "2018-12-03"}],
        "events": [{"label": "Meeting", "date": "2018-11-26", "place": "Dalian"}],
        "posts": [
            {
                "official": "Li Wei",
                "title": "mayor",
                "place": "Dalian",
                "article": "A meeting",
                "quote": "Li Wei, mayor of Dalian",
            }
        ],
        "appearances": [
            {"official": "Li Wei", "event": "Meeting", "roles": "spoke", "posts": "mayor"},
            {"official": "Tan Zuojun", "event": "Meeting"},
        ],
    }
    assert load(sheets).applied

    # Another file with the same rows: not remembered byte for byte, but known by its facts.
    again = load(sheets | {"names": []}, file_name="other.json")

    assert again.applied, list(again.open_points())
    assert {name for _sheet, name in outcome(again)} == {"unchanged"}
    assert Official.objects.count() == 2


def test_a_name_in_another_order_is_asked_about_when_something_is_shared():
    dalian = make.place(name="Dalian")
    make.post(official=make.official(name="Tan Zuojun"), place=dalian)

    result = load(
        {
            "articles": [ARTICLE],
            "posts": [
                {"official": "Zuojun Tan", "title": "x", "place": "Dalian", "article": "one"}
            ],
        }
    )

    (question,) = result.ambiguities
    assert [each["slug"] for each in question.candidates] == ["tan-zuojun"]


def test_namesakes_within_one_file_are_asked_about():
    result = load({"officials": [{"name": "Li Wei"}, {"name": "Li Wei"}]})

    assert [(each.row, each.column) for each in result.ambiguities] == [(2, "name")]


def test_rows_about_a_person_in_question_wait_without_questions_of_their_own():
    make.official(name="Li Wei")

    result = load({"officials": [{"name": "Li Wei"}], "articles": [ARTICLE], "posts": [post_row()]})

    assert len(result.ambiguities) == 1
    assert not result.errors
    assert outcome(result)["posts", "skipped"] == 1


def test_create_missing_never_joins_namesakes():
    make.official(name="Li Wei")
    sheets = {"articles": [ARTICLE], "posts": [post_row()]}

    assert load(sheets, create_missing=True).ambiguities
    made = load(
        {"articles": [ARTICLE], "posts": [post_row(official="Wang Hao")]}, create_missing=True
    )
    assert made.counts()["officials"]["created"] == 1


def test_a_question_tells_namesakes_apart_by_the_post_last_reported():
    one, other = make.official(name="Li Wei"), make.official(name="Li Wei")
    early, late = make.article(published="2015-01-01"), make.article(published="2018-01-01")
    make.post(official=one, title="mayor of Dalian", article=late)
    make.post(official=one, title="clerk", article=early)

    (question,) = load({"officials": [{"name": "Li Wei"}]}).ambiguities

    assert [candidate["why"] for candidate in question.candidates] == [
        "Li Wei, mayor of Dalian: the same name, nothing else in common.",
        "Li Wei: the same name, nothing else in common.",
    ]
    assert other.slug == question.candidates[1]["slug"]
