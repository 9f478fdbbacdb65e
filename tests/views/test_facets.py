"""Facets: what every list can be narrowed by, with the number of rows that are then found."""

import pytest
from django.urls import reverse

from archive.models import RECORDS
from archive.views import lists
from tests import make
from tests.views.world import world


def address(kind):
    return reverse(f"archive:{kind}_list")


def facets(client, kind, /, **words):
    """What the list offers: {"Kind": {"Visit": 2}}."""
    return {
        str(facet.label): {link.label: link.count for link in facet.links}
        for facet in offered(client, kind, **words)
    }


def offered(client, kind, /, **words):
    response = client.get(address(kind), words)
    assert response.status_code == 200
    return response.context["whole"].facets


def mentioned(**named):
    """Make a person, body or area public."""
    make.citation(**named)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_value_of_every_list_leads_to_as_many_rows_as_it_says(client, kind):
    for name in ("Dalian", "Hangzhou"):
        here = world(name)
        mentioned(place=here.place)
    make.event(kind="visit", date="2017-12-30/2018-01-02", place=here.place)
    make.article(language="zh-Hans", published="2018", publisher=here.organization)
    make.agreement(kinds=["mou", "framework"], date="2013/..", place=here.place)
    make.delegation(date="2018", to_place=here.place, from_organization=here.organization)

    found = offered(client, kind)

    assert len(found) >= 2
    for facet in found:
        for link in facet.links:
            page = client.get(address(kind) + link.address)
            assert page.status_code == 200
            number = page.context["whole"].count
            assert number >= link.count if facet.at_least else number == link.count, link


def test_the_values_of_most_rows_come_first_and_no_more_than_eight(client):
    for number in range(10):
        make.event(place=(place := make.place(name=f"Town {number}")))
    make.event(place=place)

    towns = facets(client, "event")["Place"]

    assert next(iter(towns)) == "Town 9"
    assert towns["Town 9"] == 2
    assert len(towns) == 8


def test_a_place_counts_what_lies_in_it_and_when_chosen_offers_that(client):
    province = make.place(name="Liaoning")
    city = make.place(name="Dalian", parent=province)
    body = make.organization(name="University", place=city)
    for record in ({"place": province}, {"place": city}):
        mentioned(**record)
    make.event(place=city, organization=body)
    make.event(organization=body)
    make.event(place=province)
    make.event(place=make.place(name="Hangzhou"))

    assert facets(client, "event")["Place"] == {"Liaoning": 3, "Dalian": 2, "Hangzhou": 1}
    assert facets(client, "event", place="liaoning")["Place"] == {"Dalian": 2}
    assert "Place" not in facets(client, "event", place="dalian")


def test_a_year_counts_every_span_that_touches_it(client):
    for date in ("2018-09-12", "2017-12-30/2018-01-02", "2013/..", "XXXX-09-12", ""):
        make.event(date=date)

    assert facets(client, "event") == {"Year": {"2018": 3, "2017": 2, "2013": 1}}


def test_an_agreement_of_two_kinds_counts_for_both(client):
    make.agreement(kinds=["mou", "framework"])
    make.agreement(kinds=["mou"])

    kinds = facets(client, "agreement")["Kind"]
    assert kinds == {"Memorandum of understanding": 2, "Framework": 1}


def test_a_language_counts_all_its_scripts(client):
    make.article(language="zh-Hans")
    make.article(language="zh")
    make.article(language="")

    assert facets(client, "article")["Language"] == {"Chinese": 2, "Simplified Chinese": 1}


def test_the_numbers_are_those_under_the_filters_of_the_page(client):
    here = make.place(name="Here")
    make.event(kind="visit", place=here)
    make.event(kind="meeting", place=here)
    make.event(kind="visit", place=make.place(name="There"))

    assert facets(client, "event", kind="visit")["Place"] == {"Here": 1, "There": 1}
    assert facets(client, "event", place="here")["Kind"] == {"Meeting": 1, "Visit": 1}


