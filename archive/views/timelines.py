"""A list along a line of time: a dot for each record, or a bar for each year or month.

What is drawn is what the list holds, with its filters. A list of one page is read as it is;
a longer one is counted by its database, and only up to the cap of all lists: beyond it a
sentence stands instead, so that no page costs more because the archive has grown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, QuerySet
from django.db.models.functions import TruncMonth, TruncYear
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from archive.models import LONG_AGO
from archive.templatetags.frame import as_number, counted
from archive.views.lists import Whole
from archive.views.paging import Page
from archive.views.plots import Axis, Plot, plot

TALLEST = 80  # pixels of the tallest bar
MOST_NUMBERS = 13  # bars that have their number written on them
FEW_YEARS = 2  # of which months are drawn
RIGHT, RIGHT_BESIDE_UNDATED = 99.0, 81.0


@dataclass(frozen=True)
class Bar:
    """How many in a year or month: from `x`, `width` wide, percents; `height` in pixels."""

    x: float
    width: float
    height: int
    count: int
    words: str  # the year or month

    @property
    def title(self) -> str:
        return f"{self.words}{_(': ')}{as_number(self.count)}"

    @property
    def y(self) -> int:
        return 106 - self.height

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def number_y(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    grid: list[float]
    labels: list[tuple[float, str]]
    right: float
    undated_count: int

    lift = 10
    height = 166

    @property
    def has_numbers(self) -> bool:
        return len(self.bars) <= MOST_NUMBERS


@dataclass(frozen=True)
class Timeline:
    """Dots, or bars, or neither where there are too many to count; `sentence` says it."""

    sentence: str
    plot: Plot | None = None
    bars: Bars | None = None


def timeline_of_page(page: Page, whole: Whole) -> Timeline | None:
    """The timeline above a list whose first page is `page`; None on later pages."""
    kind = whole.rows.model.record_kind()
    if not page.is_first or not page.rows:
        return None
    if not page.next_cursor:
        return timeline_of_rows(whole.rows.prefetch_related(None), kind)
    if whole.is_capped:
        return Timeline(_("Too many to draw along a line of time. A filter makes them fewer."))
    return timeline_of_counts(whole.rows, kind)


def timeline_of_rows(rows: Iterable[Model], kind: str) -> Timeline | None:
    """A dot for each day; None where nothing has a year."""
    rows = list(rows)
    drawn = plot(rows)
    if drawn is None:
        return None
    return Timeline(sentence(kind, len(rows), drawn.undated_count), plot=drawn)


def timeline_of_counts(rows: QuerySet, kind: str) -> Timeline | None:
    """A bar for each year, or for each month of a year or two."""
    years = counted_by(rows, TruncYear)
    undated = years.pop(LONG_AGO, 0)
    if not years:
        return None
    counts = years
    axis = Axis(min(years).year, max(years).year, RIGHT_BESIDE_UNDATED if undated else RIGHT)
    is_monthly = axis.years <= FEW_YEARS
    if is_monthly:
        counts = counted_by(rows, TruncMonth)
        counts.pop(LONG_AGO, None)
    tallest = max(counts.values())
    bars = [
        bar(axis, day, count, tallest, is_monthly=is_monthly)
        for day, count in sorted(counts.items())
    ]
    drawn = Bars(bars, axis.grid(), axis.labels(), axis.right, undated)
    return Timeline(sentence(kind, sum(counts.values()) + undated, undated), bars=drawn)


def counted_by(rows: QuerySet, unit) -> dict[date, int]:
    """How many begin in each year or month: its first day → number, from one grouped query."""
    plain = rows.model.objects.filter(pk__in=rows.order_by().values("pk"))
    grouped = plain.order_by().values_list(unit("sorts_on")).annotate(Count("pk"))
    return dict(grouped)


def bar(axis: Axis, day: date, count: int, tallest: int, *, is_monthly: bool) -> Bar:
    parts = axis.years * (12 if is_monthly else 1)
    width = (axis.right - 1) / parts
    return Bar(
        x=round(axis.place(day) + width * 0.1, 2),
        width=round(width * 0.8, 2),
        height=max(round(count / tallest * TALLEST), 2),
        count=count,
        words=date_format(day, "F Y" if is_monthly else "Y"),
    )


def sentence(kind: str, number: int, undated: int) -> str:
    """What the drawing shows, for those who cannot see it."""
    words = {"records": counted(kind, number), "undated": as_number(undated)}
    if undated:
        return (
            _(
                "%(records)s along a line of time, %(undated)s of them without a year beside it. "
                "The table below has the same."
            )
            % words
        )
    return _("%(records)s along a line of time. The table below has the same.") % words
