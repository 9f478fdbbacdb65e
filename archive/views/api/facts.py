"""The shapes of facts, each with the passages it stands on."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models import Appearance, Name, Party, Post, Progress, quotes
from archive.models.records import Fact, Kept
from archive.views.api.references import (
    API_URL,
    CITATION,
    DATE,
    PAGE_URL,
    REFERENCE,
    SLUG,
    public_or_none,
    refer,
)
from archive.views.api.shapes import Property, Shape, constant, own


@dataclass(frozen=True)
class FactKind:
    """How one kind of fact is loaded and written."""

    shape: Shape
    related: tuple[str, ...]

    def load(self, rows: Any) -> Any:
        """The public ones of `rows` with all that is written of them: few statements."""
        loaded = rows.public().select_related(*self.related).prefetch_related(quotes())
        if "article" in self.related:
            loaded = loaded.defer("article__text").prefetch_related("article__redactions")
        if rows.model is Appearance:
            posts = Post.objects.public().select_related("official").order_by("pk")
            loaded = loaded.prefetch_related(models.Prefetch("posts", posts, to_attr="held"))
        return loaded


def head(model: type[Kept], *more: Property) -> tuple[Property, ...]:
    """What every record and fact begins with."""
    return (constant("type", model.record_kind()), SLUG, *more, PAGE_URL, API_URL)


PUBLIC_ID = Property(
    "id", {"type": "string"}, lambda fact, _site: fact.public_id, _("Its name in /facts/<id>/.")
)


def fact(model: type[Fact], name: str, meaning: Any, *properties: Property) -> Shape:
    """The shape of a kind of fact: what all have, and its own."""
    foot = own(model, "inferred", "unsourced", "updated_at")
    citations = CITATION.each_under(
        "citations", lambda fact: fact.public_citations, _("The passages it stands on.")
    )
    return Shape(name, meaning, (*head(model, PUBLIC_ID), *properties, *foot, citations))


POST = fact(
    Post,
    "Post",
    _("One article's statement that an official held a post. Tenure is never concluded from it."),
    *refer(Post, "official"),
    *own(Post, "title"),
    *refer(Post, "organization", "place", "article"),
    *own(Post, "since", "until"),
)
APPEARANCE = fact(
    Appearance,
    "Appearance",
    _(
        "Somebody, or a group without names, at an event or in a delegation; "
        "without either, the tie of a delegation to one of its events."
    ),
    *refer(Appearance, "official"),
    *own(Appearance, "group"),
    *refer(Appearance, "organization", "place", "event", "delegation"),
    *own(Appearance, "side", "roles"),
    REFERENCE.each_under("posts", lambda fact: fact.held, _("The posts held then.")),
)
PARTY = fact(
    Party,
    "Party",
    _("One side of an agreement, or who signed or witnessed it."),
    *refer(Party, "agreement", "organization", "place", "official"),
    *own(Party, "unnamed", "position", "role"),
)
PROGRESS = fact(
    Progress,
    "Progress",
    _("What became of an agreement: only what differs from “signed” or follows it."),
    *refer(Progress, "agreement"),
    DATE,
    *own(Progress, "status", "note"),
)
NAME = fact(
    Name,
    "Name",
    _("Another spelling, script, abbreviation or former name."),
    REFERENCE.under("of", lambda fact: public_or_none(fact.record), _("Whose name it is.")),
    *own(Name, "text", "kind", "language"),
)

WHOM = ("official", "organization", "place")
FACT_KINDS: dict[type[Fact], FactKind] = {
    Post: FactKind(POST, (*WHOM, "article")),
    Appearance: FactKind(APPEARANCE, (*WHOM, "event", "delegation")),
    Party: FactKind(PARTY, (*WHOM, "agreement")),
    Progress: FactKind(PROGRESS, ("agreement",)),
    Name: FactKind(NAME, WHOM),
}
