"""Pairs of places on a map: standing ties, delegations and agreements between them.

Equirectangular, true to scale along the middle parallel; positions are percents, so that the
land can be stretched under them and type stays its size. Counted in the newest records of
each kind, a fixed number, so that the page costs the same however many there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import cos, radians

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Agreement, Appearance, Delegation, Event, EventKind, Party, Place
from archive.templatetags.frame import as_number
from archive.views.graphs import WIDTHS
from archive.views.partners import counted_for
from archive.views.sides import above, pair_address, with_parents

NEWEST = 300  # records of each kind that are read
SHOWN = 100  # pairs
PARTIES = 6  # places of one agreement that are paired with each other
SHAPE = 16 / 9  # as the style sheet has it
LEAST = 12.0  # degrees of latitude from top to bottom at the least
MARGIN = 1.35  # how much larger than what is on it the map is
LABELS = 14
APART_X, APART_Y = 13.0, 6.0  # percents between labels
COUNTED = ("ties", "delegations", "agreements")


@dataclass
class Between:
    """Two places and the ids of what is between them."""

    one: Place
    other: Place
    found: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def numbers(self) -> list[int]:
        return [len(self.found[name]) for name in COUNTED]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def address(self) -> str:
        return pair_address(self.one, self.other)

    @property
    def is_on_map(self) -> bool:
        return self.one.latitude is not None and self.other.latitude is not None

    @property
    def weight(self) -> int:
        return sum(self.total >= least for least in WIDTHS)

    @property
    def title(self) -> str:
        names = {"one": self.one, "other": self.other, "number": as_number(self.total)}
        return _("%(one)s and %(other)s: %(number)s") % names


@dataclass(frozen=True)
class Spot:
    """A place on the map, percents from its left and top."""

    place: Place
    x: float
    y: float
    label: str = ""

    @property
    def is_left(self) -> bool:
        return self.x > 75


@dataclass(frozen=True)
class Line:
    between: Between
    start: Spot
    end: Spot


@dataclass(frozen=True)
class Frame:
    """The part of the earth that is drawn, in degrees."""

    west: float
    north: float
    width: float
    height: float

    @classmethod
    def around(cls, places: list[Place]) -> "Frame":
        """The smallest frame of the right shape with room around these places."""
        longitudes = [float(place.longitude) for place in places]
        latitudes = [float(place.latitude) for place in places]
        middle = (max(latitudes) + min(latitudes)) / 2
        # Towards a pole a degree of longitude is shorter than one of latitude.
        short = max(cos(radians(middle)), 0.1)
        tall = (max(latitudes) - min(latitudes)) * MARGIN
        wide = (max(longitudes) - min(longitudes)) * short * MARGIN
        height = max(tall, wide / SHAPE, LEAST)
        width = height * SHAPE / short
        centre = (max(longitudes) + min(longitudes)) / 2
        return cls(centre - width / 2, middle + height / 2, width, height)

    def spot(self, place: Place, label: str = "") -> Spot:
        x = (float(place.longitude) - self.west) / self.width * 100
        y = (self.north - float(place.latitude)) / self.height * 100
        return Spot(place, round(x, 2), round(y, 2), label)

    @property
    def view_box(self) -> str:
        """The same in the units of the drawn land: tenths of a degree, south down."""
        edges = (self.west, -self.north, self.width, self.height)
        return " ".join(f"{edge * 10:.1f}" for edge in edges)


@dataclass(frozen=True)
class Map:
    frame: Frame
    spots: list[Spot]
    lines: list[Line]

    @property
    def sentence(self) -> str:
        number = len(self.lines)
        words = ngettext(
            "A map with a line for %(number)s pair of places. The table below has the same.",
            "A map with lines for %(number)s pairs of places. The table below has the same.",
            number,
        )
        return words % {"number": as_number(number)}


def pairings(request):
    """The page of the map."""
    ids = {name: list(rows.values_list("pk", flat=True)) for name, rows in newest().items()}
    pairs = sorted(
        gather(ids), key=lambda each: (-each.total, str(each.one), str(each.other), each.address)
    )
    shown = pairs[:SHOWN]
    context = {
        "pairs": shown,
        "map": drawn(shown),
        "unplaced": [each for each in shown if not each.is_on_map],
        "has_more": len(pairs) > SHOWN,
        "is_newest_only": any(len(found) == NEWEST for found in ids.values()),
    }
    return render(request, "archive/place_map.html", context)


def newest() -> dict[str, QuerySet]:
    ties = Event.objects.public().filter(kind=EventKind.PAIRING)
    return {
        "ties": ties.latest_first()[:NEWEST],
        "delegations": Delegation.objects.public().latest_first()[:NEWEST],
        "agreements": Agreement.objects.public().latest_first()[:NEWEST],
    }


def gather(ids: dict[str, list[int]]) -> list[Between]:
    """The pairs of cities, prefectures and larger places, with what is between them."""
    found = {(name, pk): places for name, pk, places in places_of(ids)}
    every = {place for places in found.values() for place in places}
    rows = with_parents(Place.objects.public().filter(pk__in=every))
    loaded = {place.pk: counted_for(place) for place in rows}
    pairs: dict[tuple[int, int], Between] = {}
    for (name, pk), places in found.items():
        there = {loaded[place] for place in places if place in loaded}
        for one, other in apart(there):
            pair = pairs.setdefault((one.pk, other.pk), Between(one, other))
            pair.found[name].add(pk)
    return list(pairs.values())


def apart(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """Every two of a few places of which neither lies in the other."""
    public = sorted((place for place in places if place.is_public), key=lambda place: place.slug)
    for one, other in combinations(public[:PARTIES], 2):
        if one not in above(other) and other not in above(one):
            yield one, other


def places_of(ids: dict[str, list[int]]) -> Iterator[tuple[str, int, set[int]]]:
    """(what it is, its id, the ids of its places) of each tie, delegation and agreement."""
    there: dict[tuple[str, int], set[int]] = defaultdict(set)
    of_people = Appearance.objects.public().filter(event__in=ids["ties"])
    of_events = Event.objects.filter(pk__in=ids["ties"])
    of_parties = Party.objects.public().filter(agreement__in=ids["agreements"])
    of_journeys = Delegation.objects.filter(pk__in=ids["delegations"])
    for name, rows, key, prefix in [
        ("ties", of_people, "event", ""),
        ("ties", of_events, "pk", ""),
        ("agreements", of_parties, "agreement", ""),
        ("delegations", of_journeys, "pk", "from_"),
        ("delegations", of_journeys, "pk", "to_"),
    ]:
        where = Coalesce(f"{prefix}place", f"{prefix}organization__place")
        for pk, place in rows.order_by().values_list(key, where):
            if place is not None:
                there[name, pk].add(place)
    for (name, pk), places in there.items():
        yield name, pk, places


def drawn(pairs: list[Between]) -> Map | None:
    """The map of those pairs whose places both have coordinates; None if there is none."""
    shown = [pair for pair in pairs if pair.is_on_map]
    if not shown:
        return None
    places = list({place.pk: place for pair in shown for place in (pair.one, pair.other)}.values())
    frame = Frame.around(places)
    spots = {spot.place.pk: spot for spot in labelled(frame, places)}
    lines = [Line(pair, spots[pair.one.pk], spots[pair.other.pk]) for pair in shown]
    return Map(frame, list(spots.values()), lines)


def labelled(frame: Frame, places: list[Place]) -> Iterator[Spot]:
    """The places with their names, as far as no name runs into another."""
    named: list[Spot] = []
    for place in places:
        spot = frame.spot(place, str(place))
        is_free = all(
            abs(spot.x - each.x) > APART_X or abs(spot.y - each.y) > APART_Y for each in named
        )
        if is_free and len(named) < LABELS:
            named.append(spot)
            yield spot
        else:
            yield frame.spot(place)
