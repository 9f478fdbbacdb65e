"""With whom a place, a body or a person is reported most often.

Read from the newest events, delegations and agreements of the record, a fixed number of
each, so that the page costs the same however much there is. Places are counted for the city
or prefecture that they lie in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce

from archive.filters.base import any_of
from archive.models import (
    Agreement,
    Appearance,
    Delegation,
    Event,
    Official,
    Party,
    Place,
    PlaceLevel,
)
from archive.views.graphs import MOST, Graph, graph
from archive.views.sides import Side, above, pair_address, public, with_parents

NEWEST = 100  # records of each kind that are read
ROWS = 5000  # facts about them
SMALL = {PlaceLevel.COUNTY, PlaceLevel.DISTRICT, PlaceLevel.TOWN, PlaceLevel.VILLAGE}
COUNTED = ("events", "delegations", "agreements")


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
    side = Side(record)
    ids = {name: list(newest(rows)) for name, rows in of_side(side).items()}
    pairs = [
        (name, other, pk)
        for name, found in ids.items()
        for other, pk in others_at(record, name, found[:NEWEST])
    ]
    signed = where_signed(ids["agreements"])
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


def newest(rows: QuerySet) -> QuerySet:
    return rows.latest_first().values_list("pk", flat=True)[: NEWEST + 1]


def where_signed(agreements: list[int]) -> dict[int, int]:
    """The public event of each of these agreements that has one: agreement → event."""
    rows = Agreement.objects.filter(pk__in=agreements, event__is_public=True)
    return dict(rows.values_list("pk", "event"))


def others_at(record: Model, name: str, ids: list[int]) -> Iterator[tuple[int, int]]:
    """(id of whoever was there or took part, id of the event, delegation or agreement)."""
    for rows, prefix, key in facts_of(record, name):
        who = whom(record, prefix)
        found = rows.filter(**{f"{key}__in": ids}).annotate(who=who, what=F(key))
        pairs = found.filter(who__isnull=False).values_list("who", "what").order_by().distinct()
        yield from pairs[:ROWS]


def facts_of(record: Model, name: str) -> list[tuple[QuerySet, str, str]]:
    """The rows that say who was in it: queryset, prefix of their foreign keys, key of what."""
    if name == "agreements":
        return [(public(Party), "", "agreement")]
    if isinstance(record, Official):
        return [(public(Appearance), "", name.removesuffix("s"))]
    if name == "delegations":
        return [(public(Delegation), "from_", "pk"), (public(Delegation), "to_", "pk")]
    there = public(Appearance)
    return [
        (there, "", "event"),
        (there.exclude(delegation=None), "delegation__from_", "event"),
        (public(Event), "", "pk"),
    ]


def whom(record: Model, prefix: str):
    """The id of the record's kind that a fact is of; its own place before its body's."""
    if isinstance(record, Place):
        return Coalesce(f"{prefix}place", f"{prefix}organization__place")
    return F(f"{prefix}{record.record_kind()}")


def gather(record: Model, side: Side, pairs: Iterable[tuple[str, int, int]]) -> list[Partner]:
    """One partner for each other record, without the record itself and what it lies in."""
    pairs = list(pairs)
    ids = {other for _name, other, _pk in pairs}
    ids -= side.holding(ids)
    rows = with_parents(type(record).objects.filter(pk__in=ids, is_public=True))
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


def counted_for(record: Model) -> Model:
    """The city or prefecture that a smaller place lies in; any other record itself."""
    if not isinstance(record, Place) or record.level not in SMALL:
        return record
    larger = [each for each in above(record) if each.level == PlaceLevel.PREFECTURE]
    return larger[0] if larger else record
