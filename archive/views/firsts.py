"""The first rows of lists: what all pages of a list have in common, kept by each process.

To say how many rows a narrowed list has, and what they have in common, its first thousand are
found. Its pages are cut from the same, so that nothing is found anew from page to page.
"""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.views.paging import Page, cursor_of

MOST = 500  # lists, of ten thousand bytes each
KEPT: dict[str, "First"] = {}  # by what a list is kept by


class Row(NamedTuple):
    """A row of a list, by its id."""

    pk: int


class First:
    """The ids of the first rows of a list, `cap` at most, and where its pages begin.

    `keys` are those of one row more, if there are more; `rest` are ids that follow in another
    order than the list's.
    """

    def __init__(
        self, keys: Sequence[tuple[int, Any]], rest: Sequence[int] = (), *, cap: int, size: int
    ) -> None:
        ids = [*(key[0] for key in keys), *rest]
        self.size = size
        self.is_capped = len(ids) > cap
        self.ids = array("q", ids[:cap])
        self.known = len(keys)
        self.is_all = not rest and not self.is_capped
        self.cursors = {
            place: cursor_of(keys[place - 1]) for place in range(size, self.known, size)
        }
        self.starts = {"": 0, **{cursor: place for place, cursor in self.cursors.items()}}

    def page(self, after: str) -> Page | None:
        """The page behind this cursor; None where it goes on beyond these rows."""
        start = self.starts.get(after)
        if start is None:
            return None
        end = start + self.size
        if end >= self.known and not self.is_all:
            return None
        rows = [Row(pk) for pk in self.ids[start:end]]
        return Page(rows, self.cursors.get(end, ""), is_first=not after)


def keep(name: str, first: First) -> None:
    """Keep it, and forget what was kept the longest where there are too many."""
    KEPT[name] = first
    for oldest in list(KEPT)[: max(0, len(KEPT) - MOST)]:
        KEPT.pop(oldest, None)
