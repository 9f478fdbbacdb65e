"""Printed dates: where a text names a day, and which day that is by the date line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from archive.text.dates import InvalidDate, bounds, read_date

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)"
)
DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
TO = "(?:\\s?[-\u2013\u2014]\\s?|\\s(?:to|and|until|through)\\s(?:the\\s)?)"
YEAR = r"(?:19|20)\d\d"
TIME = r"(?:[T\s]\s?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?)"

FULL = re.compile(
    rf"\b{MONTH}\s?[.,]?\s?{DAY}\s?,?\s{{0,2}}{YEAR}(?!\d)"
    rf"|\b{DAY}(?:\sof)?[\s-]{MONTH}[\s,.-]{{1,2}}{YEAR}(?!\d)"
    rf"|(?<!\d){YEAR}\s?年\s?[01]?\d\s?月\s?[0-3]?\d\s?日"
    rf"|(?<![\d./-]){YEAR}(?P<mark>[-/.])[01]?\d(?P=mark)[0-3]?\d(?!\d)"
    rf"|(?<![\d./-])[0-3]?\d(?P<other>[-/.])[0-3]?\d(?P=other){YEAR}(?!\d)"
)
TIME_AFTER = re.compile(TIME)

PART_OF_DAY = r"(?:(?:the\s)?(?:early\s)?(?:morning|afternoon|evening|night|noon)\s(?:of|on)\s)"
LEAD = (
    r"(?:\b(?:[Oo]n|[Ff]rom|[Ii]n|[Dd]uring|[Bb]etween|[Ss]ince|[Aa]t|ON)\s"
    rf"{PART_OF_DAY}?(?:the\s)?)"
)
NAMED = re.compile(
    rf"(?P<lead>{LEAD})?(?:"
    rf"(?P<from>\b{MONTH}\s{DAY}){TO}(?P<till>{MONTH}\s{DAY})(?:,?\s(?P<year4>{YEAR}))?\b"
    rf"|\b(?P<month>{MONTH})\s(?P<day>{DAY})(?:{TO}(?P<last>{DAY})(?![\d:]))?(?:,?\s(?P<year>{YEAR}))?\b"
    rf"|\b(?P<day2>{DAY})(?:{TO}(?P<last2>{DAY}))?(?:\sof)?\s(?P<month2>{MONTH})(?:,?\s(?P<year2>{YEAR}))?\b"
    rf"|(?<=[Ii]n\s)(?:early\s|late\s|mid-)?(?P<month3>{MONTH})(?:,?\s(?:of\s)?(?P<year3>{YEAR}))?\b"
    rf")"
)
FIGURES = re.compile(
    rf"(?P<lead>{LEAD})?(?<![\d./-])(?P<figures>{YEAR}(?P<mark>[-/.])[01]?\d(?P=mark)[0-3]?\d)(?!\d)"
)
DAYS_ALONE = re.compile(
    r"\b(?:[Oo]n|[Ff]rom)\s"
    rf"{PART_OF_DAY}?(?:the\s)?(?P<first>[0-3]?\d)(?:st|nd|rd|th)"
    rf"(?:{TO}(?P<last>[0-3]?\d)(?:st|nd|rd|th))?"
    r"(?:\sof\s(?:this\smonth|the\smonth))?(?=\s*(?:[,.;:)\u2013\u2014]|$|\s(?!"
    r"floor|anniversary|session|meeting|century|day|edition|annual|birthday|round|batch|place"
    r")[a-z]))"
)
SPOKEN = re.compile(
    r"\b(?:(?P<today>[Tt]oday|[Tt]his\s(?:morning|afternoon|evening)|[Tt]onight)"
    r"|(?P<yesterday>[Yy]esterday(?:\s(?:morning|afternoon|evening))?)"
    r"|[Oo]n\s(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|(?P<vague>[Rr]ecently|[Ee]arlier\sthis\s(?:month|week|year)|[Ll]ast\s(?:week|month)"
    r"|[Aa]\sfew\sdays\sago|[Ii]n\srecent\sdays))\b"
)
CHINESE = re.compile(
    rf"(?:(?P<year>{YEAR})年)?(?P<month>[01]?\d)月(?P<day>[0-3]?\d)日"
    r"(?:(?:至|到|-)(?P<last>[0-3]?\d)日)?|(?<![\d月至到-])(?P<alone>[0-3]?\d)日(?!前)"
)
YEAR_ALONE = re.compile(rf"\b(?:[Ii]n|[Ss]ince)\s(?P<year>{YEAR})\b(?!\s?-\d)")
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
FAR = timedelta(days=183)  # how long ago a day of the year before may be


@dataclass(frozen=True)
class PrintedDate:
    """The words of a date as they stand at text[start:end], and what they mean."""

    words: str
    edtf: str | None
    start: int
    end: int
    is_year_alone: bool = False


def read_whole(words: str) -> str | None:
    """The EDTF of a date with its year; None where it may mean two days, or none."""
    spaced = re.sub(r"\s*\.\s*", ".", " ".join(words.split()))
    if not re.search(r"\d\.\d", spaced):
        spaced = spaced.replace(".", " ")
    try:
        edtf = read_date(" ".join(spaced.split()))
    except InvalidDate:
        return None
    return None if "X" in edtf else edtf


def find_dates(text: str, start: int, end: int, page: date | None) -> list[PrintedDate]:
    """The dates in text[start:end], in order and without overlap.

    `page` is the day of the date line: it supplies the year, or the month, that is not printed.
    A year that even so can only be concluded is marked (2018?-09-12).
    """
    found = [
        PrintedDate(match[0], edtf, match.start(), match.end(), reader is _year_alone)
        for pattern, reader in READERS
        for match in pattern.finditer(text, start, end)
        for edtf in [reader(match, page)]
        if edtf is None or (edtf and _is_valid(edtf))
    ]
    found.sort(key=lambda each: (each.start, -each.end))
    return list(_apart(found))


def _apart(found: list[PrintedDate]) -> Iterator[PrintedDate]:
    done = 0
    for each in found:
        if each.start >= done:
            done = each.end
            yield each


def _is_valid(edtf: str) -> bool:
    try:
        bounds(edtf)
    except InvalidDate:
        return False
    return True


def _figures(match: re.Match[str], page: date | None) -> str | None:
    return read_whole(match["figures"])


def _named(match: re.Match[str], page: date | None) -> str | None:
    """A date whose month is named: one day, several, or the month."""
    if match["from"]:
        year = match["year4"]
        sides = [_with_year(read_yearless(match[side]), year, page) for side in ("from", "till")]
        return "/".join(sides) if all(sides) else ""
    month = match["month"] or match["month2"] or match["month3"]
    day, last = match["day"] or match["day2"], match["last"] or match["last2"]
    year = match["year"] or match["year2"] or match["year3"]
    first = _with_year(read_yearless(f"{month} {day or ''}"), year, page)
    if not last or not first:
        return first
    return f"{first}/{_with_year(read_yearless(f'{month} {last}'), year, page)}"


def read_yearless(words: str) -> str:
    """XXXX-09-12 of "September 12th"; "" of what is no day."""
    try:
        return read_date(words.replace(".", "").strip())
    except InvalidDate:
        return ""


def _with_year(edtf: str, year: str | None, page: date | None) -> str:
    if year:
        return edtf.replace("XXXX", year)
    if not page or not edtf.startswith("XXXX-"):
        return edtf
    if _first_day(edtf.replace("XXXX", str(page.year))) <= page:
        return edtf.replace("XXXX", str(page.year))
    if page - _first_day(edtf.replace("XXXX", str(page.year - 1))) < FAR:
        return edtf.replace("XXXX", str(page.year - 1))
    return edtf.replace("XXXX", f"{page.year}?")  # after the day of the page: doubtful


def _first_day(edtf: str) -> date:
    try:
        return bounds(edtf)[0] or date.max
    except InvalidDate:
        return date.max


def _days_alone(match: re.Match[str], page: date | None) -> str | None:
    return _days([int(match["first"]), *([int(match["last"])] if match["last"] else [])], page)


def _days(days: list[int], page: date | None) -> str:
    if not page:
        return "/".join(f"XXXX-XX-{day:02}" for day in days)
    month = page.replace(day=1)
    if days[-1] > page.day:  # the page is of the month after
        month = (month - timedelta(days=1)).replace(day=1)
    return "/".join(f"{month.year}-{month.month:02}-{day:02}" for day in days)


def _spoken(match: re.Match[str], page: date | None) -> str | None:
    if not page or match["vague"]:
        return None
    if match["today"]:
        return page.isoformat()
    if match["yesterday"]:
        return (page - timedelta(days=1)).isoformat()
    back = (page.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    return (page - timedelta(days=back)).isoformat()


def _chinese(match: re.Match[str], page: date | None) -> str | None:
    if match["alone"]:
        return _days([int(match["alone"])], page)
    days = [match["day"], *([match["last"]] if match["last"] else [])]
    month = int(match["month"])
    return "/".join(
        _with_year(f"XXXX-{month:02}-{int(day):02}", match["year"], page) for day in days
    )


def _year_alone(match: re.Match[str], page: date | None) -> str | None:
    return match["year"]


type Reader = Callable[[re.Match[str], date | None], str | None]

READERS: list[tuple[re.Pattern[str], Reader]] = [
    (NAMED, _named),
    (FIGURES, _figures),
    (DAYS_ALONE, _days_alone),
    (SPOKEN, _spoken),
    (CHINESE, _chinese),
    (YEAR_ALONE, _year_alone),
]
