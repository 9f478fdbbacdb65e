"""The search page: hits by kind, narrowed by place, day and people; near spellings; marks."""

import re

import pytest

from archive.models import finding
from archive.services import counting, narrowing, searching
from tests import make
from tests.views.test_articles import words
from tests.views.test_search import found, page
from tests.views.world import world


def groups(client, **parameters):
    """The titles of each group: {"Events": [...]}."""
    html = page(client, **parameters)
    parts = re.split(r'<h2 id="group-[a-z]+">', html)[1:]
    return {
        words(part.partition("</h2>")[0]): [
            words(title) for title in re.findall(r'<h3><a class="name".*?</h3>', part)
        ]
        for part in parts
    }


@pytest.fixture
def _few_are_many(monkeypatch):
    """Even three are more than a search counts."""
    for module in (finding, counting, searching, narrowing):
        monkeypatch.setattr(module, "COUNT_CAP", 2)


def test_the_best_of_each_kind_stand_together_and_lead_to_all_of_it(client):
    for number in range(7):
        make.event(label=f"Kiwifruit meeting {number}")
    make.agreement(title="Kiwifruit Agreement", date="2018")

    shown = groups(client, q="kiwifruit meeting")
    assert shown == {}  # one kind alone is listed, page by page
    shown = groups(client, q="kiwifruit -xyzzy")
    assert {kind: len(titles) for kind, titles in shown.items()} == {"Events": 5, "Agreements": 1}
    html = page(client, q="kiwifruit")
    assert 'href="?q=kiwifruit&amp;kind=event">All: 7 events</a>' in html
    assert "All: 1 agreement" not in html
    assert len(found(client, q="kiwifruit", kind="event")) == 7


def test_the_kind_of_the_best_hit_comes_first(client):
    make.post(official=make.official(name="Hao Ming"), title="mayor of Dalian")
    make.citation(place=make.place(name="Dalian"))

    assert next(iter(groups(client, q="dalian"))) == "Places"


@pytest.mark.usefixtures("_few_are_many")
def test_of_common_words_the_best_of_each_kind_stand_together_as_well(client):
    for number in range(4):
        make.event(label=f"Kiwifruit meeting {number}", date="2018")
    make.agreement(title="Kiwifruit Agreement", date="2018")

    shown = groups(client, q="kiwifruit")
    assert {kind: len(titles) for kind, titles in shown.items()} == {"Events": 4, "Agreements": 1}
    assert "more than 2 events" in page(client, q="kiwifruit")


NARROWED = {
    "place": {"event", "delegation", "agreement", "article", "official", "organization", "place"},
    "organization": {"event", "delegation", "agreement", "article", "official"},
    "official": {"event", "delegation", "agreement", "article"},
}


@pytest.mark.parametrize("common", [False, True])
@pytest.mark.parametrize("word", NARROWED)
def test_hits_are_narrowed_by_place_body_and_person(client, word, common, monkeypatch):
    here, _elsewhere = world("Dalian"), world("Dalianwan")
    if common:
        for module in (finding, counting, searching):
            monkeypatch.setattr(module, "COUNT_CAP", 1)
    slug = getattr(here, word).slug

    for q in ("dalian", ""):
        response = client.get("/search/", {"q": q, word: slug})
        assert {kind for kind, _count in response.context["kinds"]} == NARROWED[word]
        titles = [hit.title for _group, hits in response.context["groups"] for hit, _day in hits]
        assert titles
        assert not any("Dalianwan" in title for title in titles)
    assert found(client, q="dalian", kind="event", **{word: slug}) == ["Dalian Meeting"]
    assert found(client, q="xyzzy", **{word: slug}) == []


def test_hits_are_narrowed_by_days_which_people_have_not(client):
    make.event(label="Kiwifruit meeting", date="2018-09-12")
    make.agreement(title="Kiwifruit Agreement", date="2018-11")
    make.event(label="Kiwifruit visit", date="2019")
    make.citation(organization=make.organization(name="Kiwifruit Company"))

    shown = groups(client, q="kiwifruit", **{"from": "2018", "to": "2018"})
    assert shown == {"Agreements": ["Kiwifruit Agreement"], "Events": ["Kiwifruit meeting"]}


def test_narrowed_hits_are_read_page_by_page(client):
    here = make.place(name="Here")
    for number in range(25):
        make.event(label=f"Meeting {number:02}", place=here)
    make.event(label="Meeting elsewhere")

    html = page(client, q="meeting", place="here")
    following = re.search(r'rel="next" href="([^"]+)"', html)[1].replace("&amp;", "&")
    first = found(client, q="meeting", place="here")
    second = client.get("/search/" + following).content.decode()
    more = [words(title) for title in re.findall(r'<h3><a class="name".*?</h3>', second)]
    assert len(first) == 20
    assert len(set(first + more)) == 25
    assert "25 events" in words(html)