def test_what_is_chosen_is_named_and_can_be_taken_away(client):
    here = make.place(name="Here")
    make.event(kind="visit", place=here, date="2018-09-12")

    response = client.get(
        address("event"),
        {"q": "", "kind": ["visit", "meeting"], "place": "here", "from": "2018", "to": "2018"},
    )

    assert [
        (str(each.label), each.value, each.address) for each in response.context["whole"].chosen
    ] == [
        ("Year", "2018", "?kind=visit&kind=meeting&place=here"),
        ("Kind", "Visit", "?kind=meeting&place=here&from=2018&to=2018"),
        ("Kind", "Meeting", "?kind=visit&place=here&from=2018&to=2018"),
        ("Place", "Here", "?kind=visit&kind=meeting&from=2018&to=2018"),
    ]
    assert [str(facet.label) for facet in response.context["whole"].facets] == []
    assert 'href="?kind=meeting&amp;place=here&amp;from=2018&amp;to=2018"' in (
        response.content.decode()
    )


@pytest.mark.parametrize("kind", ["official", "organization", "place"])
def test_what_has_no_days_is_not_narrowed_by_a_year(client, kind):
    response = client.get(address(kind), {"from": "2018", "to": "2018"})

    assert response.status_code == 200
    assert response.context["whole"].chosen == []


def test_a_value_keeps_the_other_filters_and_their_order_and_begins_at_the_first_page(client):
    make.event(kind="visit", label="Kiwifruit")
    (facet,) = offered(client, "event", q="kiwifruit", sort="oldest", utm_source="feed")

    assert [link.address for link in facet.links] == ["?q=kiwifruit&sort=oldest&kind=visit"]


def test_what_is_not_public_is_not_offered_nor_counted(client):
    hidden = make.place(name="Hidden", withdrawn=True, withdrawal_reason="a mistake")
    make.event(place=hidden, kind="visit")
    make.event(kind="meeting", status="draft")
    secret = make.organization(name="Secret")
    shown = make.party(organization=make.organization(name="Shown"))
    make.citation(party=shown)
    make.party(agreement=shown.agreement, organization=secret)  # without a citation

    assert facets(client, "event") == {"Kind": {"Visit": 1}}
    assert facets(client, "agreement") == {"Party": {"Shown": 1}}


@pytest.mark.parametrize("kind", RECORDS)
def test_facets_are_counted_among_the_first_rows_only_and_say_so(client, kind, monkeypatch):
    monkeypatch.setattr(lists, "COUNT_CAP", 2)
    for name in ("Dalian", "Hangzhou", "Baoshan"):
        mentioned(place=world(name).place)

    response = client.get(address(kind))

    assert all(facet.at_least for facet in response.context["whole"].facets)
    assert max(link.count for each in response.context["whole"].facets for link in each.links) <= 2
    assert "+</span></a>" in response.content.decode()


def test_of_many_dated_rows_the_newest_are_counted(client, monkeypatch):
    monkeypatch.setattr(lists, "COUNT_CAP", 2)
    for date in ("2012", "2019", "2018", "2011"):
        make.event(date=date)

    for sort in ("newest", "oldest"):
        assert facets(client, "event", sort=sort)["Year"] == {"2019": 1, "2018": 1}


@pytest.mark.parametrize("kind", RECORDS)
def test_facets_cost_the_same_however_many_rows(client, kind, django_assert_max_num_queries):
    mentioned(place=world("Dalian").place)
    with django_assert_max_num_queries(15) as one:  # at most nine of them for the facets
        client.get(address(kind))
    for name in ("Hangzhou", "Baoshan", "Lishui"):
        mentioned(place=world(name).place)
    with django_assert_max_num_queries(len(one)):
        client.get(address(kind))


@pytest.mark.parametrize("kind", RECORDS)
def test_a_word_that_cannot_be_understood_offers_nothing(client, kind):
    world("Dalian")
    response = client.get(address(kind), {"place": "nowhere", "q": "dalian"})

    assert response.status_code == 400
    assert response.context["whole"].facets == response.context["whole"].chosen == []
