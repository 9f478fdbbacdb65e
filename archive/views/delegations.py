"""The pages of delegations."""

from django.db.models import Prefetch

from archive.filters import DelegationFilter
from archive.models import Appearance, Citation, Delegation, Event, Side
from archive.models.prepared import Prepared
from archive.views.details import RecordDetail
from archive.views.events import count_people_and_agreements
from archive.views.lists import RecordList
from archive.views.parts import (
    Quotes,
    in_order_of_support,
    missing,
    people_at,
    some,
    words_of_appearances,
)
from archive.views.rows import Rows

PEOPLE = 200
HOSTS = 50
EVENTS = 50


def leaders():
    """A prefetch of the appearances that led: `delegation.public_leaders`."""
    led = Appearance.objects.public().of_somebody().filter(roles__has="led")
    rows = led.select_related("official", "organization", "place").order_by("pk")
    return Prefetch("appearances", rows, to_attr="public_leaders")


TEMPLATE = "archive/delegation_list.html"
LISTED = Delegation.objects.public().for_list().prefetch_related(leaders())

with_ids = Prepared(lambda ids: LISTED.filter(pk__in=ids))


def load(ids):
    """The delegations with these ids as their rows print them."""
    delegations = with_ids(ids)
    people = people_at("delegation", delegations)
    for delegation in delegations:
        delegation.people = people.get(delegation.pk, 0)
        delegation.leaders = once_each(delegation.public_leaders)
    return delegations


ROWS = Rows(TEMPLATE, load, kinds=["delegation"])


class DelegationList(RecordList):
    filterset_class = DelegationFilter
    queryset = LISTED.latest_first()
    list_rows = ROWS
    template_name = TEMPLATE


class DelegationDetail(RecordDetail):
    queryset = Delegation.objects.for_list()
    template_name = "archive/delegation_detail.html"
    context_object_name = "delegation"

    def get_context_data(self, **kwargs):
        delegation = self.object
        quotes = Quotes()
        people = some(people_of(delegation.pk), PEOPLE)
        events = some(events_of(delegation.pk), EVENTS)
        count_people_and_agreements(events.rows)
        hosts = some(hosts_at([event.pk for event in events.rows], delegation.pk), HOSTS)
        ties = ties_of(delegation.pk)
        words_of_appearances.load(people.rows, hosts.rows, ties)
        quotes.refer(people.rows)
        quotes.refer(hosts.rows)
        tie(events.rows, ties, quotes)
        people.rows.sort(key=lambda each: "led" not in each.roles)
        return super().get_context_data(
            **kwargs,
            citations=in_order_of_support(citations_of(delegation.pk)),
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


def with_it(delegation):
    return Appearance.objects.public().filter(delegation=delegation)


@Prepared
def people_of(delegation):
    return with_it(delegation).of_somebody().for_row().order_by("pk")[: PEOPLE + 1]


@Prepared
def ties_of(delegation):
    return with_it(delegation).ties().for_row().order_by("pk")


@Prepared
def events_of(delegation):
    at = with_it(delegation).values("event")
    rows = Event.objects.public().for_list().filter(pk__in=at)
    return rows.oldest_first()[: EVENTS + 1]


@Prepared
def hosts_at(events, delegation):
    """People of the receiving side at the delegation's events."""
    there = Appearance.objects.public().of_somebody().filter(event__in=events, side=Side.HOST)
    return there.exclude(delegation=delegation).for_row().order_by("pk")[: HOSTS + 1]


citations_of = Prepared(
    lambda delegation: Citation.objects.for_quotes().filter(delegation=delegation)
)


def tie(events, ties, quotes):
    """Give each event `tie`, the fact that the delegation was there, or None."""
    found = {each.event_id: each for each in ties}
    quotes.refer(found.values())
    for event in events:
        event.tie = found.get(event.pk)
