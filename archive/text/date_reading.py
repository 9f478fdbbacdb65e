"""Dates that people type into cells, read into EDTF: surely, or not at all."""

import re
import unicodedata
from functools import lru_cache

from archive.text.chinese_figures import in_figures
from archive.text.date_moments import AmbiguousDate, read_moment
from archive.text.edtf_forms import (
    EXAMPLE,
    LONGEST,
    OPEN,
    InvalidDate,
    bounds,
    read_part,
    sides,
)
from archive.text.shapes import DASHES

__all__ = ["AmbiguousDate", "UnreadableDate", "read_date", "says_more"]

TIME = re.compile(
    r"[T ]\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
    r"|(?<=[日号])\s?(?:凌晨|早上|上午|中午|下午|傍晚|晚上?)$",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:(?:on|in|at|date|published|posted|updated)\b:?\s*)?"
    r"(?:the\s(?:morning|afternoon|evening)\sof\s)?",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
    r"|[(]?(?:星期|周)[一二三四五六日天][)]?",
    re.IGNORECASE,
)
RARER_EDTF = re.compile(r"[\[{]|[\dX]{4}S\d|Y-?\d|[^/]+/[\[{]")

SINCE = re.compile(r"since (.+)|[自从]?(.+?)(?:以来|起)|(.+?)\s?(?:-|to|至)\s?(?:present|now|今)")
UNTIL = re.compile(r"until (.+)|截[至止](.+)")
ABOUT = re.compile(r"(?:about |around |approximately |circa |ca?\.? ?|约)(.+)|(.+年)(?:左右|前后)")
EARLY = re.compile(
    r"(?:the )?(?:early|late|mid|(?:beginning|start|middle|end) of)[- ](?:in )?(.+)"
    r"|(.+?(?:年|月份?))年?(?:初|中|底|末|上旬|中旬|下旬)"
)
# What stands between the two dates of a span; "~" as Chinese and Japanese texts have it.
BETWEEN = re.compile(r"\s?[-~]\s?|\s(?:to|through|until|till)\s|\s?[至到]\s?")
DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|日|号)?")


class UnreadableDate(InvalidDate):
    """Words that are no date."""


@lru_cache(maxsize=4096)
def read_date(text: str) -> str:
    """The EDTF string of a date in words or figures; "" for a blank cell.

    An EDTF string passes unchanged. A missing year becomes XXXX, never this year; of "early
    2018" the year is read, and says_more() tells that the words say more.
    Raises AmbiguousDate where day and month could change places, else InvalidDate.
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if len(typed) > LONGEST:
        raise InvalidDate(f"This is too long for a date. {EXAMPLE}")
    if all(side in OPEN or read_part(side) for side in sides(typed)):
        bounds(typed)
        return typed
    edtf = _read(_trimmed(typed))
    if not edtf and RARER_EDTF.match(typed):
        edtf = typed
    if not edtf:
        raise UnreadableDate(f"“{typed}” cannot be read as a date. {EXAMPLE}")
    bounds(edtf)
    return edtf


@lru_cache(maxsize=2048)
def says_more(text: str) -> bool:
    """Whether the words of a date say more than EDTF can: early, in the middle, at the end."""
    typed = " ".join(text.split())
    if len(typed) > LONGEST:
        return False
    found = EARLY.fullmatch(_trimmed(typed))
    return bool(found and _read_early(found))


def _trimmed(typed: str) -> str:
    """Small letters without the time of day, the weekday and words such as "On" or "Date:"."""
    plain = unicodedata.normalize("NFKC", typed)
    for dash in DASHES:
        plain = plain.replace(dash, "-")
    plain = in_figures(WEEKDAY.sub(" ", plain))
    plain = TIME.sub("", LEAD.sub("", " ".join(plain.split()), count=1).rstrip(" ,;"))
    return plain.strip(" ,;").lower()


def _read(plain: str) -> str:
    """The EDTF string of a date, of a span, or of one with an open side; "" for no date."""
    for form, reader in (
        (SINCE, _read_since),
        (UNTIL, _read_until),
        (ABOUT, _read_about),
        (EARLY, _read_early),
    ):
        found = form.fullmatch(plain)
        if found and (edtf := reader(found)):
            return edtf
    return read_moment(plain) or _read_span(plain)


def _inner(found: re.Match[str]) -> str:
    """The one date that a form has within its words; "" if that is none, or a span."""
    edtf = read_moment("".join(filter(None, found.groups())).strip())
    return "" if "/" in edtf else edtf


def _read_since(found: re.Match[str]) -> str:
    edtf = _inner(found)
    return f"{edtf}/.." if edtf else ""


def _read_until(found: re.Match[str]) -> str:
    edtf = _inner(found)
    return f"../{edtf}" if edtf else ""


def _read_about(found: re.Match[str]) -> str:
    edtf = _inner(found)
    return f"{edtf}~" if edtf else ""


def _read_early(found: re.Match[str]) -> str:
    """The year or month of which a part is meant; a day or a season has no such parts."""
    edtf = _inner(found)
    part = read_part(edtf)
    return edtf if part and not part.day and (part.month or "00") <= "12" else ""


def _read_span(plain: str) -> str:
    """Two dates with a dash or "to" between; what one of them leaves out, the other says."""
    bare = re.sub("^(?:from |自|从)", "", plain)
    days = read_moment(bare)
    if "/" in days:
        return days
    for found in BETWEEN.finditer(bare):
        first = read_moment(bare[: found.start()])
        last = bare[found.end() :]
        span = _span(first, _last_day(first, last) or read_moment(last)) if first else ""
        if span:
            return span
    return ""


def _last_day(first: str, last: str) -> str:
    """The day of "2018-09-12 to 14", of which only the number is written."""
    found = DAY_ALONE.fullmatch(last)
    return f"{first[:-2]}{int(found[1]):02}" if found and len(first) == len("2018-09-12") else ""


def _span(first: str, last: str) -> str:
    if not first or not last or "/" in first + last:
        return ""
    if last.startswith("XXXX"):
        last = first[:4] + last[4:]
    elif first.startswith("XXXX"):
        first = last[:4] + first[4:]
    return f"{first}/{last}"
