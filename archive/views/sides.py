"""The two sides of a pair: which facts are of each, and what stands between them.

A place stands for all that lies in it and for the bodies there, an organization for its
parts too, an official for nobody else. Where one side lies in the other, the larger one is
meant without the smaller. A fact's own place counts before its organization's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.filters.base import any_of
from archive.models import (
    Agreement,
    Appearance,
    Delegation,
    Event,
    EventKind,
    Official,
    Organization,
    Party,
    Place,
)
from archive.models.addresses import address_of
from archive.models.places import DEEPEST
from archive.models.prepared import Prepared

FEW = 500  # ids that a condition lists; more are left to the database
PARENTS = "__".join(["parent"] * DEEPEST)

KINDS = {"places": Place, "organizations": Organization, "officials": Official}
WORDS = {model: word for word, model in KINDS.items()}

MEANINGS = {
    "places": gettext_lazy("Each place with all that lies in it and the bodies there."),
    "organizations": gettext_lazy("Each body with its parts."),
    "officials": gettext_lazy("Being at the same event is not proof of having met."),
}


def pair_address(one: Model, other: Model) -> str:
    """The one address of everything between two records of a kind, in whatever order given."""
    first, second = sorted([one.slug, other.slug])
    return address_of("archive:pair", first, second, before=(WORDS[type(one)],))


def with_parents(rows: QuerySet) -> QuerySet:
    """Load what `lies_in` asks: the places or bodies above each."""
    return rows if rows.model is Official else rows.select_related(PARENTS)


def above(record: Model) -> list[Model]:
    """The places or bodies that a record is part of, nearest first, as far as followed."""
    found, parent = [], getattr(record, "parent", None)
    while parent is not None and len(found) < DEEPEST:
        found.append(parent)
        parent = parent.parent
    return found


def branch(record: Model) -> QuerySet:
    """The ids of a record and of all that is part of it: a subquery."""
    rows = type(record).objects.all()
    if isinstance(record, Official):
        return rows.filter(pk=record.pk).values("pk")
    paths = ["pk", *("__".join(["parent"] * level) for level in range(1, DEEPEST + 1))]
    first, *others = (rows.filter(**{path: record.pk}).values("pk") for path in paths)
    return first.union(*others, all=True)


def ids_of(rows: Iterable[dict[str, int]]) -> list[int]:
    return [row["pk"] for row in rows]


first_of_branch = {
    model: Prepared(lambda pk, model=model: branch(model(pk=pk))[: FEW + 1]) for model in WORDS
}


def public(model: type[Model]) -> QuerySet:
    """The public rows, to be reached by their facts.

    Said this way no index on the flag is tempting: where the database keeps no statistics,
    it takes the flag for rare and would read the whole table by it.
    """
    return model.objects.exclude(is_public=False)


@dataclass(frozen=True)
class Side:
    """A place, organization or official, as one side; `without` is the other, if it lies in it."""

    record: Model
    without: Model | None = None

    @classmethod
    def standing_for(cls, record: Model, ids: list[int] | QuerySet) -> "Side":
        """A side that is known to stand for these records."""
        side = cls(record)
        vars(side)["ids"] = ids
        return side

    @cached_property
    def ids(self) -> list[int] | QuerySet:
        """The records that it stands for; a subquery where they are too many to be listed."""
        if self.without is None:
            found = first_of_branch[type(self.record)](self.record.pk)
            return ids_of(found) if len(found) <= FEW else branch(self.record)
        rows = type(self.record).objects.filter(pk__in=branch(self.record))
        every = rows.exclude(pk__in=branch(self.without)).values("pk")
        few = ids_of(every[: FEW + 1])
        return few if len(few) <= FEW else every

    def facts(self, rows: QuerySet, prefix: str = "") -> list[QuerySet]:
        """Those of `rows` that are of this side; `prefix` stands before their foreign keys."""
        if isinstance(self.record, Official):
            return [rows.filter(**{f"{prefix}official": self.record})]
        if isinstance(self.record, Organization):
            return [rows.filter(**{f"{prefix}organization__in": self.ids})]
        there = rows.filter(**{f"{prefix}organization__place__in": self.ids})
        return [
            rows.filter(**{f"{prefix}place__in": self.ids}),
            # Not `place=None`, by whose index all the many without a place would be read.
            there.exclude(**{f"{prefix}place__isnull": False}),
        ]

    def agreements(self) -> list[QuerySet]:
        """The ids of the agreements that it is a party to, or signed or witnessed."""
        return [rows.values("agreement") for rows in self.facts(public(Party))]

    def presences(self) -> list[QuerySet]:
        """The ids of the events where it was: by its people, by its delegation, as the host."""
        there = public(Appearance)
        ways = self.facts(there)
        if isinstance(self.record, Official):
            return [rows.values("event") for rows in ways]
        sent = self.facts(there, "delegation__from_")
        hosts = self.facts(public(Event))
        return [rows.values("event") for rows in ways + sent] + [
            rows.values("pk") for rows in hosts
        ]

    def sent(self) -> list[QuerySet]:
        return [rows.values("pk") for rows in self.facts(public(Delegation), "from_")]

    def received(self) -> list[QuerySet]:
        return [rows.values("pk") for rows in self.facts(public(Delegation), "to_")]

    def travelled(self) -> list[QuerySet]:
        """The ids of the delegations that an official went with."""
        return [rows.values("delegation") for rows in self.facts(public(Appearance))]

    def holding(self, ids: Iterable[int]) -> set[int]:
        """Which of these places or bodies it stands for."""
        if isinstance(self.ids, list):
            return set(ids) & set(self.ids)
        rows = type(self.record).objects.filter(pk__in=list(ids)).filter(pk__in=self.ids)
        return set(rows.values_list("pk", flat=True))


@dataclass(frozen=True)
class Pair:
    """Two different records of one kind, in the order of their slugs."""

    one: Side
    other: Side
    kind: str = field(init=False)

    @classmethod
    def of(cls, one: Model, other: Model) -> "Pair":
        """The pair of two records; their parents are loaded by `with_parents`."""
        one, other = sorted([one, other], key=lambda record: record.slug)
        return cls(
            Side(one, without=other if one in above(other) else None),
            Side(other, without=one if other in above(one) else None),
        )

    def __post_init__(self):
        object.__setattr__(self, "kind", WORDS[type(self.one.record)])

    def __str__(self):
        names = {"one": self.one.record, "other": self.other.record}
        return _("%(one)s and %(other)s") % names

    def get_absolute_url(self) -> str:
        return pair_address(self.one.record, self.other.record)

    def is_at(self, one: str, other: str) -> bool:
        """Whether these slugs, in this order, are those of its address."""
        return [self.one.record.slug, self.other.record.slug] == [one, other]

    # What a reference to its page is made of.

    description = "Everything reported between the two"

    @property
    def slug(self) -> str:
        return f"{self.one.record.slug}-{self.other.record.slug}"

    @staticmethod
    def record_kind() -> str:
        return "pair"

    @property
    def singular(self) -> str:
        return type(self.one.record).record_kind()

    @property
    def list_name(self) -> str:
        """The name of the address of the list that both are in."""
        return f"archive:{self.singular}_list"

    @property
    def meaning(self) -> str:
        """What each side stands for, in a sentence."""
        return MEANINGS[self.kind]

    @property
    def is_of_officials(self) -> bool:
        return self.kind == "officials"

    def agreements(self) -> QuerySet:
        """With a party of each side; of officials, those that both signed or witnessed."""
        rows = any_of(public(Agreement), *self.one.agreements())
        return any_of(rows, *self.other.agreements())

    @cached_property
    def meetings(self) -> QuerySet:
        """Every event where both were, or at which something between them was signed."""
        rows = any_of(public(Event), *self.one.presences())
        both = any_of(rows, *self.other.presences()).values("pk")
        signed = self.agreements().values("event")
        return any_of(public(Event), both, signed)

    def events(self) -> QuerySet:
        return self.meetings.exclude(kind=EventKind.PAIRING)

    def pairings(self) -> QuerySet:
        return self.meetings.filter(kind=EventKind.PAIRING)

    def delegations(self) -> QuerySet:
        """From either side to the other; of officials, those that both went with."""
        if self.is_of_officials:
            rows = any_of(public(Delegation), *self.one.travelled())
            return any_of(rows, *self.other.travelled())
        there, back = self.journeys(self.one, self.other), self.journeys(self.other, self.one)
        return any_of(public(Delegation), there.values("pk"), back.values("pk"))

    def journeys(self, origin: Side, destination: Side) -> QuerySet:
        """The delegations from one side to the other."""
        rows = any_of(public(Delegation), *origin.sent())
        return any_of(rows, *destination.received())
