"""Facets: of which kind, language and year the rows of a list are, and how many of each.

A facet says of every value how many rows its filter then finds, so it counts as the filter
does: a year stands for every span that touches it, a place for all that lies in it.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from django.db.models import BigIntegerField, Count, Func, IntegerField, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST = 8  # values that a facet shows

KIND, LANGUAGE, YEAR = _("Kind"), _("Language"), _("Year")


class Ids(Func):
    """Some ids for ``…__in=``, as one parameter: a thousand cost milliseconds to write out."""

    output_field = BigIntegerField()

    def __init__(self, ids: list[int]) -> None:
        super().__init__()
        self.ids = ids

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return "(SELECT value FROM json_each(%s))", [str(self.ids)]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return "(SELECT unnest(%s::bigint[]))", [self.ids]


@dataclass(frozen=True)
class Sample:
    """The rows that are counted: some of a list, by their ids."""

    model: type[Model]
    ids: list[int]

    @cached_property
    def rows(self) -> QuerySet:
        return self.model._default_manager.filter(pk__in=Ids(self.ids)).order_by()

    def counted_by(self, *values: Any) -> list[tuple]:
        """The different values of these columns, the number of rows that have them last."""
        return list(self.rows.values_list(*values).annotate(Count("pk")))


@dataclass(frozen=True)
class Choice:
    """A value, the parameters of an address that choose it, and how many rows have it."""

    label: str
    words: dict[str, str]
    count: int


@dataclass(frozen=True)
class Choices:
    """The most frequent values. Where `at_least` is true, each may have more rows."""

    choices: list[Choice] = field(default_factory=list)
    at_least: bool = False


class Facet(Protocol):
    """What a list may be narrowed by; `words` are the parameters that say so."""

    @property
    def label(self) -> str | Promise: ...

    @property
    def words(self) -> tuple[str, ...]: ...

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        """The values in the sample. `chosen` is what the first of `words` names already."""


def most_frequent(
    tally: dict[Any, int], label: Callable[[Any], Any], words: Callable[[Any], dict[str, str]]
) -> Choices:
    """The values of a tally, those of most rows first."""
    ranked = sorted(tally.items(), key=lambda item: (-item[1], str(item[0])))[:MOST]
    return Choices([Choice(str(label(key)), words(key), count) for key, count in ranked])


@dataclass(frozen=True)
class Terms:
    """A column with a term of a fixed list, or with several of them (TermsField)."""

    column: str
    label: str | Promise = KIND
    words: tuple[str, ...] = ("kind",)

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        if chosen:
            return Choices()
        column: Any = sample.model._meta.get_field(self.column)
        labels = dict(column.choices)
        tally: Counter[str] = Counter()
        for terms, count in sample.counted_by(self.column):
            for term in terms if isinstance(terms, list) else [terms]:
                if term in labels:
                    tally[term] += count
        return most_frequent(tally, lambda term: labels[term], lambda term: {"kind": term})


@dataclass(frozen=True)
class Languages:
    """The tags of the languages of texts; one without a script stands for all its scripts."""

    label: str | Promise = LANGUAGE
    words: tuple[str, ...] = ("language",)

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        if chosen:
            return Choices()
        tally: Counter[str] = Counter()
        for tag, count in sample.counted_by("language"):
            tally[tag.lower()] += count
        found = {
            tag: sum(n for other, n in tally.items() if f"{other}-".startswith(f"{tag}-"))
            for tag in filter(None, tally)
        }
        return most_frequent(found, str, lambda tag: {"language": tag})


class Year(Func):
    """The year of a date; SQLite keeps days as text that begins with it."""

    function = "EXTRACT"
    template = "CAST(EXTRACT(YEAR FROM %(expressions)s) AS integer)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)"
        return super().as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Years:
    """The years in which a dated claim begins or ends, each with all that touches it."""

    span: str = "date"
    label: str | Promise = YEAR
    words: tuple[str, ...] = ("from", "to")

    def choices(self, sample: Sample, chosen: Any) -> Choices:
        if chosen:
            return Choices()
        spans = sample.counted_by(Year(f"{self.span}_earliest"), Year(f"{self.span}_latest"))
        tally = {
            year: sum(number for start, end, number in spans if touches(start, end, year))
            for year in {year for start, end, _number in spans for year in (start, end) if year}
        }
        found = most_frequent(
            tally,
            lambda year: f"{year:04}",
            lambda year: dict.fromkeys(self.words, f"{year:04}"),
        )
        return Choices(sorted(found.choices, key=lambda choice: choice.label, reverse=True))


def touches(start: int | None, end: int | None, year: int) -> bool:
    """Whether a span of years, open where None, has a day in this one; none at all never has."""
    if start is None and end is None:
        return False
    return (start is None or start <= year) and (end is None or year <= end)
