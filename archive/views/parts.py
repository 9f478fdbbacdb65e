"""What the pages of records gather alike: bounded lists, numbered quotes, posts as bands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Model, Prefetch, QuerySet

from archive.models import Citation, Organization, Place, Post, quotes


@dataclass(frozen=True)
class Some:
    """The first rows of what may be many, and whether there are more."""

    rows: list[Model]
    more: bool


def some(rows: QuerySet, limit: int) -> Some:
    """The first `limit` of `rows`, read with one statement (and its prefetches)."""
    found = list(rows[: limit + 1])
    return Some(rows=found[:limit], more=len(found) > limit)


def tally(facts: QuerySet, name: str, rows: Iterable[Model]) -> dict[int, int]:
    """How many of `facts` point at each of `rows` by the foreign key `name`: id → number."""
    pointing = facts.filter(**{f"{name}__in": list(rows)}).order_by()
    return dict(pointing.values_list(name).annotate(Count("pk")))


def with_posts(appearances: QuerySet) -> QuerySet:
    """Load what a row about a person prints: who, of what, and the posts held then."""
    posts = Post.objects.public().select_related("organization", "place").order_by("pk")
    return appearances.for_row().prefetch_related(Prefetch("posts", posts, to_attr="public_posts"))


def with_words(appearances: QuerySet) -> QuerySet:
    """The same, and the quotes."""
    return with_posts(appearances).prefetch_related(quotes())


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


def by_order_of_support(citations: Iterable[Citation]) -> list[Citation]:
    """What states comes first, then what implies, contradicts, mentions."""
    order = list(Citation._meta.get_field("supports").choices)
    ranks = {value: rank for rank, (value, _label) in enumerate(order)}
    return sorted(citations, key=lambda citation: ranks[citation.supports])
