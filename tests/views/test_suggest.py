"""Names that come up in the search box while somebody types."""

import pytest
from django.urls import reverse

from archive.models import Status
from archive.services import suggesting
from tests import make
from tests.views.test_search import HOSTILE

SUGGEST = "/suggest/"


def suggested(client, q):
    response = client.get(SUGGEST, {"q": q})
    assert response.status_code == 200
    return [each["title"] for each in response.json()["suggestions"]]


@pytest.fixture
def person():
    official = make.official(name="Tan Zuojun", native_name="谭作钧")
    make.name(official=official, text="Tam Tsok-kwan")
    make.citation(name=official.names.get(), exact="Tan Zuojun")
    make.post(official=official, title="mayor")
    return official


@pytest.mark.parametrize(
    "q", ["tan zuo jun", "zuojun", "zuoj", "TAN", "谭作钧", "谭作", "tsok", "Zuo-Jun tan"]
)
def test_a_person_comes_up_by_the_beginning_of_any_word_in_any_spelling(client, person, q):
    assert suggested(client, q) == ["Tan Zuojun"]


@pytest.mark.parametrize("q", ["Da’an", "daan", "da'a", "BaoShan", "bao shan"])
def test_a_place_comes_up_whatever_its_marks_and_capitals(client, q):
    for name in ("Da'an City", "Baoshan"):
        make.citation(place=make.place(name=name))

    assert suggested(client, q) == ["Da'an City" if q[0] in "Dd" else "Baoshan"]


def test_a_suggestion_has_its_kind_its_page_and_what_tells_it_from_a_namesake(client, person):
    (found,) = client.get(SUGGEST, {"q": "zuojun"}).json()["suggestions"]

    assert found == {
        "kind": "Official",
        "title": "Tan Zuojun",
        "about": "mayor",
        "url": person.get_absolute_url(),
    }


def test_at_most_eight_come_up_names_before_titles(client):
    for number in range(9):
        make.citation(place=make.place(name=f"Dalianwan {number}"))
        make.event(label=f"Dalian meeting {number}", date="2018-09-12")

    found = suggested(client, "dalian")
    assert len(found) == 8
    assert found[0].startswith("Dalianwan")
    assert found[-1].startswith("Dalian meeting")


def test_only_what_is_public_comes_up(client):
    make.official(name="Hidden Person")
    make.event(label="Hidden meeting", status=Status.DRAFT)

    assert suggested(client, "hidden") == []


def test_withheld_words_do_not_come_up(client):
    article = make.article(title="Visit to Wang Huanpeng", text="Wang Huanpeng was at home.")
    make.redaction(article=article, exact="Wang Huanpeng")

    assert suggested(client, "huanpeng") == []
    assert suggested(client, "visit") == ["Visit to withheld"]


@pytest.mark.parametrize("q", ["", "-tan", *HOSTILE])
def test_nothing_that_is_typed_breaks_it(client, person, q):
    suggested(client, q)


def test_it_costs_two_statements_and_need_not_be_asked_again_for_a_minute(
    client, person, django_assert_num_queries
):
    with django_assert_num_queries(2):  # names; their entries
        response = client.get(SUGGEST, {"q": "tan"})

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert client.post(SUGGEST).status_code == 405


def test_in_chinese_the_kinds_and_the_pages_are_chinese(client, person):
    (found,) = client.get("/zh-hans/suggest/", {"q": "zuojun"}).json()["suggestions"]

    assert found["kind"] != "Official"
    assert found["url"].startswith("/zh-hans/")


@pytest.mark.parametrize("path", ["/", "/about/", "/search/", "/events/", "/no-such-page/"])
def test_every_page_has_a_search_box_that_says_where_to_ask(client, path):
    html = client.get(path).content.decode()

    assert f'data-suggest="{reverse("archive:suggest")}"' in html
    assert 'role="search"' in html
    assert "archive/suggest.js" in html


def test_a_long_word_that_is_common_as_it_stands_is_meant_so(client, monkeypatch):
    for name in ("Meeting", "Meeting place", "Meetings"):
        make.citation(place=make.place(name=name))
    assert suggested(client, "meeting") == ["Meeting", "Meetings", "Meeting place"]

    monkeypatch.setattr(suggesting, "COUNT_CAP", 1)

    assert suggested(client, "meeting") == ["Meeting", "Meeting place"]
    assert suggested(client, "meetin") == ["Meeting", "Meetings", "Meeting place"]
    assert suggested(client, "meet") == ["Meeting", "Meetings", "Meeting place"]


def test_what_a_search_leaves_out_does_not_come_up(client):
    make.agreement(title="Kiwifruit Agreement", parties=["Dalian City"])
    make.agreement(title="Kiwifruit Plan")

    assert suggested(client, "kiwifruit -agreement") == ["Kiwifruit Plan"]
    assert suggested(client, "kiwifruit -dalian") == ["Kiwifruit Plan"]
