"""Facets as links: each value leads to the list narrowed by it, what is chosen leads back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.filters.base import RecordFilter
from archive.filters.facets import Sample
from archive.templatetags.wording import language_name


@dataclass(frozen=True)
class Link:
    """A value, how many rows have it, and the address of the list of them."""

    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Facet:
    """The most frequent values of one kind. `at_least`: each may have more rows."""

    label: str | Promise
    links: list[Link]
    at_least: bool


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed by: the parameter, its words, and the address without it."""

    name: str
    label: str | Promise
    value: str
    address: str


def facets_of(filterset: RecordFilter, ids: list[int], *, is_capped: bool) -> Iterator[Facet]:
    """What the rows with these ids have in common, facets without a value left out.

    `is_capped` where the list goes on beyond these ids. At most nine statements.
    """
    sample = Sample(filterset.queryset.model, ids)
    given = cleaned(filterset)
    for facet in filterset.facets:
        named = next((given[word] for word in facet.words if given.get(word)), None)
        found = facet.choices(sample, named)
        links = [
            Link(name_of(facet.words, each.label), each.count, address(filterset, each.words))
            for each in found.choices
        ]
        if links:
            yield Facet(facet.label, links, found.at_least or is_capped)


def name_of(words: tuple[str, ...], label: str) -> str:
    """What a reader calls a value: languages are known by their tags."""
    return language_name(label) if words == ("language",) else capfirst(label)


def chosen(filterset: RecordFilter) -> Iterator[Chosen]:
    """What narrows the list, in the order of the form; the same year from and to as one."""
    given = {name: value for name, value in cleaned(filterset).items() if value and name != "sort"}
    if year := the_year(filterset):
        del given["from"], given["to"]
        yield Chosen("from", _("Year"), year, address(filterset, {"from": "", "to": ""}))
    for name, value in given.items():
        field = filterset.form.fields[name]
        if isinstance(value, list):
            labels = dict(field.choices)
            for term in value:
                rest = {name: [other for other in value if other != term]}
                yield Chosen(
                    name, field.label, capfirst(str(labels[term])), address(filterset, rest)
                )
        else:
            words = str(value) if isinstance(value, Model) else filterset.data[name]
            yield Chosen(name, field.label, words, address(filterset, {name: ""}))


def the_year(filterset: RecordFilter) -> str:
    """The year that a list is of, if its days are the same year from and to."""
    if "from" not in filterset.form.fields:
        return ""
    first, last = filterset.data.get("from", ""), filterset.data.get("to", "")
    return first if first == last and len(first) == len("2018") else ""


def cleaned(filterset: RecordFilter) -> dict[str, Any]:
    """What the address says, as far as the form understands it."""
    return filterset.form.cleaned_data if filterset.is_bound else {}


def address(filterset: RecordFilter, words: dict[str, Any]) -> str:
    """The first page of this list with these parameters instead of its own; "" takes one away."""
    kept = {
        name: [value for value in values if value]
        for name, values in filterset.data.lists()
        if name in filterset.form.fields
    }
    given = {name: value for name, value in (kept | words).items() if value}
    return "?" + urlencode(given, doseq=True)
