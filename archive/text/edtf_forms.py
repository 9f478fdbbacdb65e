"""EDTF, the Library of Congress's Extended Date/Time Format: its forms and their bounds.

Source: https://www.loc.gov/standards/datetime/ (levels 0 to 2; ISO 8601-2:2019).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EXAMPLE = "Write a date like 2018-11-26, 2018-11, 2018?-09-12 or XXXX-09-12."
LONGEST = 100
OPEN = ("", "..")  # sides of an interval that are not known, or have no end
FIRST_YEAR, LAST_YEAR = 1, 9999  # what a database holds

# Seasons and other parts of a year: the first month, and how many.
SEASONS = {
    **dict.fromkeys(("21", "25", "31"), (3, 3)),
    **dict.fromkeys(("22", "26", "32"), (6, 3)),
    **dict.fromkeys(("23", "27", "29"), (9, 3)),
    **dict.fromkeys(("24", "28", "30"), (12, 3)),  # winter 2018 ends in February 2019
    **{str(33 + n): (1 + 3 * n, 3) for n in range(4)},
    **{str(37 + n): (1 + 4 * n, 4) for n in range(3)},
    **{str(40 + n): (1 + 6 * n, 6) for n in range(2)},
}
PART = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
PLAIN_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
SET = re.compile(r"\[([^\[\]{}]+)\]|\{([^\[\]{}]+)\}")

type Bounds = tuple[date | None, date | None]


class InvalidDate(ValueError):  # noqa: N818
    """Not a date; the sentence says why and shows one."""


class Part(NamedTuple):
    """One date: digits or X; the qualifiers (? ~ %) of year, month and day."""

    year: str
    month: str  # "" if the date is a year; 21 to 41 are seasons and the like
    day: str
    marks: tuple[str, str, str]
    whole: str  # the qualifier at the end, which stands for all that precedes it


def read_part(edtf: str) -> Part | None:
    """A single date taken apart; None for intervals, sets and rarer forms."""
    found = PART.fullmatch(edtf)
    if not found:
        return None
    pieces = [piece or "" for piece in found.groups()]
    left, digits, right = pieces[0::3], pieces[1::3], pieces[2::3]
    # A qualifier before a component is its own; one after it holds from the year on.
    marks = [left[n] or next(filter(None, right[n:]), "") for n in range(3)]
    length = sum(1 for piece in digits if piece)
    marks[length:] = [""] * (3 - length)
    whole = right[length - 1]
    return Part(digits[0], digits[1], digits[2], (marks[0], marks[1], marks[2]), whole)


def sides(edtf: str) -> tuple[str, str]:
    """Both sides of an interval; a date that is none stands on both."""
    first, slash, last = edtf.partition("/")
    return (first, last) if slash else (edtf, edtf)


def parts(edtf: str) -> list[Part]:
    """The dates an EDTF string is made of: one, or those of an interval's sides."""
    ends = dict.fromkeys(sides(edtf))
    return [part for part in map(read_part, ends) if part]


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """The earliest and latest day; None where the date is open or its year unknown.

    Raises InvalidDate for what is no EDTF string, names an impossible day, ends
    before it begins, or lies outside the years 1 to 9999.
    """
    if not edtf:
        return None, None
    if len(edtf) > LONGEST:
        raise InvalidDate(f"This is too long for a date. {EXAMPLE}")
    first, last = sides(edtf)
    if edtf.count("/") > 1:
        raise _invalid(edtf, "an interval has two sides")
    if "/" not in edtf:
        return _bounds_of_one(edtf)
    if first in OPEN and last in OPEN:
        raise _invalid(edtf, "an interval needs a date on at least one side")
    earliest = None if first in OPEN else _bounds_of_one(first)[0]
    latest = None if last in OPEN else _bounds_of_one(last)[1]
    if earliest and latest and earliest > latest:
        raise _invalid(edtf, "it ends before it begins")
    return earliest, latest


def is_year_unknown(edtf: str) -> bool:
    """Whether a date is given, but its year (of either side) is XXXX."""
    return any(part.year == "XXXX" for part in parts(edtf))


def year_is_qualified(edtf: str) -> bool:
    """Whether the year, of the date or of either side, carries ? ~ or %."""
    return any(part.marks[0] for part in parts(edtf))


