"""The pages of events."""

from django.utils.functional import SimpleLazyObject

from archive.filters import EventFilter
from archive.models import Agreement, Appearance, Citation, Delegation, Event
from archive.models.prepared import Prepared
from archive.views.accounts import accounts_of
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.parts import (
    Quotes,
    Tally,
    by_side,
    in_order_of_support,
    missing,
    people_at,
    signed_at,
    some,
    words_of_appearances,
)
from archive.views.rows import Rows
from archive.views.timelines import timeline_of_page

PEOPLE = 200
DELEGATIONS = 20
AGREEMENTS = 20
PARTS = 50


TEMPLATE = "archive/event_list.html"
LISTED = Event.objects.public().for_list()

with_ids = Prepared(lambda ids: LISTED.filter(pk__in=ids))
agreements_at = Tally(Agreement.objects.public(), "event")


def load(ids):
    """The events with these ids as their rows print them."""
    events = with_ids(ids)
    count_people_and_agreements(events)
    return events


ROWS = Rows(TEMPLATE, load, kinds=["event"])


def count_agreements(events):
    """Give each event `agreement_count`."""
    agreements = agreements_at(events)
    for event in events:
        event.agreement_count = agreements.get(event.pk, 0)


class EventList(RecordList):
    filterset_class = EventFilter
    queryset = LISTED.latest_first()
    list_rows = ROWS
    template_name = TEMPLATE

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
        people = some(people_there(event.pk), PEOPLE)
        delegations = some(delegations_at(event.pk), DELEGATIONS)
        ties = ties_of(event.pk)
        words_of_appearances.load(people.rows, ties)
        quotes.refer(people.rows)
        tie(delegations.rows, ties, quotes)
        citations = in_order_of_support(citations_of(event.pk))
        return super().get_context_data(
            **kwargs,
            accounts=accounts_of(citations, people.rows),
            citations=citations,
            people=people,
            sides=by_side(people.rows),
            delegations=delegations,
            agreements=some(agreements_signed(event.pk), AGREEMENTS),
            parts=some(parts_of(event.pk), PARTS),
            quotes=quotes,
            missing=missing(event, "date", "kind", "place", "organization", "venue"),
        )


def count_people_and_agreements(events):
    """Give each event of a list `people` and `agreement_count`."""
    people = people_at("event", events)
    for event in events:
        event.people = people.get(event.pk, 0)
    count_agreements(events)


def at(event):
    return Appearance.objects.public().filter(event=event)


@Prepared
def people_there(event):
    return at(event).of_somebody().for_row().order_by("pk")[: PEOPLE + 1]


@Prepared
def ties_of(event):
    return at(event).ties().for_row().order_by("pk")


@Prepared
def delegations_at(event):
    rows = Delegation.objects.public().for_list().filter(pk__in=at(event).values("delegation"))
    return rows.latest_first()[: DELEGATIONS + 1]


@Prepared
def agreements_signed(event):
    return signed_at([event])[: AGREEMENTS + 1]


@Prepared
def parts_of(event):
    return Event.objects.public().filter(parent=event).for_list().oldest_first()[: PARTS + 1]


citations_of = Prepared(lambda event: Citation.objects.for_quotes().filter(event=event))


def tie(delegations, ties, quotes):
    """Give each delegation `tie`, the fact that it was at the event, or None."""
    found = {each.delegation_id: each for each in ties}
    quotes.refer(found.values())
    for delegation in delegations:
        delegation.tie = found.get(delegation.pk)
