"""The shapes of records, in lists and with all that belongs to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import Field, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from archive import filters
from archive.models import (
    TARGETS,
    Agreement,
    Appearance,
    Article,
    Delegation,
    Event,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Progress,
)
from archive.models.records import Fact, Kept
from archive.resources import SHEET_OF
from archive.templatetags.citing import public_url
from archive.templatetags.facts import covered
from archive.views.api.facts import FACT_KINDS, head
from archive.views.api.references import CITATION, CLAIM, DATE, PASSAGE, claim_of, refer
from archive.views.api.references import public_or_none as public
from archive.views.api.shapes import OPEN, Property, Shape, Site, field_of, nullable, of_field, own


@dataclass(frozen=True)
class Part:
    """A list that belongs to a record: its facts, its passages."""

    name: str
    shape: Shape
    rows: Callable[[Any], QuerySet]


@dataclass(frozen=True)
class Kind:
    """How one kind of record is narrowed, loaded and written."""

    model: type[Kept]
    shape: Shape
    filter: type[FilterSet]
    related: tuple[str, ...] = ()
    whole: tuple[Property, ...] = ()  # what only the record by itself has
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """The plural word, as in addresses: articles."""
        return SHEET_OF[self.model]

    def load(self, rows: Any) -> Any:
        """The rows with what is written of each: one statement, of articles three."""
        loaded = rows.select_related(*self.related) if self.related else rows
        if self.model is Article:
            loaded = loaded.defer("translation_of__text")
            loaded = loaded.prefetch_related("redactions", "translation_of__redactions")
        return loaded

    def listed(self) -> Any:
        """The public records in the order of their list."""
        rows = self.load(self.model._default_manager.filter(is_public=True))
        rows = rows.defer("text", "translation_of__text") if self.model is Article else rows
        return rows.latest_first() if hasattr(rows, "latest_first") else rows.by_name()


def facts_of(model: type[Fact], related_name: str) -> Part:
    """The facts of one kind that a record has by this name."""
    kind = FACT_KINDS[model]
    return Part(
        SHEET_OF[model], kind.shape, lambda record: kind.load(getattr(record, related_name))
    )


CITATIONS = Part("citations", CITATION, lambda record: record.citations.for_quotes())


def printed(*names: str) -> tuple[Property, ...]:
    """Printed words of an article, as the public may read them."""
    return tuple(printed_in(field_of(Article, name)) for name in names)


def printed_in(field: Field) -> Property:
    return Property(
        field.name,
        nullable(OPEN) if field.blank else OPEN,
        lambda article, _site: covered(article, getattr(article, field.name)) or None,
        field.verbose_name,
    )


def addresses(*names: str) -> tuple[Property, ...]:
    """Addresses kept of an article, null where they say words that it withholds."""
    fields = (field_of(Article, name) for name in names)
    return tuple(
        replace(prop, read=partial(address_in, prop.name)) for prop in map(of_field, fields)
    )


def address_in(name: str, article: Article, _site: Site) -> str | None:
    return public_url(article, name) or None


def passages_of(article: Article) -> QuerySet:
    """The public passages of an article that speak of something public."""
    speaks = Q()
    for name in TARGETS:
        speaks |= Q(**{f"{name}__is_public": True})
    return with_targets(article.passages.for_quotes().filter(speaks))


def with_targets(citations: Any) -> Any:
    """Load what is written of the records and facts that passages speak of."""
    rows = citations.with_targets().select_related("article", *CALLED_BY)
    rows = rows.defer("article__text", "about_article__text")
    return rows.prefetch_related("about_article__redactions")


# What the name of a fact is made of, beside what every list of citations loads.
CALLED_BY = (
    "appearance__delegation",
    "party__official",
    "name__official",
    "name__organization",
    "name__place",
)
ARTICLE = Shape(
    "Article",
    _("A published page that facts are taken from."),
    (
        *head(Article),
        *printed("title", "kicker"),
        *refer(Article, "publisher"),
        *printed("byline"),
        *addresses("url", "archived_url"),
        *own(Article, "retrieved_on"),
        *printed("rights"),
        CLAIM.under(
            "published", lambda article: claim_of(article, "published"), _("When it was published.")
        ),
        *own(Article, "language"),
        *refer(Article, "translation_of"),
        *own(Article, "updated_at"),
    ),
)
TEXT = Property(
    "text",
    {"type": "string"},
    lambda article, _site: covered(article, article.text),
    _("The whole page as printed; █████ stands for words withheld."),
)
OFFICIAL = Shape(
    "Official",
    _("A person who holds or held a post."),
    (*head(Official), *own(Official, "name", "native_name", "note", "wikidata", "updated_at")),
)
DELEGATION = Shape(
    "Delegation",
    _("A group sent by a place or body to another."),
    (
        *head(Delegation),
        *own(Delegation, "label"),
        *refer(Delegation, "from_place", "from_organization", "to_place", "to_organization"),
        *own(Delegation, "size", "purpose"),
        DATE,
        *own(Delegation, "inferred", "updated_at"),
    ),
)
AGREEMENT = Shape(
    "Agreement",
    _("Something that two or more sides signed, plan or renewed."),
    (
        *head(Agreement),
        *own(Agreement, "title", "subject", "kinds", "kind_as_printed", "set"),
        *refer(Agreement, "event"),
        DATE,
        CLAIM.under(
            "event_date",
            lambda agreement: claim_of(agreement.event) if public(agreement.event) else None,
            _("The date of its event, which is the agreement's where it has none of its own."),
        ),
        *refer(Agreement, "place"),
        *own(Agreement, "inferred", "updated_at"),
    ),
)
EVENT = Shape(
    "Event",
    _("Something that happened at a place on a day, or a tie that stood for a time."),
    (
        *head(Event),
        *own(Event, "label", "kind"),
        DATE,
        *refer(Event, "place", "organization"),
        *own(Event, "venue"),
        *refer(Event, "parent"),
        *own(Event, "inferred", "updated_at"),
    ),
)
ORGANIZATION = Shape(
    "Organization",
    _("A body: a committee, a government, a university, a company, a zone."),
    (
        *head(Organization),
        *own(Organization, "name", "native_name", "kind"),
        *refer(Organization, "parent", "place"),
        *own(Organization, "updated_at"),
    ),
)
PLACE = Shape(
    "Place",
    _("An area, in the tree of those it lies in."),
    (
        *head(Place),
        *own(Place, "name", "native_name", "level"),
        *refer(Place, "parent"),
        *own(Place, "latitude", "longitude", "coordinates_source", "updated_at"),
    ),
)


def agreements_of(event: Event) -> QuerySet:
    return event.agreements.public().select_related("event", "place")


OF_WHOM = (
    facts_of(Name, "names"),
    facts_of(Post, "posts"),
    facts_of(Appearance, "appearance_facts"),
    facts_of(Party, "party_facts"),
    CITATIONS,
)
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            Article,
            ARTICLE,
            filters.ArticleFilter,
            ("publisher", "translation_of"),
            (TEXT,),
            (Part("passages", PASSAGE, passages_of), CITATIONS),
        ),
        Kind(
            Official,
            OFFICIAL,
            filters.OfficialFilter,
            parts=(
                facts_of(Name, "names"),
                facts_of(Post, "posts"),
                facts_of(Appearance, "appearances"),
                facts_of(Party, "parties"),
                CITATIONS,
            ),
        ),
        Kind(
            Delegation,
            DELEGATION,
            filters.DelegationFilter,
            ("from_place", "from_organization", "to_place", "to_organization"),
            parts=(facts_of(Appearance, "appearances"), CITATIONS),
        ),
        Kind(
            Agreement,
            AGREEMENT,
            filters.AgreementFilter,
            ("event", "place"),
            parts=(facts_of(Party, "parties"), facts_of(Progress, "progress"), CITATIONS),
        ),
        Kind(
            Event,
            EVENT,
            filters.EventFilter,
            ("place", "organization", "parent"),
            parts=(
                facts_of(Appearance, "appearances"),
                Part("agreements", AGREEMENT, agreements_of),
                CITATIONS,
            ),
        ),
        Kind(
            Organization,
            ORGANIZATION,
            filters.OrganizationFilter,
            ("parent", "place"),
            parts=OF_WHOM,
        ),
        Kind(Place, PLACE, filters.PlaceFilter, ("parent",), parts=OF_WHOM),
    )
}
