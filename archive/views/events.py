"""The pages of events."""

from django.utils.functional import SimpleLazyObject

from archive.filters import EventFilter
from archive.models import Agreement, Appearance, Citation, Delegation, Event
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.parts import (
    Quotes,
    by_side,
    in_order_of_support,
    missing,
    people_at,
    signed_at,
    some,
    tally,
    with_words,
)
from archive.views.timelines import timeline_of_page

PEOPLE = 200
DELEGATIONS = 20
AGREEMENTS = 20
PARTS = 50


class EventList(RecordList):
    filterset_class = EventFilter
    queryset = Event.objects.public().for_list().latest_first()
    template_name = "archive/event_list.html"
    context_object_name = "events"

    def dress(self, rows):
        count_people_and_agreements(rows)

    def get_context_data(self, **kwargs):
        page, whole = kwargs["page"], kwargs["whole"]
        timeline = SimpleLazyObject(lambda: timeline_of_page(page, whole))
        return super().get_context_data(**kwargs, timeline=timeline)


class EventDetail(RecordDetail):
    queryset = Event.objects.select_related("place", "organization", "parent")
    template_name = "archive/event_detail.html"
    context_object_name = "event"

    def get_context_data(self, **kwargs):
        event = self.object
        quotes = Quotes()
        there = Appearance.objects.public().filter(event=event)
        people = some(with_words(there.of_somebody()).order_by("pk"), PEOPLE)
        delegations = some(delegations_at(event), DELEGATIONS)
        quotes.refer(people.rows)
        tie(delegations.rows, with_words(there.ties()), quotes)
        citations = Citation.objects.for_quotes().filter(event=event)
        return super().get_context_data(
            **kwargs,
            citations=in_order_of_support(citations),
            people=people,
            sides=by_side(people.rows),
            delegations=delegations,
            agreements=some(signed_at([event.pk]), AGREEMENTS),
            parts=some(event.children.public().for_list().oldest_first(), PARTS),
            quotes=quotes,
            missing=missing(event, "date", "kind", "place", "organization", "venue"),
        )


def count_people_and_agreements(events):
    """Give each event of a list `people` and `agreement_count`."""
    people = people_at("event", events)
    agreements = tally(Agreement.objects.public(), "event", events)
    for event in events:
        event.people = people.get(event.pk, 0)
        event.agreement_count = agreements.get(event.pk, 0)


def delegations_at(event):
    there = Appearance.objects.public().filter(event=event)
    return (
        Delegation.objects.public()
        .for_list()
        .filter(pk__in=there.values("delegation"))
        .latest_first()
    )


def tie(delegations, ties, quotes):
    """Give each delegation `tie`, the fact that it was at the event, or None."""
    found = {each.delegation_id: each for each in ties}
    quotes.refer(found.values())
    for delegation in delegations:
        delegation.tie = found.get(delegation.pk)