def known_year(edtf: str) -> int | None:
    """The one year that the date, or both sides of an interval, name; qualified or not."""
    named = {part.year if part else "" for part in map(read_part, sides(edtf))}
    year = named.pop()
    return int(year) if year.isdecimal() and not named else None


def _bounds_of_one(edtf: str) -> Bounds:
    part = read_part(edtf)
    if part:
        return _bounds_of_part(edtf, part)
    members = SET.fullmatch(edtf)
    if members:
        return _bounds_of_set(edtf, members[1] or members[2])
    return _bounds_by_library(edtf)


def _bounds_of_part(edtf: str, part: Part) -> Bounds:
    if PLAIN_DAY.fullmatch(edtf):
        try:
            day = date.fromisoformat(edtf)
            return day, day
        except ValueError:
            raise _invalid(edtf, _impossible(part)) from None
    earliest = next(_days(part), None)
    latest = next(_days(part, latest=True), None)
    if earliest is None or latest is None:
        raise _invalid(edtf, _impossible(part))
    return (None, None) if part.year == "XXXX" else (earliest, latest)


def _impossible(part: Part) -> str:
    if part.month not in SEASONS and not any(_numbers(part.month, 1, 12, latest=False)):
        return f"there is no month {part.month}"
    if part.month in SEASONS and part.day:
        return "a season has no days"
    return f"that month has no day {part.day}" if part.day else "there is no such year"


def _days(part: Part, *, latest: bool = False) -> Iterator[date]:
    """The days a date may mean, from the earliest on or from the latest back."""
    for year in _numbers(part.year, FIRST_YEAR, LAST_YEAR, latest=latest):
        if part.month in SEASONS:
            yield from _season(year, part, latest=latest)
            continue
        for month in _numbers(part.month, 1, 12, latest=latest):
            for day in _numbers(part.day, 1, monthrange(year, month)[1], latest=latest):
                yield date(year, month, day)


def _numbers(pattern: str, least: int, most: int, *, latest: bool) -> Iterator[int]:
    """The numbers from least to most that a pattern such as 201X or 1X fits; "" fits all."""
    low = max(least, int(pattern.replace("X", "0") or least))
    high = min(most, int(pattern.replace("X", "9") or most))
    numbers = range(high, low - 1, -1) if latest else range(low, high + 1)
    fits = re.compile(pattern.replace("X", ".")).fullmatch
    return (n for n in numbers if not pattern or fits(f"{n:0{len(pattern)}}"))


def _season(year: int, part: Part, *, latest: bool) -> Iterator[date]:
    month, length = SEASONS[part.month]
    if latest:
        month += length - 1
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not part.day and year <= LAST_YEAR:
        yield date(year, month, monthrange(year, month)[1] if latest else 1)


def _bounds_of_set(edtf: str, members: str) -> Bounds:
    """One of several dates, or all of them: `[2017,2018]`, `{2016..2018}`, `[..2018]`."""
    earliest: list[date | None] = []
    latest: list[date | None] = []
    for member in members.split(","):
        first, dots, last = member.strip().partition("..")
        if not first and not last:
            raise _invalid(edtf, "a member of the set is missing")
        earliest.append(_bounds_of_one(first)[0] if first else None)
        latest.append(_bounds_of_one(last or first)[1] if last or not dots else None)
    return (
        None if None in earliest else min(day for day in earliest if day),
        None if None in latest else max(day for day in latest if day),
    )


def _bounds_by_library(edtf: str) -> Bounds:
    """Rarer forms (date and time, significant digits, long years), read by edtf."""
    from edtf import parse_edtf

    try:
        parsed = parse_edtf(edtf)
        moments = parsed.lower_strict(), parsed.upper_strict()
        earliest, latest = (date(*moment[:3]) for moment in moments)
    except Exception as error:  # the library lets any exception out
        raise _invalid(
            edtf, "this is not a form of EDTF, or not a day of the years 1 to 9999"
        ) from error
    return earliest, latest


def _invalid(edtf: str, why: str) -> InvalidDate:
    return InvalidDate(f"“{edtf}” is not a date: {why}. {EXAMPLE}")
