"""With whom a place, a body or a person is reported most often.

Read from the newest events, delegations and agreements of the record, a fixed number of
each, so that the page costs the same however much there is. Places are counted for the city
or prefecture that they lie in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import batched

from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce

from archive.filters.base import any_of
from archive.models import (
    Agreement,
    Appearance,
    Delegation,
    Event,
    Official,
    Organization,
    Party,
    Place,
    PlaceLevel,
)
from archive.models.prepared import MOST_AT_ONCE, Prepared
from archive.views.graphs import MOST, Graph, graph
from archive.views.sides import WORDS, Side, above, branch, pair_address, public

NEWEST = 100  # records of each kind that are read
ROWS = 5000  # facts about them
SMALL = {PlaceLevel.COUNTY, PlaceLevel.DISTRICT, PlaceLevel.TOWN, PlaceLevel.VILLAGE}
COUNTED = ("events", "delegations", "agreements")
# What a partner's row prints, and what its place in the tree is told by.
NAMED = {
    Official: ["slug", "name", "is_public"],
    Organization: ["slug", "name", "is_public", "parent"],
    Place: ["slug", "name", "is_public", "parent", "level"],
}


@dataclass
class Partner:
    """Another record of the kind, and the ids of what both are in."""

    centre: Model
    record: Model
    found: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def numbers(self) -> list[int]:
        return [len(self.found[name]) for name in COUNTED]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def address(self) -> str:
        return pair_address(self.centre, self.record)


@dataclass(frozen=True)
class Partners:
    """The most frequent, and whether there are more, or older ones that were not read."""

    rows: list[Partner]
    more: bool
    is_newest_only: bool
    graph: Graph
    kind: str


def partners_of(record: Model) -> Partners | None:
    """With whom `record` is reported most often; None where there is nobody.

    `record` is a place, an organization or an official. A fixed number of statements.
    """
    side, kind = Side(record), type(record)
    who = side.ids if kind is not Official and isinstance(side.ids, list) else record.pk
    ids = {name: newest[kind, name](who) for name in COUNTED}
    pairs = [
        (name, other, pk)
        for name, found in ids.items()
        for read in others_at[kind, name]
        for other, pk in read(found[:NEWEST])
    ]
    signed = dict(where_signed(ids["agreements"]))
    at = [(other, pk) for name, other, pk in pairs if name == "agreements"]
    pairs += [("events", other, signed[pk]) for other, pk in at if pk in signed]
    partners = gather(record, side, pairs)
    if not partners:
        return None
    ranked = sorted(partners, key=lambda each: (-each.total, str(each.record), each.record.pk))
    shown = ranked[:MOST]
    drawing = graph(record, [(each.record, each.total) for each in shown])
    is_newest_only = any(len(found) > NEWEST for found in ids.values())
    return Partners(shown, len(ranked) > MOST, is_newest_only, drawing, record.record_kind())


def of_side(side: Side) -> dict[str, QuerySet]:
    """What the record is in, by kind."""
    is_person = isinstance(side.record, Official)
    journeys = side.travelled() if is_person else [*side.sent(), *side.received()]
    return {
        "events": any_of(public(Event), *side.presences()),
        "delegations": any_of(public(Delegation), *journeys),
        "agreements": any_of(public(Agreement), *side.agreements()),
    }


def newest_of(kind: type[Model], name: str, who: int | list[int]) -> QuerySet:
    """The ids of the newest that records of a kind are in; `who`: theirs, or whose branch."""
    record = kind(pk=who[0] if isinstance(who, list) else who)
    ids = who if isinstance(who, list) else branch(record)
    rows = of_side(Side.standing_for(record, ids))[name]
    return rows.latest_first().values_list("pk", flat=True)[: NEWEST + 1]


@Prepared
def where_signed(agreements: list[int]) -> QuerySet:
    """The public event of each of these agreements that has one: agreement, event."""
    rows = Agreement.objects.filter(pk__in=agreements, event__is_public=True)
    return rows.values_list("pk", "event")


def whoever(kind: type[Model], rows: QuerySet, prefix: str, key: str, ids: list[int]) -> QuerySet:
    """(id of whoever was there or took part, id of the event, delegation or agreement)."""
    found = rows.filter(**{f"{key}__in": ids}).annotate(who=whom(kind, prefix), what=F(key))
    pairs = found.filter(who__isnull=False).values_list("who", "what").order_by().distinct()
    return pairs[:ROWS]


def facts_of(kind: type[Model], name: str) -> list[tuple[QuerySet, str, str]]:
    """The rows that say who was in it: queryset, prefix of their foreign keys, key of what."""
    if name == "agreements":
        return [(public(Party), "", "agreement")]
    if kind is Official:
        return [(public(Appearance), "", name.removesuffix("s"))]
    if name == "delegations":
        return [(public(Delegation), "from_", "pk"), (public(Delegation), "to_", "pk")]
    there = public(Appearance)
    return [
        (there, "", "event"),
        (there.exclude(delegation=None), "delegation__from_", "event"),
        (public(Event), "", "pk"),
    ]


def whom(kind: type[Model], prefix: str):
    """The id of the kind of record that a fact is of; its own place before its body's."""
    if kind is Place:
        return Coalesce(f"{prefix}place", f"{prefix}organization__place")
    return F(f"{prefix}{kind.record_kind()}")


newest = {
    (kind, name): Prepared(partial(newest_of, kind, name)) for kind in WORDS for name in COUNTED
}
others_at = {
    (kind, name): [Prepared(partial(whoever, kind, *fact)) for fact in facts_of(kind, name)]
    for kind in WORDS
    for name in COUNTED
}


def gather(record: Model, side: Side, pairs: Iterable[tuple[str, int, int]]) -> list[Partner]:
    """One partner for each other record, without the record itself and what it lies in."""
    pairs = list(pairs)
    ids = {other for _name, other, _pk in pairs}
    ids -= side.holding(ids)
    rows = [each for each in with_above(type(record), ids) if each.is_public]
    loaded = {each.pk: counted_for(each) for each in rows}
    # What the record lies in would be its own partner in all that it does.
    around = {each.pk for each in above(record)}
    partners: dict[int, Partner] = {}
    for name, other, pk in pairs:
        found = loaded.get(other)
        if found is None or found.pk in around or not found.is_public:
            continue
        partner = partners.setdefault(found.pk, Partner(record, found))
        partner.found[name].add(pk)
    return list(partners.values())


def with_above(kind: type[Model], ids: Iterable[int]) -> list[Model]:
    """The records with these ids; each place or body with what it lies in, loaded once for all."""
    found: dict[int, Model] = {}
    missing = set(ids)
    while missing:
        for some in batched(sorted(missing), MOST_AT_ONCE, strict=False):
            found |= {each.pk: each for each in named[kind](list(some))}
        above_them = {getattr(each, "parent_id", None) for each in found.values()}
        missing = above_them - {None} - found.keys()
    for each in found.values():
        if getattr(each, "parent_id", None) is not None:
            each.parent = found[each.parent_id]
    return [found[pk] for pk in ids if pk in found]


named = {
    kind: Prepared(lambda ids, kind=kind: kind.objects.filter(pk__in=ids).only(*NAMED[kind]))
    for kind in WORDS
}


def counted_for(record: Model) -> Model:
    """The city or prefecture that a smaller place lies in; any other record itself."""
    if not isinstance(record, Place) or record.level not in SMALL:
        return record
    larger = [each for each in above(record) if each.level == PlaceLevel.PREFECTURE]
    return larger[0] if larger else record
