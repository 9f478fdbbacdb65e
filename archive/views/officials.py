"""The pages of officials."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch

from archive.filters import OfficialFilter
from archive.filters.articles import naming
from archive.models import Appearance, Article, Citation, Official, quotes
from archive.views.details import RecordDetail
from archive.views.graphs import graph
from archive.views.lists import RecordList
from archive.views.parts import (
    Band,
    Number,
    Some,
    bands,
    number_of,
    people_at,
    signed_at,
    some,
    tally,
    with_posts,
    with_words,
)
from archive.views.sides import pair_address

APPEARANCES = 50
COMPANIONS = 50
AGREEMENTS = 5
MENTIONS = 20
POSTS = 200  # sightings; equal ones are folded


class OfficialList(RecordList):
    filterset_class = OfficialFilter
    queryset = Official.objects.public().for_list().by_name()
    template_name = "archive/official_list.html"
    context_object_name = "officials"

    def dress(self, rows):
        appearances = tally(Appearance.objects.public(), "official", rows)
        for official in rows:
            official.bands = bands(official.public_posts)
            official.appearance_count = appearances.get(official.pk, 0)


class OfficialDetail(RecordDetail):
    queryset = Official.objects.all()
    template_name = "archive/official_detail.html"
    context_object_name = "official"

    def get_context_data(self, **kwargs):
        official = self.object
        appearances = some(timeline_of(official), APPEARANCES)
        events = {each.event_id for each in appearances.rows if each.event_id}
        count_what_happened(appearances.rows, events)
        parties = official.parties.public().select_related("agreement__event", "organization")
        mentions = Citation.objects.for_quotes().filter(official=official)
        companions = companions_of(official, events)
        return super().get_context_data(
            **kwargs,
            names=official.names.public().in_order().prefetch_related(quotes()),
            bands=bands(posts_of(official)),
            appearances=appearances,
            events=Number(len(events), appearances.more),
            companions=companions,
            graph=graph(official, [(each.official, each.shared) for each in companions.rows]),
            parties=some(parties.prefetch_related(quotes()).order_by("-pk"), AGREEMENTS),
            nearby=some(signed_at(events), AGREEMENTS),
            mentions=some(mentions, MENTIONS),
            articles=number_of(naming(Article.objects.public(), official)),
        )


def posts_of(official):
    """Sightings, oldest first, each with where the person then appeared."""
    then = Appearance.objects.public().select_related("event", "delegation").latest_first()
    posts = official.posts.public().for_row().oldest_first()
    return posts.prefetch_related(
        quotes(),
        "article__redactions",
        Prefetch("appearances", then, to_attr="public_appearances"),
    )[:POSTS]


def timeline_of(official):
    appearances = with_words(official.appearances.public()).latest_first()
    return appearances.select_related(
        "organization",
        "place",
        "event__place",
        "event__organization",
        "delegation__from_place",
        "delegation__to_place",
    )


def count_what_happened(appearances, events):
    """Give each appearance `others`, the people named there besides, and `agreement_count`."""
    named = people_at("event", events)
    signed = signed_at(events).order_by().values_list("event", "event__parent")
    agreements = list(signed.annotate(Count("pk")))
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
    together = Appearance.objects.public().exclude(official=None).exclude(official=official)
    together = together.filter(event__in=events)
    ranked = some(
        together.values("official")
        .annotate(shared=Count("event", distinct=True))
        .order_by("-shared", "official__sorts_as", "official"),
        COMPANIONS,
    )
    order = [row["official"] for row in ranked.rows]
    rows = with_posts(together.filter(official__in=order)).latest_first()
    found = {}
    for appearance in rows:
        found.setdefault(appearance.official_id, []).append(appearance)
    people = [
        Companion(found[pk][0].official, found[pk], pair_address(official, found[pk][0].official))
        for pk in order
    ]
    return Some(rows=people, more=ranked.more)
