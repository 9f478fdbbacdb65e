"""Lists along a line of time, and agreements counted by kind and place."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Event, Status
from archive.services.publishing import refresh_all_public
from tests import make
from tests.views.drawings import check, said


def many(days, **fields):
    """Public events on these days, made at once."""
    events = [
        Event(
            slug=f"event-{number}",
            label=f"Event {number}",
            status=Status.PUBLISHED,
            date=day,
            date_earliest=f"{day}-01-01"[:10] if day else None,
            date_latest=f"{day}-12-31"[:10] if day else None,
            **fields,
        )
        for number, day in enumerate(days)
    ]
    Event.objects.bulk_create(events)
    refresh_all_public()


def test_the_events_of_one_page_are_dots(client):
    make.event(date="2018-07-02", label="Dated <b>&</b>")
    make.event(date="2018?-09-12")
    make.event(date="XXXX-09-17")
    make.event()

    response = client.get("/events/")

    drawing = check(response, number=1)[0]
    assert said(drawing).startswith("4 events along a line of time, 2 of them without a year")
    plot = response.context["timeline"].plot
    assert [mark.sureness for mark in plot.marks] == ["", "guess"]
    assert len(plot.undated) == 2
    assert all(mark.x > plot.right for mark in plot.undated)
    assert "Dated <b>&</b>" in plot.marks[0].title


def test_the_filter_narrows_the_drawing_too(client):
    make.event(date="2018-07-02", kind="visit")
    make.event(date="2017-07-02", kind="meeting")

    drawn = client.get("/events/", {"kind": "visit"}).context["timeline"].plot

    assert [mark.label for mark in drawn.marks] == ["2 Jul"]


def test_more_than_a_page_are_bars_of_years(client):
    many(["2001"] * 30 + ["2009"] * 20 + [""] * 5)

    response = client.get("/events/")

    drawing = check(response, number=1)[0]
    bars = response.context["timeline"].bars
    assert [(bar.words, bar.count) for bar in bars.bars] == [("2001", 30), ("2009", 20)]
    assert bars.undated_count == 5
    assert said(drawing).startswith("55 events")
    assert "The numbers as a table" in response.content.decode()
    assert all(0 < bar.height <= 80 for bar in bars.bars)


def test_a_year_or_two_are_bars_of_months(client):
    many(["2018-03"] * 40 + ["2018-11"] * 15)

    bars = client.get("/events/").context["timeline"].bars

    assert [(bar.words, bar.count) for bar in bars.bars] == [
        ("March 2018", 40),
        ("November 2018", 15),
    ]


def test_later_pages_and_too_many_draw_nothing(client, monkeypatch):
    monkeypatch.setattr("archive.views.lists.COUNT_CAP", 54)
    many(["2001"] * 55)

    first = client.get("/events/")
    assert first.context["timeline"].bars is None
    assert "Too many to draw" in first.content.decode()
    check(first, number=0)

    later = client.get("/events/", {"after": first.context["page"].next_cursor})
    assert not later.context["timeline"]


def test_a_drawing_costs_one_statement_for_dots_as_for_bars(client):
    many(["2001"] * 30)
    with CaptureQueriesContext(connection) as dots:
        client.get("/events/")
    Event.objects.all().delete()
    many(["2001"] * 30 + ["2005"] * 30)
    with CaptureQueriesContext(connection) as years:
        client.get("/events/")
    assert len(years) == len(dots)


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-02", "1066", "Y170000002", "2013/..", "../2013"]
)
def test_the_strangest_days_are_drawn_or_left_out(client, day):
    try:
        make.event(date=day)
    except ValidationError:
        return  # what cannot be saved need not be drawn
    make.event(date="2018-07-02")

    response = client.get("/events/")

    assert response.status_code == 200
    check(response, number=1)


def test_agreements_are_drawn_by_day_kind_and_place(client):
    city = make.place(name="City", level="prefecture")
    event = make.event(date="2018?-09-12")
    for kinds in (["framework"], ["framework", "strategic"], []):
        agreement = make.agreement(event=event, kinds=kinds)
        village = make.place(parent=city, level="village")
        make.citation(party=make.party(agreement=agreement, place=village))

    response = client.get("/agreements/")

    check(response, number=3)
    (_kind, kinds), (_place, places) = response.context["charts"]
    assert [(row.label, row.total) for row in kinds.rows] == [
        ("Framework", 2),
        ("Kind not stated", 1),
        ("Strategic", 1),
    ]
    assert kinds.sentence == "3 agreements by kind: Framework 2, Kind not stated 1, Strategic 1."
    assert [(row.label, row.total) for row in places.rows] == [("City", 3)]
    assert [mark.label for mark in response.context["timeline"].plot.marks] == ["12 Sep (3)"]


def test_many_of_a_kind_are_a_bar(client):
    for _ in range(10):
        make.agreement(kinds=["mou"])
    make.agreement(kinds=["project"], inferred=["kinds"])

    response = client.get("/agreements/")

    check(response, number=1)  # nothing has a day
    ((_heading, chart),) = response.context["charts"]
    assert chart.is_bars
    assert [(row.label, row.total, len(row.bars)) for row in chart.rows] == [
        ("Memorandum of understanding", 10, 1),
        ("Project", 1, 1),
    ]
    assert [words for _sureness, words in chart.key] == ["stated", "inferred"]


def test_an_empty_list_draws_nothing(client):
    for address in ("/events/", "/agreements/", "/events/?from=never"):
        check(client.get(address), number=0)
