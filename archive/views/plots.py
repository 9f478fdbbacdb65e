"""Events along a line of time: where each dot, label and gridline stands.

Positions are percents of the width, so that the drawing needs no scaling. What has no year
stands beside the axis, never on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import LONG_AGO, Event
from archive.templatetags.facts import certainty, words_of

LEFT, RIGHT, RIGHT_BESIDE_UNDATED = 1.0, 99.0, 81.0  # percents of the axis
UNDATED = (88.0, 91.4, 94.8, 98.2)  # where what has no year stands, in rows
UNDATED_ROWS, ROW, BASE = 5, 15, 106  # how many rows, pixels from one to the next, the axis
LABEL, TALL = 80, 176  # the top of a label above the axis, the height of everything
NAMED = 3  # records that the title of a mark names
APART = 13.0  # percents between two labels on one level
MOST_TICKS = 13
MOST_LABELS = 6
BELOW, ABOVE = "below", "above"
SURENESS = ["", "guess", "unknown"]


@dataclass
class Mark:
    """The events of one day (or month, or year), drawn as one dot or bar."""

    x: float
    to: float  # where a bar ends; `x` for a dot
    label: str
    sureness: str  # "", "guess" or "unknown"
    agreements: int
    level: str = ""  # where the label stands; "" leaves it out
    y: int = BASE
    title: str = ""

    @property
    def ticks(self) -> list[int]:
        """The heights of the ticks above the dot, one for each agreement as far as they fit."""
        return [92 - 5 * number for number in range(min(self.agreements, MOST_TICKS))]

    @property
    def count_y(self) -> int:
        """The height of the words that count the agreements."""
        return self.ticks[-1] + 8 if self.ticks else 0


@dataclass
class Plot:
    """A line of time: `grid` are positions, `labels` positions and words."""

    marks: list[Mark]
    undated: list[Mark]
    grid: list[float]
    labels: list[tuple[float, str]]
    right: float
    sureness: set[str] = field(default_factory=set)
    hidden: int = 0  # how many more have no year than are drawn

    @property
    def undated_count(self) -> int:
        return len(self.undated) + self.hidden

    @property
    def lift(self) -> int:
        """Pixels at the top that nothing is drawn in, to be left out."""
        ticks = [min(mark.count_y - 8, *mark.ticks) for mark in self.marks if mark.ticks]
        return max(min([LABEL, *ticks, *(mark.y - 8 for mark in self.undated)]) - 14, 0)

    @property
    def height(self) -> int:
        return TALL - self.lift

    @property
    def has_agreements(self) -> bool:
        return any(mark.agreements for mark in [*self.marks, *self.undated])


@dataclass(frozen=True)
class Axis:
    """Whole years, from the first to the last in which something happened."""

    first: int
    last: int
    right: float

    def place(self, day: date) -> float:
        """The percent at which a day stands."""
        years = day.year - self.first + (day.timetuple().tm_yday - 1) / 366
        share = years / self.years
        return round(LEFT + min(max(share, 0), 1) * (self.right - LEFT), 2)

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    def grid(self) -> list[float]:
        """The months of up to two years; else the years, as far as they can be told apart."""
        if self.years <= 2:
            months = [date(y, m, 1) for y in range(self.first, self.last + 1) for m in range(1, 13)]
            return [self.place(month) for month in months] + [self.right]
        step = -(-self.years // 24)
        years = range(self.first, self.last + 1, step)
        return [self.place(date(year, 1, 1)) for year in years] + [self.right]

    def labels(self) -> list[tuple[float, str]]:
        """The year, and what tells the way between: quarters, halves, or later years."""
        step = {1: 3, 2: 6}.get(self.years)
        if step is None:
            years = range(self.first, self.last + 1, -(-self.years // MOST_LABELS))
            return [(self.place(date(year, 1, 1)), str(year)) for year in years]
        days = [
            date(year, month, 1)
            for year in range(self.first, self.last + 1)
            for month in range(1, 13, step)
        ]
        return [
            (self.place(day), str(day.year) if day.month == 1 else date_format(day, "F"))
            for day in days
        ]


def plot(events: Iterable[Event]) -> Plot | None:
    """The drawing of these events or agreements; None where nothing has a year.

    An event with `agreement_count` has a tick for each agreement.
    """
    every = list(events)
    dated = sorted((event for event in every if event.date_earliest), key=drawn_together)
    undated = [event for event in every if not event.date_earliest]
    if not dated:
        return None
    axis = Axis(
        first=span(dated[0])[0].year,
        last=max(latest.year for _, latest in map(span, dated)),
        right=RIGHT_BESIDE_UNDATED if undated else RIGHT,
    )
    marks = [mark(list(group), axis) for _, group in groupby(dated, key=drawn_together)]
    levelled(marks)
    beside = [undated_mark(event, x, y) for event, (x, y) in zip(undated, places(), strict=False)]
    sureness = {each.sureness for each in [*marks, *beside]}
    hidden = len(undated) - len(beside)
    return Plot(marks, beside, axis.grid(), axis.labels(), axis.right, sureness, hidden)


def places() -> Iterator[tuple[float, int]]:
    """Where what has no year stands, beside the axis: row upon row."""
    for row in range(UNDATED_ROWS):
        for x in UNDATED:
            yield x, BASE - row * ROW


def span(event: Event) -> tuple[date, date]:
    """The first and last day; an open end is where it began."""
    earliest = event.date_earliest or LONG_AGO
    return earliest, event.date_latest or earliest


def drawn_together(event: Event) -> tuple[date, date, bool]:
    """Events with the same key share a mark."""
    return (*span(event), is_open(event))


def is_open(event: Event) -> bool:
    """Whether it began on a day and no end is stated."""
    return event.date_latest is None


def mark(events: list[Event], axis: Axis) -> Mark:
    """One mark for events of the same span, as sure as the surest of them."""
    earliest, latest = span(events[0])
    label = words_of(events[0]).text if is_open(events[0]) else short(earliest, latest)
    return Mark(
        x=axis.place(earliest),
        to=axis.place(latest),
        label=f"{label} ({len(events)})" if len(events) > 1 else label,
        sureness=min((certainty(event) for event in events), key=SURENESS.index),
        agreements=sum(getattr(event, "agreement_count", 0) for event in events),
        title=title(label, events),
    )


def title(label: str, events: list[Event]) -> str:
    """What a mark stands for: the day, and the first of its records by name."""
    names = _("; ").join(str(event) for event in events[:NAMED])
    more = " …" if len(events) > NAMED else ""
    return (label + _(": ") if label else "") + names + more


def undated_mark(event: Event, x: float, y: int) -> Mark:
    words = words_of(event).text
    return Mark(x, x, words, "unknown", 0, level=BELOW, y=y, title=title(words, [event]))


def short(earliest: date, latest: date) -> str:
    """The fewest words for a day, a month, a year."""
    return short_in(get_language(), earliest, latest)


@lru_cache(maxsize=2000)
def short_in(_language: str, earliest: date, latest: date) -> str:
    if earliest == latest:
        return date_format(earliest, _("j M"))
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return date_format(earliest, "F")
    return str(earliest.year)


def levelled(marks: list[Mark]) -> None:
    """Give each label a level where it does not run into the one before; else leave it out."""
    last = {ABOVE: -APART, BELOW: -APART}
    for each in marks:
        middle = (each.x + each.to) / 2
        levels = (BELOW,) if each.agreements else (ABOVE, BELOW)
        each.level = next((level for level in levels if middle - last[level] >= APART), "")
        if each.level:
            last[each.level] = middle
        if each.agreements:
            last[ABOVE] = middle
