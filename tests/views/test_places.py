"""The pages of places: each with all that lies in it, and what happened there."""

import pytest

from archive.views import around
from tests import make

LIST = "/places/"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def mentioned(**fields):
    """A place that a public article mentions."""
    made = make.place(**fields)
    make.citation(place=made, supports="mentions")
    made.refresh_from_db()
    return made


def test_the_list_tells_name_level_and_where_it_lies(client):
    china = make.place(name="China", level="country")
    liaoning = make.place(name="Liaoning", parent=china)
    mentioned(name="Dalian", native_name="大连", level="prefecture", parent=liaoning)

    page = client.get(LIST).content.decode()

    row = page[page.index(">Dalian</a>") :]
    assert row.index("大连") < row.index("Prefecture or prefecture-level city")
    assert '>Liaoning</a>, <a href="/places/china/">China</a>' in row
    assert 'data-label="Level"><span class="not-stated">not stated</span>' in page


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        mentioned(parent=make.place(parent=make.place(parent=make.place())))
    # the ids of the page; its places with those they lie in; the facets
    with django_assert_num_queries(6):
        client.get(LIST)


def test_the_tree_is_shown_up_and_down_and_leads_to_all_within(client, monkeypatch):
    monkeypatch.setattr(around, "NEXT_BELOW", 1)
    liaoning = make.place(name="Liaoning", parent=make.place(name="China"))
    dalian = make.place(name="Dalian", parent=liaoning)
    for name in ("Zhuanghe", "Wafangdian"):
        mentioned(name=name, parent=dalian)

    page = page_of(client, dalian)

    assert page.index(">Liaoning</a>") < page.index(">China</a>")
    assert ">Wafangdian</a>" in page
    assert ">Zhuanghe</a>" not in page
    assert 'href="/places/?place=dalian"' in page


def test_coordinates_stand_with_their_source(client):
    place = mentioned(
        latitude="38.914000", longitude="121.614700", coordinates_source="OpenStreetMap"
    )
    page = page_of(client, place)
    assert "38.914000, 121.614700" in page
    assert "from OpenStreetMap" in page


def test_what_happened_there_and_in_all_that_lies_in_it_is_on_its_page(client):
    dalian = make.place(name="Dalian", level="prefecture")
    village = make.place(name="Village", parent=dalian)
    body = make.organization(name="University", place=village)
    held = [make.event(place=dalian), make.event(place=village), make.event(organization=body)]
    sent = make.delegation(from_place=village)
    pact = make.agreement()
    make.citation(party=make.party(agreement=pact, organization=body))
    post = make.post(place=dalian, title="mayor")
    there = make.appearance(place=dalian, roles=["received"])
    mention = make.citation(place=dalian, supports="mentions")
    make.event(place=make.place(name="Elsewhere"))

    response = client.get(dalian.get_absolute_url())
    page = response.content.decode()

    assert set(response.context["events"].rows) == set(held)
    assert response.context["delegations"].rows == [sent]
    assert response.context["agreements"].rows == [pact]
    assert response.context["posts"].rows == [post]
    assert response.context["appearances"].rows == [there]
    assert response.context["organizations"].rows == [body]
    assert response.context["mentions"].rows == [mention]
    assert "Prefecture or prefecture-level city. Reported in 4 articles" in page
    for passage in (post.citations.get(), there.citations.get(), mention):
        assert passage.get_absolute_url() in page


def test_long_lists_lead_to_the_whole_of_them(client, monkeypatch):
    monkeypatch.setattr(around, "FACTS", 1)
    monkeypatch.setattr("archive.views.places.FACTS", 1)
    place = make.place(name="Dalian")
    for _ in range(2):
        make.event(place=place)
        make.appearance(place=place)
        make.post(place=place)
        make.delegation(to_place=place)
        make.citation(party=make.party(place=place))
        make.citation(organization=make.organization(place=place))
        make.citation(place=place)

    page = page_of(client, place)

    for kind in (
        *("events", "officials", "delegations", "agreements", "articles"),
        "organizations",
    ):
        assert f'href="/{kind}/?place=dalian"' in page


def test_what_is_not_stated_is_said(client):
    page = page_of(client, mentioned())
    for label in ("Level", "Lies in", "Coordinates"):
        assert f'<dt>{label}</dt><dd><span class="not-stated">not stated</span>' in page


def test_other_names_stand_with_their_passage(client):
    place = mentioned(name="Dalian")
    passage = make.citation(name=make.name(place=place, text="Dairen", kind="former"))
    page = page_of(client, place)
    assert ">Dairen</span>" in page
    assert "Former name." in page
    assert passage.get_absolute_url() in page


def test_nothing_that_is_not_public_is_on_the_page(client):
    place = mentioned(
        parent=make.place(name="Veiled Parent", withdrawn=True, withdrawal_reason="a mistake")
    )
    make.place(name="Veiled Part", parent=place)
    make.organization(name="Veiled Body", place=place)
    make.event(label="Veiled Event", place=place, status="draft")
    make.delegation(label="Veiled Group", from_place=place, status="in-review")
    make.appearance(place=place, official=make.official(name="Veiled Person"), cited=False)
    make.post(place=place, title="Veiled Post", cited=False)
    pact = make.agreement(title="Veiled Pact", place=place, status="draft")
    make.citation(party=make.party(agreement=pact, place=place))
    make.citation(place=place, article=make.article(title="Veiled Article", status="draft"))
    make.name(place=place, text="Veiled Name")

    response = client.get(place.get_absolute_url())

    assert "Veiled" not in response.content.decode()
    assert "Veiled" not in client.get(LIST).content.decode()
    assert response.context["articles"].number == 1


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    place = make.place(parent=make.place(parent=make.place()))
    for _ in range(number):
        there = make.appearance(
            place=place, event=make.event(place=place), delegation=make.delegation()
        )
        there.posts.add(make.post(place=place))
        make.delegation(from_place=place)
        make.appearance(delegation=make.delegation(to_place=place), roles=["led"])
        make.citation(party=make.party(place=place))
        make.citation(place=place)
        make.citation(organization=make.organization(place=place))
        make.citation(name=make.name(place=place))
        mentioned(parent=place)
    # the place with those it lies in; all that lies in it; the articles counted (3)
    # events: 1, agreements of them; their rows: 1, people at them, agreements of them (5)
    # names: 1, quotes, what those articles withhold (3); the places below (1)
    # posts: 1, quotes, withheld, their articles' withheld, then appearing (5)
    # appearances: 1, posts held then, quotes, withheld (4)
    # delegations: 1; their rows: 1, leaders, people (4)
    # agreements: 1; their rows: 1, parties (3)
    # mentions: 1, withheld (2); organizations: 1, their rows (2)
    # the table of those it dealt with (11)
    with django_assert_num_queries(43):
        client.get(place.get_absolute_url())
