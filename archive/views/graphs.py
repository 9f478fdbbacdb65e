"""A record in the middle, those it is reported with around it: where each stands.

Positions are percents of the width and pixels of the height, so that the drawing needs no
scaling: on each side one name to a line, the most frequent first, left before right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.templatetags.frame import as_number
from archive.views.charts import width_of
from archive.views.sides import pair_address

MOST = 30  # around one record
LINE, MARGIN, LOWEST = 26, 26, 150  # pixels: from name to name, above and below, least height
NEAR, FAR = 7.0, 15.0  # percents from the middle: at the ends of an arc, and so much more within
SHORT, LONG = 92, 195  # pixels of a name on a telephone, and where there is room
WIDTHS = [1, 2, 4, 8]  # a line is the wider the more of these its count reaches


@dataclass(frozen=True)
class Node:
    record: Model
    count: int
    x: float
    y: int
    is_left: bool
    address: str

    @property
    def weight(self) -> int:
        """From 1 for a single time to 4."""
        return sum(self.count >= least for least in WIDTHS)

    @property
    def radius(self) -> float:
        return 3.5 + 1.5 * self.weight

    @property
    def short(self) -> str:
        return shortened(str(self.record), SHORT)

    @property
    def long(self) -> str:
        return shortened(str(self.record), LONG)

    @property
    def title(self) -> str:
        names = {"name": self.record, "number": as_number(self.count)}
        return _("%(name)s: %(number)s in common") % names


@dataclass(frozen=True)
class Graph:
    """`sentence` says what it shows to those who cannot see it."""

    centre: Model
    nodes: list[Node]
    height: int

    @property
    def middle(self) -> int:
        return self.height // 2

    @property
    def label_y(self) -> int:
        return self.middle - 18

    @property
    def name(self) -> str:
        return shortened(str(self.centre), LONG)

    @property
    def sentence(self) -> str:
        number = len(self.nodes)
        words = ngettext(
            "%(name)s in the middle, %(number)s other around it, most often %(first)s. "
            "The table below has the same.",
            "%(name)s in the middle, %(number)s others around it, most often %(first)s. "
            "The table below has the same.",
            number,
        )
        first = f"{self.nodes[0].record} ({as_number(self.nodes[0].count)})"
        return words % {"name": self.centre, "number": as_number(number), "first": first}

    @property
    def weights(self) -> list[tuple[int, str]]:
        """The widths of lines that occur, and what each means."""
        there = {node.weight for node in self.nodes}
        words = [
            "1",
            *(
                _("%(first)s to %(last)s") % {"first": a, "last": b - 1}
                for a, b in pairwise(WIDTHS[1:])
            ),
            _("%(number)s and more") % {"number": WIDTHS[-1]},
        ]
        return [(rank, said) for rank, said in enumerate(words, start=1) if rank in there]


def graph(centre: Model, counted: Iterable[tuple[Model, int]]) -> Graph | None:
    """The graph of one record and those counted with it, the most frequent first."""
    around = list(counted)[:MOST]
    if not around:
        return None
    left = (len(around) + 1) // 2
    height = max(left * LINE + 2 * MARGIN, LOWEST)
    nodes = [
        *side_of(centre, around[:left], height, is_left=True),
        *side_of(centre, around[left:], height, is_left=False),
    ]
    return Graph(centre, nodes, height)


def side_of(
    centre: Model, around: list[tuple[Model, int]], height: int, *, is_left: bool
) -> Iterable[Node]:
    """One side: an arc from top to bottom, spread evenly about the middle."""
    top = (height - (len(around) - 1) * LINE) / 2
    for place, (record, count) in enumerate(around):
        y = top + place * LINE
        bow = sqrt(max(1 - ((2 * y / height) - 1) ** 2, 0))
        away = NEAR + FAR * bow
        x = round(50 - away if is_left else 50 + away, 2)
        yield Node(record, count, x, round(y), is_left, pair_address(centre, record))


def shortened(words: str, pixels: int) -> str:
    """As much of a name as about fits, ended by an ellipsis where it does not."""
    if width_of(words) <= pixels:
        return words
    while words and width_of(words) > pixels - 10:
        words = words[:-1]
    return words.rstrip(" ,.") + "…"
