"""Counts as rows of dots, or as bars where there are too many to count at a glance.

Dots stand at pixels, so that a row reads alike on any screen; bars are percents of the width.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.models import AgreementKind
from archive.templatetags.facts import between_terms
from archive.templatetags.frame import as_number

MOST_DOTS = 8  # in a row, so that it fits a telephone
DOT, ROW, TALL_ROW = 26, 34, 44  # pixels from one to the next
NARROW, WIDE = 7.5, 14  # pixels of a Latin and of a Chinese character
MARGIN, WIDEST = 16, 150  # pixels after a label; a longer one stands above its row
LONGEST_BAR = 88.0  # percent; the number follows
STANDS = ["", "guess", "unknown"]  # as sure as stated, inferred, not stated


@dataclass(frozen=True)
class Dot:
    x: int
    sureness: str


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    sureness: str


@dataclass(frozen=True)
class Row:
    """One count: its label at `label_y`, its dots or bars in the middle of `y`."""

    label: str
    total: int
    y: int
    label_y: int
    dots: list[Dot]
    bars: list[Bar]
    end: float  # where the number stands: pixels after dots, percent after bars

    @property
    def bar_y(self) -> int:
        return self.y - 6

    @property
    def number_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True)
class Chart:
    """Rows of counts; `sentence` says the same to those who cannot see them."""

    rows: list[Row]
    height: int
    is_bars: bool
    sentence: str
    key: list[tuple[str, str]]  # how sure, in which words


def chart(counts: dict[str, Counter], *, words: str, key: dict[str, str]) -> Chart | None:
    """The chart of `counts`: label → how sure → number. None where there is nothing.

    `words` begins the sentence; `key` has the words for each degree of sureness.
    """
    if not counts:
        return None
    is_bars = max(each.total() for each in counts.values()) > MOST_DOTS
    start = int(max(width_of(label) for label in counts)) + MARGIN
    is_above = is_bars or start > WIDEST
    rows = [
        row(label, each, number, start=0 if is_above else start, is_above=is_above)
        for number, (label, each) in enumerate(counts.items())
    ]
    longest = max(each.total() for each in counts.values())
    if is_bars:
        rows = [barred(each, counts[each.label], longest) for each in rows]
    return Chart(
        rows=rows,
        height=len(rows) * (TALL_ROW if is_above else ROW) + 8,
        is_bars=is_bars,
        sentence=sentence(words, counts),
        key=degrees(counts, key),
    )


def degrees(counts: dict[str, Counter], key: dict[str, str]) -> list[tuple[str, str]]:
    """How sure the counts are, each degree with its words; [] where all are equally stated."""
    there = [each for each in STANDS if any(counted[each] for counted in counts.values())]
    return [] if there == [""] else [(each, key[each]) for each in there]


def width_of(words: str) -> float:
    """About how many pixels a label takes."""
    if words.isascii():
        return len(words) * NARROW
    return sum(WIDE if letter > "\u2e80" else NARROW for letter in words)


def row(label: str, counted: Counter, number: int, *, start: int, is_above: bool) -> Row:
    """A row of dots, the surest first; its label before it or above it."""
    top = number * (TALL_ROW if is_above else ROW)
    sure = [each for each in STANDS for _again in range(min(counted[each], MOST_DOTS))]
    first = start + DOT // 2 - 4
    dots = [Dot(first + place * DOT, each) for place, each in enumerate(sure)]
    middle = top + (32 if is_above else 18)
    return Row(
        label=label,
        total=counted.total(),
        y=middle,
        label_y=top + 14 if is_above else middle + 5,
        dots=dots,
        bars=[],
        end=first + len(dots) * DOT - 8,
    )


def barred(dotted: Row, counted: Counter, longest: int) -> Row:
    """The same row as bars, one for each degree of sureness, end to end."""
    widths = [round(counted[each] / longest * LONGEST_BAR, 2) for each in STANDS]
    starts = [0.0, *accumulate(widths)]
    bars = [
        Bar(round(x, 2), width, each)
        for x, width, each in zip(starts, widths, STANDS, strict=False)
        if width
    ]
    return Row(dotted.label, dotted.total, dotted.y, dotted.label_y, [], bars, round(starts[-1], 2))


def sentence(words: str, counts: dict[str, Counter]) -> str:
    listed = (f"{label} {as_number(each.total())}" for label, each in counts.items())
    return words + _(": ") + between_terms().join(listed) + _(".")


def by_size(counts: dict[str, Counter]) -> dict[str, Counter]:
    """The largest first, equal ones by their label."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return dict(ordered)


def kinds_counted(agreements: Iterable[tuple[list[str], str]]) -> dict[str, Counter]:
    """Label of a kind → how sure → number, of (kinds, how sure) of each agreement."""
    labels = dict(AgreementKind.choices)
    counts: dict[str, Counter] = {}
    for kinds, sureness in agreements:
        for kind in kinds or [""]:
            label = str(labels.get(kind, kind)) if kind else _("kind not stated")
            counts.setdefault(capfirst(label), Counter())[sureness] += 1
    return by_size(counts)
