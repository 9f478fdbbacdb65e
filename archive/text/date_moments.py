"""One date as people write it, in figures, in Chinese or in words: surely, or not at all."""

import re

from archive.text.edtf_forms import InvalidDate

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
CHINESE_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
YEAR_ALONE = re.compile(r"(\d{4})(?:\.0)?")
COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
DECADE = re.compile(r"(?:the )?(\d{3})0(?:s|年代)")
CHINESE = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月(?:份|(\d{1,2})[日号]?(?:[至到~-](\d{1,2})[日号])?)?)?"
)
CHINESE_PART = re.compile(r"(\d{4})年(?:第?([一二三四1-4])季度?|([上下])半年)")
QUARTERS = {**dict.fromkeys("1一", 33), **dict.fromkeys("2二", 34)}
QUARTERS |= {**dict.fromkeys("3三", 35), **dict.fromkeys("4四", 36)}
PARTS = {
    **{f"{nth} quarter": 33 + n for n, nth in enumerate(["first", "second", "third", "fourth"])},
    **{f"{nth} quarter": 33 + n for n, nth in enumerate(["1st", "2nd", "3rd", "4th"])},
    **{f"q{n}": 32 + n for n in range(1, 5)},
    **dict.fromkeys(("first half", "1st half", "h1"), 40),
    **dict.fromkeys(("second half", "2nd half", "h2"), 41),
}
PART_OF_YEAR = re.compile(
    rf"(?:the )?({'|'.join(PARTS)}),? (?:of )?(\d{{4}})|(\d{{4}})[ -]?([qh]\d)"
)
CHINESE_SEASON = re.compile(r"(\d{4})年([春夏秋冬])[季天]?")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:-(\d{1,2})(?:st|nd|rd|th)?)?")
YEAR = re.compile(r"\d{4}")
TO_DAY = re.compile(r"(?<=[\dtdh])\s(?:to|through|until|till)\s(?:the\s)?(?=\d{1,2}(?!\d))")


class AmbiguousDate(InvalidDate):
    """Two readings, and no telling which is meant."""

    def __init__(self, message: str, readings: tuple[str, str]) -> None:
        super().__init__(message)
        self.readings = readings


def read_moment(plain: str) -> str:
    """The EDTF string of a date, or of days in one month, in small letters; "" for no date.

    A missing year becomes XXXX, never this year. Raises AmbiguousDate where day and month
    could change places.
    """
    for reader in (_figures, _chinese, _words, _part_of_year):
        edtf = reader(plain)
        if edtf:
            return edtf
    return ""


def _figures(plain: str) -> str:
    if found := YEAR_ALONE.fullmatch(plain):
        return found[1]
    if found := YEAR_FIRST.fullmatch(plain):
        return _joined(found[1], found[3], found[4]) if int(found[3]) <= 12 else ""
    if found := YEAR_LAST.fullmatch(plain):
        return _day_and_month(plain, int(found[1]), int(found[3]), found[4])
    if found := DECADE.fullmatch(plain):
        return f"{found[1]}X"
    if found := COMPACT.fullmatch(plain):
        return _joined(found[1], found[2], found[3])
    return ""


def _day_and_month(typed: str, first: int, second: int, year: str) -> str:
    day_first, month_first = _joined(year, second, first), _joined(year, first, second)
    if first > 12 or first == second:
        return day_first if second <= 12 else ""
    if second > 12:
        return month_first
    raise AmbiguousDate(
        f"“{typed}” may mean {day_first} (day first) or {month_first} (month first): "
        "write one of these.",
        (day_first, month_first),
    )


def _chinese(plain: str) -> str:
    close = plain.replace(" ", "")
    if found := CHINESE_SEASON.fullmatch(close):
        return f"{found[1]}-{CHINESE_SEASONS[found[2]]}"
    if found := CHINESE_PART.fullmatch(close):
        part = QUARTERS[found[2]] if found[2] else {"上": 40, "下": 41}[found[3]]
        return f"{found[1]}-{part}"
    found = CHINESE.fullmatch(close)
    if not found or not any(found.groups()):
        return ""
    return _range(*found.groups())


def _words(plain: str) -> str:
    """A month or season by name, with a day and a year in any order, or without."""
    close = TO_DAY.sub("-", re.sub(r"\s?-\s?", "-", plain))
    names: list[str] = []
    years: list[str] = []
    days: list[tuple[str, str | None]] = []
    for word in re.split(r"[\s.,]+", close):
        if MONTH.fullmatch(word) or word in SEASONS:
            names.append(word)
        elif YEAR.fullmatch(word):
            years.append(word)
        elif found := DAY.fullmatch(word):
            days.append((found[1], found[2]))
        elif word not in ("", "of", "the"):
            return ""
    if len(names) != 1 or len(years) > 1 or len(days) > 1:
        return ""
    return _named(names[0], years, days)


def _part_of_year(plain: str) -> str:
    """A quarter or half of a year."""
    found = PART_OF_YEAR.fullmatch(plain)
    if not found:
        return ""
    part = PARTS.get(found[1] or found[4])
    return f"{found[2] or found[3]}-{part}" if part else ""


def _named(name: str, years: list[str], days: list[tuple[str, str | None]]) -> str:
    year = years[0] if years else None
    if name in SEASONS:
        return "" if days else _joined(year, SEASONS[name], None)
    month = MONTHS.index(name[:3]) + 1
    day, last = days[0] if days else (None, None)
    return _range(year, month, day, last)


def _range(year: str | None, month: int | str | None, day: str | None, last: str | None) -> str:
    edtf = _joined(year, month, day)
    return f"{edtf}/{_joined(year, month, last)}" if last else edtf


def _joined(year: str | None, month: int | str | None, day: int | str | None) -> str:
    """Pieces as EDTF: XXXX for a missing year, two digits for month and day."""
    figures = [f"{int(piece):02}" for piece in (month, day) if piece is not None]
    return "-".join([year or "XXXX", *figures])
