"""What the pages of records gather alike: bounded lists, numbered quotes, posts as bands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Prefetch, QuerySet
from django.utils.translation import gettext as _

from archive.filters.base import any_of
from archive.models import (
    Agreement,
    Appearance,
    Citation,
    Organization,
    Place,
    Post,
    Side,
    quotes,
)
from archive.models.prepared import Prepared, Related
from archive.views.paging import COUNT_CAP, capped_count

ROWS_COUNTED = 8 * COUNT_CAP


@dataclass(frozen=True)
class Some:
    """The first rows of what may be many, and whether there are more."""

    rows: list[Model]
    more: bool


def some(rows: QuerySet | list[Model], limit: int) -> Some:
    """The first `limit` of `rows`, read with one statement (and its prefetches)."""
    found = list(rows[: limit + 1])
    return Some(rows=found[:limit], more=len(found) > limit)


@dataclass(frozen=True)
class Number:
    """How many there are, or that there are more than anybody counted."""

    number: int
    is_capped: bool


def number_of(rows: QuerySet) -> Number:
    """How many `rows` there are, up to the cap of all lists."""
    return capped(capped_count(rows))


def capped(count: int) -> Number:
    """A number that was counted no further than one beyond the cap."""
    return Number(number=min(count, COUNT_CAP), is_capped=count > COUNT_CAP)


class Telling:
    """How many public articles tell of a record, counted no further than lists are.

    `ways` gives, for a record, querysets of the articles, each as often as it says so. Of these
    only so many are read: an article seldom says the same a dozen times.
    """

    def __init__(self, ways: Callable[[Any], list[QuerySet]]):
        self.every = Prepared(lambda record: united(ways(record)))
        self.first = Prepared(lambda record: united(ways(record))[:ROWS_COUNTED])

    def __call__(self, record: Model) -> Number:
        different, rows = self.first.count_different("article", record)
        if different <= COUNT_CAP and rows == ROWS_COUNTED:
            different, rows = self.every.count_different("article", record)
        return capped(different)


def united(ways: list[QuerySet]) -> QuerySet:
    first, *others = ways
    return first.union(*others, all=True)


class Tally:
    """How many of `facts` point at each of some records by the foreign key `name`.

    `of` counts the different values of a field, say the people, instead of the facts.
    """

    def __init__(self, facts: QuerySet, name: str, *, of: str = "pk"):
        number = Count(of, distinct=of != "pk")
        self.count = Prepared(
            lambda ids: (
                facts.filter(**{f"{name}__in": ids}).order_by().values_list(name).annotate(number)
            )
        )

    def __call__(self, rows: Iterable[Model | int]) -> dict[int, int]:
        """The numbers for these records, or for the records with these ids: id → number."""
        return dict(self.count([getattr(row, "pk", row) for row in rows]))


NAMED = Appearance.objects.public().exclude(official=None)
PEOPLE_AT = {name: Tally(NAMED, name, of="official") for name in ("event", "delegation")}


def people_at(name: str, rows: Iterable[Model | int]) -> dict[int, int]:
    """How many people are named at each of these events ("event") or "delegation"s."""
    return PEOPLE_AT[name](rows)


def signed_at(events: Iterable[int]) -> QuerySet:
    """Agreements of these events and of their parts, in the order of days and as recorded."""
    there = Agreement.objects.filter(event__in=events).values("pk")
    in_parts = Agreement.objects.filter(event__parent__in=events).values("pk")
    return any_of(Agreement.objects.public(), there, in_parts).for_list().oldest_first()


def missing(record: Model, *fields: str) -> list[str]:
    """The labels of those fields that the source leaves empty."""
    model = record._meta
    return [model.get_field(name).verbose_name for name in fields if not getattr(record, name)]


def with_posts(appearances: QuerySet) -> QuerySet:
    """Load what a row about a person prints: who, of what, and the posts held then."""
    posts = Post.objects.public().select_related("organization", "place").order_by("pk")
    return appearances.for_row().prefetch_related(Prefetch("posts", posts, to_attr="public_posts"))


def with_words(appearances: QuerySet) -> QuerySet:
    """The same, and the quotes."""
    return with_posts(appearances).prefetch_related(quotes())


words_of_appearances = Related(with_words(Appearance.objects.all()))


def by_side(appearances: Iterable[Appearance]) -> list[tuple[str, list[Appearance]]]:
    """Hosts, guests, people of neither side, and those whose side is not stated: label, rows."""
    labels = {
        Side.HOST: _("Hosts"),
        Side.GUEST: _("Guests"),
        Side.NONE: _("Of neither side"),
        "": _("Side not stated"),
    }
    groups = {side: [each for each in appearances if each.side == side] for side in labels}
    return [(labels[side], rows) for side, rows in groups.items() if rows]


@dataclass(frozen=True)
class Note:
    """A quote under its number on the page."""

    number: int
    citation: Citation


@dataclass
class Quotes:
    """The quotes of many facts, each printed once: people often share a sentence."""

    notes: dict[tuple, Note] = field(default_factory=dict)

    def refer(self, facts: Iterable[Model]) -> None:
        """Give each fact `refs`, the notes of its public citations, numbering the new ones."""
        for fact in facts:
            fact.refs = [self.note_of(citation) for citation in fact.public_citations]

    def note_of(self, citation: Citation) -> Note:
        key = (
            citation.article_id,
            citation.start,
            citation.end,
            citation.supports,
            citation.about,
            citation.note,
        )
        return self.notes.setdefault(key, Note(len(self.notes) + 1, citation))

    def __iter__(self):
        return iter(self.notes.values())

    def __len__(self):
        return len(self.notes)


@dataclass(frozen=True)
class Band:
    """Equal posts, and the articles that report each: sightings, never a term of office."""

    sightings: list[Post]

    @property
    def post(self) -> Post:
        """The sighting that leaves least to conclude: it speaks for the band."""
        return min(self.sightings, key=lambda post: len(post.inferred))

    @property
    def title(self) -> str:
        return self.post.title

    @property
    def organization(self) -> Organization | None:
        return self.post.organization

    @property
    def place(self) -> Place | None:
        return self.post.place


def bands(posts: Iterable[Post]) -> list[Band]:
    """Posts with the same title, body and area as one band each, in the order first met."""
    folded: dict[tuple, list[Post]] = {}
    for post in posts:
        key = (post.title, post.organization_id, post.place_id)
        folded.setdefault(key, []).append(post)
    return [Band(sightings) for sightings in folded.values()]


def in_order_of_support(citations: Iterable[Citation]) -> list[Citation]:
    """What states comes first, then what implies, contradicts, mentions."""
    order = list(Citation._meta.get_field("supports").choices)
    ranks = {value: rank for rank, (value, _words) in enumerate(order)}
    return sorted(citations, key=lambda citation: ranks[citation.supports])
