"""The date of a reference, as sure as it is: 2018, [2018?], ca. 2018, n.d."""

# ruff: noqa: RUF001, RUF002 - ranges take an en dash

import re
from functools import lru_cache
from typing import NamedTuple

from archive.text.edtf_forms import InvalidDate, Part, bounds, read_part

DOUBTS = re.compile("[?~%X\\[]")


class Issued(NamedTuple):
    """When something was published. `year` is "" where it is not known, and says its doubts:
    [2018?], ca. 2018, [between 2010 and 2019], 2013–. `month` and `day` are 0 unless sure."""

    year: str
    month: int = 0
    day: int = 0

    @property
    def is_sure(self) -> bool:
        """The year is a plain number."""
        return self.year.isdecimal()


@lru_cache(maxsize=500)
def read_issued(edtf: str) -> Issued:
    """The parts of an EDTF string that a reference may print. Never raises."""
    part = read_part(edtf.partition("T")[0])
    try:
        first, last = bounds(edtf)
    except InvalidDate:
        return Issued("")
    if part and part.year == "XXXX":
        return Issued("")
    if part and "X" not in part.year:
        return Issued(year_of(part), *month_and_day_of(part))
    years = [str(day.year) if day else "" for day in (first, last)]
    return Issued(span_of(years, is_doubtful=DOUBTS.search(edtf) is not None))


def year_of(part: Part) -> str:
    """The year with what its qualifier says of it."""
    year, mark = part.year.lstrip("0") or "0", part.marks[0]
    if mark == "~":
        return f"ca. {year}"
    return f"[{year}?]" if mark else year


def month_and_day_of(part: Part) -> tuple[int, int]:
    """Month and day; 0 for one that is doubtful, not stated, or a season."""
    month = sure_number(part.month, part.marks[1])
    if not 1 <= month <= 12:
        return 0, 0
    return month, sure_number(part.day, part.marks[2])


def sure_number(digits: str, mark: str) -> int:
    return int(digits) if digits.isdecimal() and not mark else 0


def span_of(years: list[str], *, is_doubtful: bool) -> str:
    """The years between which it lies; "" for an end that is open."""
    first, last = years
    if not first and not last:
        return ""
    if first == last:
        return f"[{first}?]" if is_doubtful else first
    if not first:
        return f"[by {last}]"
    if not is_doubtful:
        return f"{first}–{last}"
    return f"[between {first} and {last}]" if last else f"[{first}?]–"
