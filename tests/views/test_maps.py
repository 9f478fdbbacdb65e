"""Pairs of places on a map."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Status
from archive.views.maps import SHAPE, Frame
from tests import make
from tests.views.drawings import check, links

MAP = "/places/map/"
DALIAN, LIUPANSHUI = ("38.914", "121.615"), ("26.594", "104.83")


def city(name, at=None, **fields):
    latitude, longitude = at or (None, None)
    return make.place(
        name=name,
        slug=name.lower(),
        level="prefecture",
        latitude=latitude,
        longitude=longitude,
        **fields,
    )


def signed(*places, **fields):
    agreement = make.agreement(**fields)
    for place in places:
        make.citation(party=make.party(agreement=agreement, place=place))


def pairs(client):
    response = client.get(MAP)
    assert response.status_code == 200
    return {f"{each.one}-{each.other}": each.numbers for each in response.context["pairs"]}


def test_ties_delegations_and_agreements_are_counted_for_cities(client):
    one, other = city("One"), city("Two")
    county = make.place(parent=other, level="county")
    signed(one, county)
    make.delegation(from_organization=make.organization(place=county), to_place=one)
    tie = make.event(kind="pairing", place=other)
    make.appearance(event=tie, place=one)
    make.appearance(event=make.event(kind="meeting"), place=one)

    assert pairs(client) == {"One-Two": [1, 1, 1]}
    assert 'href="/pairs/places/one/two/"' in client.get(MAP).content.decode()


def test_without_coordinates_a_sentence_stands_for_the_map(client):
    signed(city("One", DALIAN), city("Two"))

    response = client.get(MAP)

    check(response, number=0)
    assert "there is no map" in response.content.decode()


def test_places_with_coordinates_are_drawn_where_they_are(client):
    signed(city("Dalian", DALIAN), city("Liupanshui", LIUPANSHUI))
    signed(city("Nowhere"), city("Elsewhere", DALIAN))

    response = client.get(MAP)

    drawing = check(response, number=1)[0]
    assert {link.get("href") for link in links(drawing)} == {
        "/places/dalian/",
        "/places/liupanshui/",
    }
    spots = {str(spot.place): spot for spot in response.context["map"].spots}
    assert spots["Dalian"].x > spots["Liupanshui"].x
    assert spots["Dalian"].y < spots["Liupanshui"].y
    assert "1 pair is not on the map" in response.content.decode()


@pytest.mark.parametrize(
    "corners",
    [
        [("90", "180"), ("-90", "-180")],
        [("90", "0"), ("89.9", "1")],
        [("0", "0"), ("0", "0.000001")],
        [("-33.9", "151.2"), ("51.5", "-0.1")],
    ],
)
def test_nothing_stands_outside_the_map(corners):
    places = [make.place(latitude=latitude, longitude=longitude) for latitude, longitude in corners]
    for place in places:
        place.refresh_from_db()

    frame = Frame.around(places)

    for place in places:
        spot = frame.spot(place)
        assert 0 <= spot.x <= 100
        assert 0 <= spot.y <= 100
    assert frame.width > 0 < frame.height
    assert len(frame.view_box.split()) == 4


def test_a_map_is_true_to_scale_in_its_middle():
    places = [make.place(latitude="60", longitude=longitude) for longitude in ("0", "10")]
    for place in places:
        place.refresh_from_db()

    frame = Frame.around(places)

    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    assert frame.width / 2 / frame.height == pytest.approx(SHAPE, rel=0.01)


def test_drafts_and_what_lies_in_each_other_make_no_pairs(client):
    one, other = city("One"), city("Two")
    signed(one, other, status=Status.DRAFT)
    make.delegation(from_place=one, to_place=other, status=Status.WITHDRAWN, withdrawal_reason="x")
    signed(one, make.place(parent=one))
    signed(one, make.place(level="province", name="Province"))

    assert pairs(client) == {"One-Province": [0, 0, 1]}


def test_the_map_costs_the_same_however_many_pairs(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(MAP)
        return len(queries)

    signed(city("A", DALIAN), city("B", LIUPANSHUI))
    make.delegation(from_place=city("C"), to_place=city("D"))
    tie = make.event(kind="pairing", place=city("E"))
    make.appearance(event=tie, place=city("F"))
    few = count()
    for number in range(3):
        signed(city(f"X{number}", DALIAN), city(f"Y{number}"))

    assert count() == few <= 9


def test_the_drawn_land_is_small_and_well_formed():
    text = Path(finders.find("archive/land.svg")).read_bytes()

    assert len(text) < 60_000
    assert b"public domain" in text
    land = ElementTree.fromstring(text).find("{http://www.w3.org/2000/svg}path")
    assert land.get("id") == "land"
