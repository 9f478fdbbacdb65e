"""Facets whose values are records: the places and bodies that the rows of a list are of."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.filters.facets import MOST, Choice, Choices, Ids, Sample
from archive.models import Organization, Place
from archive.models.places import DEEPEST

SPARE = 3 * MOST  # the most frequent records, of which some may not be public
MOST_FACTS = 5000  # read for one facet

ORGANIZATION, PLACE = _("Organization"), _("Place")

type Group = tuple[Iterable[int | None], int]  # ids that rows have in common; how many rows
type Way = Callable[[Sample], QuerySet]  # to pairs: the id of a row, the id of a value


@dataclass(frozen=True)
class Groups:
    """The rows of a sample by what they are of. `is_partial`: there was more to read."""

    groups: list[Group]
    is_partial: bool = False


class Source(Protocol):
    def groups(self, sample: Sample) -> Groups: ...


class Columns:
    """What rows are of by columns of their own."""

    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def groups(self, sample: Sample) -> Groups:
        return Groups([(row[:-1], row[-1]) for row in sample.counted_by(*self.paths)])


class Pairs:
    """What rows are of by several ways, each row once for every value."""

    def __init__(self, *ways: Way) -> None:
        self.ways = ways

    def groups(self, sample: Sample) -> Groups:
        first, *others = (way(sample) for way in self.ways)
        rows = first.union(*others) if others else first.distinct()
        pairs = list(rows.order_by()[: MOST_FACTS + 1])
        values: dict[int, set[int]] = {}
        for row, value in pairs[:MOST_FACTS]:
            values.setdefault(row, set()).add(value)
        groups = Counter(frozenset(each) for each in values.values())
        return Groups(list(groups.items()), is_partial=len(pairs) > MOST_FACTS)


def own(value: str, *conditions: Q) -> Way:
    """A column of the rows themselves."""

    def way(sample: Sample) -> QuerySet:
        rows = sample.rows.filter(*conditions, **{f"{value}__isnull": False})
        return rows.values_list("pk", value)

    return way


def by_facts(model: type[Model], row: str, *values: str) -> list[Way]:
    """Columns of the public facts of a model that have the rows as their `row`."""

    def way_to(value: str) -> Way:
        def way(sample: Sample) -> QuerySet:
            facts = model._default_manager.filter(is_public=True, **{f"{row}__in": Ids(sample.ids)})
            return facts.filter(**{f"{value}__isnull": False}).order_by().values_list(row, value)

        return way

    return [way_to(value) for value in values]


@dataclass(frozen=True)
class Organizations:
    """Bodies. With `finds_more` the filter finds other rows too: the counts are lower bounds."""

    source: Source
    label: str | Promise = ORGANIZATION
    words: tuple[str, ...] = ("organization",)
    finds_more: bool = False

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        if chosen:
            return Choices()
        found = self.source.groups(sample)
        tally: Counter[int] = Counter()
        for values, number in found.groups:
            for value in set(values):
                if value is not None:
                    tally[value] += number
        choices = named(Organization, tally, "organization")
        return Choices(choices, at_least=found.is_partial or self.finds_more)


@dataclass(frozen=True)
class Places:
    """Places, each with all that lies in it. Of the one that is chosen, what lies in it."""

    source: Source
    label: str | Promise = PLACE
    words: tuple[str, ...] = ("place",)

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        found = self.source.groups(sample)
        areas = areas_of({each for values, _number in found.groups for each in values if each})
        tally: Counter[int] = Counter()
        for values, number in found.groups:
            reached = [areas.get(value, []) for value in values if value]
            if chosen:
                reached = [inside(area, chosen.pk) for area in reached]
            for place in {place for area in reached for place in area}:
                tally[place] += number
        return Choices(named(Place, tally, "place"), at_least=found.is_partial)


def areas_of(places: set[int]) -> dict[int, list[int]]:
    """Of each place itself and those it lies in, the nearest first."""
    above = ("__".join(["parent"] * level) for level in range(1, DEEPEST + 1))
    rows = Place.objects.filter(pk__in=Ids(list(places))).order_by().values_list("pk", *above)
    return {row[0]: [place for place in row if place] for row in rows}


def inside(area: list[int], outer: int) -> list[int]:
    """What of an area lies in the place `outer`."""
    return area[: area.index(outer)] if outer in area else []


def named(model: type[Model], tally: Counter[int], word: str) -> list[Choice]:
    """The public records of a tally by their names, those of most rows first."""
    most = dict(tally.most_common(SPARE))
    rows = model._default_manager.filter(is_public=True, pk__in=most).order_by("sorts_as", "pk")
    found = [
        Choice(name, {word: slug}, most[pk])
        for pk, slug, name in rows.values_list("pk", "slug", "name")
    ]
    return sorted(found, key=lambda choice: -choice.count)[:MOST]
