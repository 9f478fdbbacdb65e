"""The pages of delegations."""

from django.db.models import Prefetch

from archive.filters import DelegationFilter
from archive.models import Appearance, Citation, Delegation, Event, Side
from archive.views.details import RecordDetail
from archive.views.events import count_people_and_agreements
from archive.views.lists import RecordList
from archive.views.parts import (
    Quotes,
    in_order_of_support,
    missing,
    people_at,
    some,
    with_words,
)

PEOPLE = 200
HOSTS = 50
EVENTS = 50


def leaders():
    """A prefetch of the appearances that led: `delegation.public_leaders`."""
    led = Appearance.objects.public().of_somebody().filter(roles__has="led")
    rows = led.select_related("official", "organization", "place").order_by("pk")
    return Prefetch("appearances", rows, to_attr="public_leaders")


class DelegationList(RecordList):
    filterset_class = DelegationFilter
    queryset = Delegation.objects.public().for_list().prefetch_related(leaders()).latest_first()
    template_name = "archive/delegation_list.html"
    context_object_name = "delegations"

    def dress(self, rows):
        people = people_at("delegation", rows)
        for delegation in rows:
            delegation.people = people.get(delegation.pk, 0)
            delegation.leaders = once_each(delegation.public_leaders)


class DelegationDetail(RecordDetail):
    queryset = Delegation.objects.for_list()
    template_name = "archive/delegation_detail.html"
    context_object_name = "delegation"

    def get_context_data(self, **kwargs):
        delegation = self.object
        quotes = Quotes()
        with_it = Appearance.objects.public().filter(delegation=delegation)
        people = some(with_words(with_it.of_somebody()).order_by("pk"), PEOPLE)
        events = some(events_of(delegation), EVENTS)
        count_people_and_agreements(events.rows)
        hosts = some(with_words(hosts_at(events.rows, delegation)).order_by("pk"), HOSTS)
        quotes.refer(people.rows)
        quotes.refer(hosts.rows)
        tie(events.rows, with_words(with_it.ties()), quotes)
        people.rows.sort(key=lambda each: "led" not in each.roles)
        citations = Citation.objects.for_quotes().filter(delegation=delegation)
        return super().get_context_data(
            **kwargs,
            citations=in_order_of_support(citations),
            people=people,
            leaders=once_each(each for each in people.rows if "led" in each.roles),
            hosts=hosts,
            events=events,
            quotes=quotes,
            missing=missing(delegation, "date", "size", "purpose"),
        )


def once_each(appearances):
    """One appearance of each person or group: a leader may have led at several events."""
    found = {(each.official_id, each.group): each for each in reversed(list(appearances))}
    return list(reversed(found.values()))


def events_of(delegation):
    at = Appearance.objects.public().filter(delegation=delegation).values("event")
    return Event.objects.public().for_list().filter(pk__in=at).oldest_first()


def hosts_at(events, delegation):
    """People of the receiving side at the delegation's events."""
    there = Appearance.objects.public().of_somebody().filter(event__in=events, side=Side.HOST)
    return there.exclude(delegation=delegation)


def tie(events, ties, quotes):
    """Give each event `tie`, the fact that the delegation was there, or None."""
    found = {each.event_id: each for each in ties}
    quotes.refer(found.values())
    for event in events:
        event.tie = found.get(event.pk)
