"""With whom a record is reported most often, as a table and as a graph."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Official, Organization, Place, Status
from archive.views.graphs import LINE, graph, shortened
from archive.views.partners import partners_of
from tests import make
from tests.views.drawings import check, links


def signed(*bodies, **fields):
    agreement = make.agreement(**fields)
    for body in bodies:
        make.citation(party=make.party(agreement=agreement, **{body.record_kind(): body}))
    return agreement


def counted(record):
    """Name of each partner → its events, delegations and agreements."""
    partners = partners_of(type(record).objects.get(pk=record.pk))
    return {str(each.record): each.numbers for each in partners.rows} if partners else {}


@pytest.fixture
def dalian():
    return make.place(slug="dalian", name="Dalian", level="prefecture")


def test_places_are_partners_by_events_delegations_and_agreements(dalian):
    other = make.place(name="Other", level="prefecture")
    signed(dalian, other)
    make.delegation(from_place=other, to_place=dalian)
    event = make.event(place=dalian)
    make.appearance(event=event, place=other)

    assert counted(dalian) == {"Other": [1, 1, 1]}
    assert counted(other) == {"Dalian": [1, 1, 1]}


def test_smaller_places_and_bodies_count_for_their_city_once(dalian):
    city = make.place(name="City", level="prefecture")
    county = make.place(parent=city, level="county")
    village = make.place(parent=county, level="village")
    signed(dalian, county, village, make.organization(place=city))

    assert counted(dalian) == {"City": [0, 0, 1]}


def test_a_place_is_no_partner_of_what_it_lies_in_or_what_lies_in_it(dalian):
    province = make.place(name="Province", level="province")
    dalian.parent = province
    make.saved(dalian)
    signed(dalian, make.place(parent=dalian, level="district"), province)

    assert counted(dalian) == {}


def test_where_something_between_them_was_signed_counts_as_an_event(dalian):
    other = make.place(name="Other")
    signed(dalian, other, event=make.event())

    assert counted(dalian) == {"Other": [1, 0, 1]}


def test_bodies_and_people_have_partners_too():
    university, college = make.organization(name="U"), make.organization(name="C")
    signed(university, college)
    assert counted(university) == {"C": [0, 0, 1]}

    event, journey = make.event(), make.delegation()
    people = [make.official(name=name) for name in ("One", "Two")]
    for official in people:
        make.appearance(official=official, event=event)
        make.appearance(official=official, delegation=journey)
    assert counted(people[0]) == {"Two": [1, 1, 0]}


def test_the_most_frequent_stand_first(dalian):
    names = ["Rare", "Often", "Also rare"]
    places = {name: make.place(name=name) for name in names}
    for name in [*names, "Often"]:
        signed(dalian, places[name])

    assert list(counted(dalian)) == ["Often", "Also rare", "Rare"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_what_is_not_published_makes_no_partners(dalian, status):
    other = make.place()
    signed(dalian, other, status=status)
    make.delegation(from_place=other, to_place=dalian, status=status)
    make.appearance(event=make.event(place=dalian, status=status), place=other)

    assert counted(dalian) == {}


@pytest.mark.parametrize("model", [Place, Organization, Official])
def test_partners_cost_the_same_however_many(model):
    builder = getattr(make, model.record_kind())
    centre = builder()

    def add():
        event, other = make.event(), builder()
        kind = model.record_kind()
        who = {} if kind == "official" else {"official": make.official()}
        for record in (centre, other):
            make.appearance(event=event, **{**who, kind: record})
            make.appearance(delegation=make.delegation(), **{**who, kind: record})
        signed(centre, other, event=event)

    def count():
        with CaptureQueriesContext(connection) as queries:
            partners_of(model.objects.get(pk=centre.pk))
        return len(queries)

    add()
    few = count()
    for _ in range(2):
        add()
    assert count() == few <= 13


def test_the_pages_of_places_and_bodies_draw_their_partners(client, dalian):
    other = make.place(slug="other", name="A place with <markup> & a very long name indeed")
    body = make.organization(slug="body", place=dalian)
    signed(body, make.organization(slug="college", place=other))

    for address, pair in (
        ("/places/dalian/", "/pairs/places/dalian/other/"),
        ("/organizations/body/", "/pairs/organizations/body/college/"),
    ):
        response = client.get(address)
        drawing = check(response, number=1)[0]
        assert [link.get("href") for link in links(drawing)] == [pair]
        assert f'href="{pair}">Everything' in response.content.decode()
        assert client.get(pair).status_code == 200


def test_the_page_of_a_person_draws_who_was_there_too(client):
    event = make.event()
    for name in ("one", "two", "three"):
        make.appearance(official=make.official(slug=name), event=event)

    drawing = check(client.get("/officials/one/"), number=1)[0]

    assert {link.get("href") for link in links(drawing)} == {
        "/pairs/officials/one/two/",
        "/pairs/officials/one/three/",
    }


def test_a_graph_has_thirty_at_most_and_none_on_another():
    centre = make.official()
    around = [(Official(name=f"Person {n}", slug=f"p{n}"), 31 - n) for n in range(40)]

    made = graph(centre, around)

    assert len(made.nodes) == 30
    for side in (True, False):
        heights = [node.y for node in made.nodes if node.is_left is side]
        assert heights == sorted(heights)
        assert all(low - high >= LINE - 1 for high, low in pairwise(heights))
    assert all(0 < node.x < 100 and 0 < node.y < made.height for node in made.nodes)
    assert [node.weight for node in made.nodes[:1] + made.nodes[-1:]] == [4, 2]
    assert [words for _rank, words in made.weights] == ["2 to 3", "4 to 7", "8 and more"]
    assert graph(centre, []) is None


def test_the_same_records_are_drawn_alike():
    centre = make.official()
    around = [(Official(name=f"Person {n}", slug=f"p{n}"), 1) for n in range(7)]

    assert graph(centre, around) == graph(centre, list(around))


def test_names_are_cut_to_what_fits():
    assert shortened("Tan Zuojun", 92) == "Tan Zuojun"
    assert shortened("Shuicheng County Hongxing Green Agriculture", 92) == "Shuicheng…"
    assert shortened("大连海事大学东北亚经济研究中心", 92).endswith("…")
