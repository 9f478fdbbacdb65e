"""The pages of officials."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch

from archive.filters import OfficialFilter
from archive.filters.articles import ways_to_official
from archive.models import Appearance, Citation, Name, Official, Party, Post, quotes
from archive.models.prepared import Prepared
from archive.views.details import RecordDetail
from archive.views.graphs import graph
from archive.views.lists import RecordList
from archive.views.parts import (
    Band,
    Number,
    Some,
    Tally,
    Telling,
    bands,
    people_at,
    signed_at,
    some,
    with_posts,
    with_words,
)
from archive.views.rows import Rows
from archive.views.sides import pair_address

APPEARANCES = 50
COMPANIONS = 50
AGREEMENTS = 5
MENTIONS = 20
POSTS = 200  # sightings; equal ones are folded


TEMPLATE = "archive/official_list.html"
LISTED = Official.objects.public().for_list()

with_ids = Prepared(lambda ids: LISTED.filter(pk__in=ids))
articles_naming = Telling(ways_to_official)
appearances_of = Tally(Appearance.objects.public(), "official")


def load(ids):
    """The officials with these ids as their rows print them."""
    officials = with_ids(ids)
    appearances = appearances_of(officials)
    for official in officials:
        official.bands = bands(official.public_posts)
        official.appearance_count = appearances.get(official.pk, 0)
    return officials


ROWS = Rows(TEMPLATE, load, kinds=["official"])


class OfficialList(RecordList):
    filterset_class = OfficialFilter
    queryset = LISTED.by_name()
    list_rows = ROWS
    template_name = TEMPLATE


class OfficialDetail(RecordDetail):
    queryset = Official.objects.all()
    template_name = "archive/official_detail.html"
    context_object_name = "official"

    def get_context_data(self, **kwargs):
        official = self.object
        appearances = some(timeline_of(official.pk), APPEARANCES)
        events = sorted({each.event_id for each in appearances.rows if each.event_id})
        count_what_happened(appearances.rows, events)
        companions = companions_of(official, events)
        return super().get_context_data(
            **kwargs,
            names=names_of(official.pk),
            bands=bands(posts_of(official.pk)),
            appearances=appearances,
            events=Number(len(events), appearances.more),
            companions=companions,
            graph=graph(official, [(each.official, each.shared) for each in companions.rows]),
            parties=some(parties_of(official.pk), AGREEMENTS),
            nearby=some(agreements_near(events), AGREEMENTS),
            mentions=some(mentions_of(official.pk), MENTIONS),
            articles=articles_naming(official),
        )


@Prepared
def posts_of(official):
    """Sightings, oldest first, each with where the person then appeared."""
    then = Appearance.objects.public().select_related("event", "delegation").latest_first()
    posts = Post.objects.public().filter(official=official).for_row().oldest_first()
    return posts.prefetch_related(
        quotes(),
        "article__redactions",
        Prefetch("appearances", then, to_attr="public_appearances"),
    )[:POSTS]


@Prepared
def timeline_of(official):
    appearances = with_words(Appearance.objects.public().filter(official=official)).latest_first()
    return appearances.select_related(
        "organization",
        "place",
        "event__place",
        "event__organization",
        "delegation__from_place",
        "delegation__to_place",
    )[: APPEARANCES + 1]


@Prepared
def names_of(official):
    rows = Name.objects.public().filter(official=official)
    return rows.in_order().prefetch_related(quotes())


@Prepared
def parties_of(official):
    rows = Party.objects.public().filter(official=official)
    rows = rows.select_related("agreement__event", "organization").prefetch_related(quotes())
    return rows.order_by("-pk")[: AGREEMENTS + 1]


@Prepared
def mentions_of(official):
    return Citation.objects.for_quotes().filter(official=official)[: MENTIONS + 1]


@Prepared
def agreements_near(events):
    return signed_at(events)[: AGREEMENTS + 1]


@Prepared
def signings_at(events):
    """How many agreements of each event and of the one it is part of."""
    signed = signed_at(events).order_by().prefetch_related(None)
    return signed.values_list("event", "event__parent").annotate(Count("pk"))


def count_what_happened(appearances, events):
    """Give each appearance `others`, the people named there besides, and `agreement_count`."""
    named = people_at("event", events)
    agreements = signings_at(events)
    for each in appearances:
        each.others = max(named.get(each.event_id, 0) - 1, 0)
        each.agreement_count = sum(
            number for *where, number in agreements if each.event_id and each.event_id in where
        )


@dataclass(frozen=True)
class Companion:
    """Somebody at the same events: the appearances there, the latest first."""

    official: Official
    appearances: list[Appearance]
    between: str  # the address of everything between the two

    @property
    def shared(self) -> int:
        """At how many events."""
        return len({each.event_id for each in self.appearances})

    @property
    def bands(self) -> list[Band]:
        """The posts reported then."""
        return bands(post for each in self.appearances for post in each.public_posts)

    @property
    def places(self) -> list[Appearance]:
        """One appearance for each body or area that the person was there for."""
        of = {(each.organization_id, each.place_id): each for each in reversed(self.appearances)}
        return list(of.values())


def companions_of(official, events):
    """The people at these events, those of most events first: `Some` of them, a row each."""
    ranked = some(most_shared(events, official.pk), COMPANIONS)
    order = [row["official"] for row in ranked.rows]
    found = {}
    for appearance in shared_with(order, events, official.pk):
        found.setdefault(appearance.official_id, []).append(appearance)
    people = [
        Companion(found[pk][0].official, found[pk], pair_address(official, found[pk][0].official))
        for pk in order
    ]
    return Some(rows=people, more=ranked.more)


def together(events, official):
    """The appearances of others at these events."""
    others = Appearance.objects.public().exclude(official=None).exclude(official=official)
    return others.filter(event__in=events)


@Prepared
def most_shared(events, official):
    ranked = together(events, official).values("official")
    ranked = ranked.annotate(shared=Count("event", distinct=True))
    return ranked.order_by("-shared", "official__sorts_as", "official")[: COMPANIONS + 1]


@Prepared
def shared_with(officials, events, official):
    rows = together(events, official).filter(official__in=officials)
    return with_posts(rows).latest_first()
