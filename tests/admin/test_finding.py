"""Finding records by typing: in lists, and in the fields that name another record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.admin.screens import EVERYTHING, url

SPELLINGS = ["Tan Zuojun", "Tan Zuo jun", "TAN Zuojun", "谭作钧", "tan zuo"]


def results(client, model, q):
    response = client.get(url(model, "changelist"), {"q": q})
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def suggestions(client, model, field, term, **more):
    asked = {"app_label": "archive", "model_name": model, "field_name": field, "term": term}
    response = client.get(reverse("admin:autocomplete"), asked | more)
    assert response.status_code == 200
    return [result["text"] for result in response.json()["results"]]


@pytest.fixture
def tan():
    official = make.official(name="Tan Zuojun", native_name="谭作钧")
    make.official(name="Somebody Else")
    return official


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_official_is_found_by_any_spelling(spelling, tan, editor):
    assert results(editor, "official", spelling) == [tan]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_facts_are_found_by_the_official_they_are_about(spelling, tan, editor):
    post = make.post(official=tan, title="mayor")
    appearance = make.appearance(official=tan)

    assert results(editor, "post", spelling) == [post]
    assert results(editor, "appearance", spelling) == [appearance]


def test_a_draft_is_found_by_its_editors(editor):
    draft = make.article(title="Kiwifruit symposium", status="draft", text="Nothing more.")

    assert results(editor, "article", "kiwifruit") == [draft]


def test_a_record_is_found_by_its_slug(tan, editor):
    assert results(editor, "official", tan.slug) == [tan]


@pytest.mark.parametrize("model", EVERYTHING)
def test_a_hostile_search_gives_a_page(model, superuser):
    for q in ["word " * 10_000, "\0", "a\0b", '"', "%_\\", "' OR 1=1 --", "(" * 500, "*"]:
        assert superuser.get(url(model, "changelist"), {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "status__exact=%00",
        "title__regex=(a%2B)%2B%24",
        "publisher__name__icontains=a",
        "nothing=1",
        "text__startswith=On",
    ],
)
def test_a_list_cannot_be_asked_for_just_any_condition(query, editor):
    assert editor.get(f"{url('article', 'changelist')}?{query}").status_code == 400


def test_a_list_is_narrowed_to_what_belongs_to_a_record(tan, editor):
    post = make.post(official=tan)
    make.post()

    response = editor.get(f"{url('post', 'changelist')}?official__id__exact={tan.pk}")

    assert list(response.context["cl"].result_list) == [post]


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x"])
def test_a_page_that_does_not_exist_leads_back_to_the_list(page, editor):
    make.official()

    assert editor.get(url("official", "changelist"), {"p": page}, follow=True).status_code == 200


def test_suggested_officials_say_their_latest_post(tan, editor):
    make.post(official=tan, title="mayor of Dalian", article=make.article(published="2018"))
    make.post(official=tan, title="governor", article=make.article(published="2020"))

    assert suggestions(editor, "post", "official", "tan zuo") == ["Tan Zuojun 谭作钧, governor"]


def test_suggested_places_say_where_they_lie(editor):
    guizhou = make.place(name="Guizhou")
    make.place(name="Zhongshan District", parent=make.place(name="Liupanshui", parent=guizhou))

    found = suggestions(editor, "event", "place", "zhongshan")

    assert found == ["Zhongshan District, Liupanshui, Guizhou"]


def test_suggested_events_and_agreements_say_their_day(editor):
    make.event(label="Symposium", date="2018-09-12")
    make.agreement(title="Kiwifruit Agreement", date="2018?-09-12")

    assert suggestions(editor, "agreement", "event", "sympos") == ["Symposium, 2018-09-12"]
    assert suggestions(editor, "party", "agreement", "kiwi") == ["Kiwifruit Agreement, 2018?-09-12"]


def test_a_suggestion_is_led_by_the_best_name(editor):
    for number in range(3):
        make.official(name=f"Wang {number} Li")
    make.official(name="Li Wang")

    assert len(suggestions(editor, "post", "official", "wang li")) == 4


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("post", "official"),
        ("post", "article"),
        ("post", "organization"),
        ("post", "place"),
        ("appearance", "posts"),
        ("citation", "party"),
        ("citation", "appearance"),
        ("citation", "progress"),
        ("citation", "name"),
        ("agreement", "event"),
        ("appearance", "delegation"),
    ],
)
def test_suggestions_cost_the_same_for_one_or_many(model, field, editor):
    build = EVERYTHING["post" if field == "posts" else field]
    build()
    suggestions(editor, model, field, "")
    with CaptureQueriesContext(connection) as one:
        assert suggestions(editor, model, field, "")

    for _ in range(3):
        build()
    with CaptureQueriesContext(connection) as many:
        suggestions(editor, model, field, "")

    assert len(many) == len(one), [query["sql"] for query in many]


@pytest.mark.parametrize("term", ["word " * 10_000, "\0", '"', "(" * 500])
def test_a_hostile_term_gives_no_error(term, editor):
    suggestions(editor, "post", "official", term)


def test_suggestions_need_permission_to_see_the_records(plain_staff):
    asked = {"app_label": "archive", "model_name": "post", "field_name": "official"}

    assert plain_staff.get(reverse("admin:autocomplete"), asked).status_code == 403


def test_a_list_keeps_the_one_order_that_an_index_has(editor):
    older, newer = make.article(published="2018-01-01"), make.article(published="2019-01-01")

    for order in ({}, {"o": "1"}, {"o": "-2"}):
        response = editor.get(url("article", "changelist"), order)
        assert list(response.context["cl"].result_list) == [newer, older]
        assert "sortable column" not in response.content.decode()


def test_a_record_is_found_by_the_beginning_of_its_slug(editor):
    there = make.event(slug="talks-in-dalian")
    make.event(slug="visit-to-dalian")

    assert results(editor, "event", "talks-in") == [there]