def test_what_narrows_the_hits_can_be_taken_away(client):
    world("Dalian")
    html = page(client, q="dalian", place="dalian-city", kind="event")

    assert "Place: Dalian City" in words(html)
    assert 'href="?q=dalian&amp;kind=event"' in html
    assert 'name="q" value="dalian"' in html  # other filters keep the words


@pytest.mark.parametrize("words_", [{"place": "nowhere"}, {"from": "never"}, {"official": "\0"}])
def test_a_filter_that_cannot_be_understood_says_so(client, words_):
    make.event(label="Kiwifruit meeting")
    response = client.get("/search/", {"q": "kiwifruit", **words_})

    assert response.status_code == 400
    assert "it says what to write" in response.content.decode()
    assert "Kiwifruit meeting" not in response.content.decode()


def test_only_what_is_public_is_found_among_the_narrowed(client):
    here = make.place(name="Here")
    make.event(label="Kiwifruit secret", place=here, status="draft")
    make.event(label="Kiwifruit meeting", place=here)

    assert found(client, q="kiwifruit", place="here") == ["Kiwifruit meeting"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ('"cooperation in kiwifruit"', ["Cooperation in kiwifruit"]),
        ("kiwifruit -cooperation", ["Kiwifruit without"]),
        ("coop", ["Cooperation in kiwifruit"]),
        ("kiwifruit cooperation", ["Cooperation in kiwifruit"]),
    ],
)
def test_phrases_exclusion_and_the_beginning_of_the_last_word(client, q, expected):
    make.event(label="Cooperation in kiwifruit")
    make.event(label="Kiwifruit without")

    assert found(client, q=q) == expected


@pytest.mark.parametrize(
    "q", ["Zoujun", "tan zuojum", "zuoojun", "Tan Zujun", "tanzoujun", '"Tam Zuojun"']
)
def test_when_nothing_matches_the_names_spelt_nearly_so_are_offered(client, q):
    person = make.official(name="Tan Zuojun")
    make.post(official=person, article=make.article(text="A mayor attended."), cited=False)
    make.citation(official=person)
    make.citation(place=make.place(name="Hangzhou"))

    html = page(client, q=q)
    assert "Nothing is found for these words." in html
    assert "Did you mean" in html
    assert f'href="{person.get_absolute_url()}">Tan Zuojun</a>' in html
    assert "Hangzhou" not in html


@pytest.mark.parametrize("q", ["kiwifruit -dalian", "kiwifriut -dalian"])
def test_what_a_reader_wants_left_out_is_not_offered_either(client, q):
    make.event(label="Kiwifruit meeting", venue="a hall in Dalian")

    assert "Did you mean" not in page(client, q=q)
    assert "Did you mean" in page(client, q=q.replace("kiwifruit", "kiwifriut").split()[0])


def test_a_place_nearly_spelt_comes_before_the_titles_that_name_it(client):
    make.citation(place=make.place(name="Dalian"))
    for number in range(6):
        make.event(label=f"Visit {number} to Dalian", date="2018-09-12")

    offered = re.findall('<li><a class="name"[^>]*>([^<]*)', page(client, q="Dailan"))
    assert offered[0] == "Dalian"
    assert len(offered) == 5
    assert offered[1].startswith("Visit")


@pytest.mark.parametrize("q", ["xyzzy plugh", "a b c d e f", "zz", "李明浩", "-tan"])
def test_where_nothing_is_near_nothing_is_offered(client, q):
    make.citation(official=make.official(name="Tan Zuojun"))
    make.official(name="Xyzzi Plugh")  # not public

    assert "Did you mean" not in page(client, q=q)


def test_other_characters_of_the_same_sound_are_near(client):
    make.citation(official=make.official(name="Tan Zuojun"))

    offered = re.findall('<li><a class="name"[^>]*>([^<]*)', page(client, q="谭做钧"))
    assert offered == ["Tan Zuojun"]


def test_a_narrowed_search_costs_the_same_for_few_hits_or_many(
    client, django_assert_max_num_queries
):
    world("Dalian")
    words_ = {"q": "dalian", "place": "dalian-city"}
    with django_assert_max_num_queries(22) as first:
        page(client, **words_)
    for name in ("Dalianwan", "Dalian North"):
        world(name)
    with django_assert_max_num_queries(len(first)):
        page(client, **words_)


@pytest.mark.parametrize(
    ("cap", "expected"), [(3, ["Kiwifruit", "Fair of 2018"]), (2, ["Fair of 2018", "Kiwifruit"])]
)
def test_titles_come_first_unless_more_than_can_be_ranked_are_so_titled(
    client, monkeypatch, cap, expected
):
    for module in (finding, counting, searching, narrowing):
        monkeypatch.setattr(module, "COUNT_CAP", cap)
    ours = make.organization(name="Our Company")
    make.article(title="Kiwifruit", published="2017", publisher=ours)
    make.article(title="Fair of 2018", published="2018", text="The kiwifruit.", publisher=ours)
    for number in range(2):
        make.article(title=f"Kiwifruit {number}")

    assert found(client, q="kiwifruit", organization="our-company") == expected
