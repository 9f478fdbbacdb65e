"""Everything between two places, bodies or people."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Agreement, Event, FormerSlug, Status
from tests import make
from tests.resources.workbooks import load_first_five
from tests.views.drawings import check

TWO = "/pairs/places/dalian/liupanshui/"


def cities():
    """Two public cities in two provinces, each with a county and a company there."""
    made = {}
    for name, above in (("dalian", "liaoning"), ("liupanshui", "guizhou")):
        province = make.place(slug=above, level="province")
        city = make.place(slug=name, name=name.capitalize(), parent=province, level="prefecture")
        made[name] = city
        make.agreement(place=city)  # which makes it public
        made[f"{name} county"] = make.place(parent=city, level="county")
        made[f"{name} company"] = make.organization(place=made[f"{name} county"])
    return made


def signed(*bodies, **fields):
    """An agreement whose parties are these places, organizations or officials."""
    agreement = make.agreement(**fields)
    for body in bodies:
        side = make.party(agreement=agreement, **{body.record_kind(): body})
        make.citation(party=side)
    return agreement


def met(*people_of, **fields):
    """An event with somebody of each of these places or organizations."""
    event = make.event(**fields)
    for body in people_of:
        make.appearance(event=event, **{body.record_kind(): body})
    return event


def found(client, address=TWO):
    """What the page shows, by kind."""
    context = client.get(address).context
    return {name: list(some.rows) for name, some in context["found"].items()}


def test_everything_between_two_cities_of_the_first_documents_is_there(client):
    load_first_five()

    response = client.get(TWO)

    there = {
        name: [str(each) for each in some.rows] for name, some in response.context["found"].items()
    }
    assert there["pairings"] == ["Dalian's support and assistance to Liupanshui"]
    assert there["delegations"] == ["Leaders of Liupanshui City to Dalian"]
    assert there["events"] == [
        "Promotion meeting of Dalian·Liupanshui precision poverty alleviation cooperation",
        "Signing ceremonies of the Dalian·Liupanshui promotion meeting",
    ]
    assert len(there["agreements"]) == Agreement.objects.count() == 13
    assert response.context["summary"] == "1 standing tie, 1 delegation, 2 events, 13 agreements"
    assert [article.slug for article in response.context["articles"]] == ["001"]
    page = response.content.decode()
    assert "All from one article" in page
    assert "Three-Year Action Plan" in page
    assert "The signing ceremonies were also held" in page
    check(response, number=1)

    items = response.context["items"]
    assert [item.record.sorts_on.year for item in items] == [2018, 2018, 2018, 1]
    assert items[-1].kind == "pairing"
    assert all(item.quote for item in items)

    sided = response.context["agreements"]
    assert all(each.one and each.other and not each.neither for each in sided)
    assert [str(party) for party in sided[0].one + sided[0].other] == ["Dalian", "Liupanshui"]
    # Liaoning Normal University is of the province; a reader concluded Dalian.
    assert sided[-1].sureness == "guess"

    people = client.get("/pairs/officials/tan-zuojun/wang-zhong/")
    assert people.context["summary"] == "1 event"
    assert "not proof of having met" in people.content.decode()

    college = "liupanshui-vocational-and-technical-college"
    bodies = client.get(f"/pairs/organizations/dalian-medical-university/{college}/")
    assert bodies.context["summary"] == "1 event, 1 agreement"


def test_the_other_order_leads_to_the_one_address(client):
    cities()

    response = client.get("/pairs/places/liupanshui/dalian/?of=events")

    assert response.status_code == 301
    assert response["Location"] == f"{TWO}?of=events"


def test_a_merged_record_leads_to_the_pair_of_the_one_that_stayed(client):
    cities()
    FormerSlug.objects.create(kind="place", slug="luda", current_slug="dalian")

    response = client.get("/pairs/places/liupanshui/luda/")

    assert response.status_code == 301
    assert response["Location"] == TWO
    assert client.get("/pairs/places/dalian/luda/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/pairs/places/dalian/dalian/",
        "/pairs/places/dalian/nowhere/",
        "/pairs/places/nowhere/dalian/",
        "/pairs/articles/dalian/liupanshui/",
        "/pairs/events/dalian/liupanshui/",
        "/pairs/place/dalian/liupanshui/",
        f"/pairs/places/dalian/{quote('\0')}/",
        f"/pairs/places/dalian/{quote('<script>')}/",
        f"/pairs/places/dalian/{'x' * 2000}/",
        "/pairs/officials/dalian/liupanshui/",
    ],
)
def test_what_is_no_pair_is_not_found(client, address):
    made = cities()
    signed(made["dalian"], made["liupanshui"])

    assert client.get(address).status_code == 404


def test_a_place_that_is_not_public_has_no_pairs(client):
    made = cities()
    signed(made["dalian"], made["liupanshui"])
    assert client.get(TWO).status_code == 200

    made["liupanshui"].refresh_from_db()
    made["liupanshui"].withdrawn = True
    made["liupanshui"].withdrawal_reason = "a mistake"
    make.saved(made["liupanshui"])

    assert client.get(TWO).status_code == 404


def test_a_place_stands_for_what_lies_in_it_and_the_bodies_there(client):
    made = cities()
    agreement = signed(made["dalian company"], made["liupanshui county"])
    meeting = met(made["dalian county"], made["liupanshui company"])
    there = make.delegation(
        from_place=made["dalian county"], to_organization=made["liupanshui company"]
    )
    back = make.delegation(from_organization=made["liupanshui company"], to_place=made["dalian"])

    shown = found(client)

    assert shown["agreements"] == [agreement]
    assert shown["events"] == [meeting]
    assert set(shown["delegations"]) == {there, back}


def test_the_host_and_the_guest_of_an_event_were_both_there(client):
    made = cities()
    hosted = met(made["liupanshui"], place=made["dalian"])
    at_premises = met(made["dalian"], organization=made["liupanshui company"])
    sent = make.delegation(from_place=made["dalian"])
    visited = make.event(place=made["liupanshui"])
    make.appearance(event=visited, delegation=sent)
    met(made["liupanshui"])
    make.event(place=made["dalian"])

    assert set(found(client)["events"]) == {hosted, at_premises, visited}


def test_an_event_where_something_between_them_was_signed_is_between_them(client):
    made = cities()
    ceremony = make.event()
    signed(made["dalian"], made["liupanshui"], event=ceremony)

    assert found(client)["events"] == [ceremony]


def test_a_fact_counts_for_its_own_place_before_that_of_its_body(client):
    made = cities()
    agreement = make.agreement()
    company = make.organization(place=made["dalian"])
    side = make.party(agreement=agreement, organization=company, place=made["liupanshui"])
    make.citation(party=side)

    assert found(client)["agreements"] == []


def test_a_place_and_what_it_lies_in_are_two_sides(client):
    made = cities()
    signed(made["dalian"], made["dalian company"])
    other = make.place(parent=made["dalian"].parent)
    between = signed(made["dalian"], other)

    assert found(client, "/pairs/places/dalian/liaoning/")["agreements"] == [between]


def test_a_body_stands_for_its_parts(client):
    university, part = make.organization(slug="a"), make.organization(slug="b")
    part.parent = university
    make.saved(part)
    company = make.organization(slug="c")
    agreement = signed(part, company)

    assert found(client, "/pairs/organizations/a/c/")["agreements"] == [agreement]
    assert found(client, "/pairs/organizations/a/b/")["agreements"] == []


def test_people_were_at_the_same_events_and_in_the_same_delegations(client):
    one, other = make.official(slug="one"), make.official(slug="other")
    meeting, alone = make.event(), make.event()
    journey = make.delegation()
    for official in (one, other):
        make.appearance(official=official, event=meeting, roles=["spoke"])
        make.appearance(official=official, delegation=journey, roles=["led"])
    make.appearance(official=one, event=alone)
    agreement = make.agreement()
    for official in (one, other):
        make.citation(party=make.party(agreement=agreement, official=official, role="signatory"))

    shown = found(client, "/pairs/officials/one/other/")

    assert shown["events"] == [meeting]
    assert shown["delegations"] == [journey]
    assert shown["agreements"] == [agreement]
    page = client.get("/pairs/officials/one/other/").content.decode()
    assert "Spoke" in page
    assert "Led" in page
    assert "Signatory" in page


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
def test_what_is_not_published_is_nowhere(client, status):
    made = cities()
    reason = {"withdrawal_reason": "a mistake"} if status == Status.WITHDRAWN else {}
    hidden = [
        met(made["dalian"], made["liupanshui"], label="Hidden", status=status, **reason),
        make.delegation(
            from_place=made["dalian"],
            to_place=made["liupanshui"],
            label="Hidden",
            status=status,
            **reason,
        ),
        signed(made["dalian"], made["liupanshui"], title="Hidden", status=status, **reason),
    ]

    response = client.get(TWO)

    assert not any(some.rows for some in response.context["found"].values())
    assert "No published article reports anything between them" in response.content.decode()
    for section in ("events", "delegations", "agreements", "pairings"):
        assert b"Hidden" not in client.get(TWO, {"of": section}).content
    assert all(str(each) == "Hidden" for each in hidden)


def test_withheld_words_are_not_quoted(client):
    made = cities()
    article = make.article()
    event = met(made["dalian"], made["liupanshui"])
    make.citation(event=event, article=article, exact="Tan Zuojun, mayor of Dalian, attended")
    make.redaction(article=article, exact="Tan Zuojun")

    page = client.get(TWO).content.decode()

    assert "mayor of Dalian, attended" in page
    assert "Tan Zuojun" not in page


def test_fifty_of_each_are_shown_and_all_have_pages(client, monkeypatch):
    monkeypatch.setattr("archive.views.between.SHOWN", 3)
    made = cities()
    events = [
        met(made["dalian"], made["liupanshui"], date=f"2018-01-{day:02}") for day in range(1, 6)
    ]
    events.append(met(made["dalian"], made["liupanshui"]))

    response = client.get(TWO)
    assert [item.record for item in response.context["items"]] == events[:3]
    assert response.context["longer"] == [("events", "Events")]
    assert "more than 3 events" in response.context["summary"]

    monkeypatch.setattr("archive.views.pairs.PAGE", 4)
    first = client.get(TWO, {"of": "events"})
    cursor = first.context["page"].next_cursor
    second = client.get(TWO, {"of": "events", "after": cursor})
    both = [item.record for page in (first, second) for item in page.context["items"]]
    assert both == events


@pytest.mark.parametrize("asked", [{"of": "x"}, {"of": ""}, {"of": "events", "after": "x"}])
def test_a_list_that_cannot_be_understood_is_a_bad_request(client, asked):
    cities()

    assert client.get(TWO, asked).status_code == 400


def test_the_page_costs_the_same_however_much_is_between_them(client):
    made = cities()

    def add():
        event = met(made["dalian"], made["liupanshui"], date="2018-01-01")
        met(made["dalian"], made["liupanshui"], kind="pairing")
        make.delegation(from_place=made["dalian"], to_place=made["liupanshui"])
        agreement = signed(made["dalian company"], made["liupanshui company"], event=event)
        make.citation(agreement=agreement)
        make.citation(event=event)

    add()
    client.get(TWO)
    with CaptureQueriesContext(connection) as few:
        client.get(TWO)
    for _ in range(2):
        add()
    with CaptureQueriesContext(connection) as many:
        client.get(TWO)

    assert Event.objects.count() == 6
    assert len(many) == len(few) <= 26
