"""Dates as a reader reads them, in English or Chinese, and what is doubtful about them."""

# ruff: noqa: RUF001 - ranges take an en dash, Chinese its own marks

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from archive.text.edtf_forms import (
    OPEN,
    SET,
    InvalidDate,
    Part,
    bounds,
    read_part,
    sides,
)

MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
SEASON_NAMES = {
    "en": dict(
        zip(
            map(str, range(21, 42)),
            [
                *["spring", "summer", "autumn", "winter"] * 3,
                *["first quarter of", "second quarter of", "third quarter of", "fourth quarter of"],
                *["first third of", "second third of", "last third of"],
                *["first half of", "second half of"],
            ],
            strict=True,
        )
    ),
    "zh": dict(
        zip(
            map(str, range(21, 42)),
            [
                *["春季", "夏季", "秋季", "冬季"] * 3,
                *["第一季度", "第二季度", "第三季度", "第四季度"],
                *["前四个月", "中间四个月", "后四个月"],
                *["上半年", "下半年"],
            ],
            strict=True,
        )
    ),
}
WORDS = {
    "en": {
        "since": "since {}",
        "until": "until {}",
        "about": "about {}",
        "and": " and ",
        "or": " or ",
        "; ": "; ",
        "inferred": "{} inferred",
        "not-stated": "{} not stated",
        "value": "{}: {}",
        "date": "date",
        "year": "year",
        "month": "month",
        "day": "day",
        "start": "start",
        "end": "end",
        "by-inferred": "inferred",
        "by-date-line": "year from the date line",
        "by-another-article": "year from another article",
    },
    "zh": {
        "since": "{}以来",
        "until": "截至{}",
        "about": "约{}",
        "and": "、",
        "or": "或",
        "; ": "；",
        "inferred": "{}为推断",
        "not-stated": "{}未注明",
        "value": "{}：{}",
        "date": "日期",
        "year": "年份",
        "month": "月份",
        "day": "日",
        "start": "开始日期",
        "end": "结束日期",
        "by-inferred": "为推断",
        "by-date-line": "年份据发布日期",
        "by-another-article": "年份据另一篇报道",
    },
}
COMPONENTS = ("year", "month", "day")


class DateWords(NamedTuple):
    """A date in words; `doubt` is "", "inferred" or "not-stated", `doubt_text` says of what."""

    text: str
    doubt: str
    doubt_text: str


class Shown(NamedTuple):
    """What of a date is printed; a doubtful or unknown year is not."""

    year: str
    month: str
    day: str


@lru_cache(maxsize=5000)
def describe(edtf: str, *, basis: str = "", language: str = "en") -> DateWords:
    """The date in words of the language. `basis` says what supplied the missing part.

    Never raises: what is no EDTF string is given back as it is.
    """
    tongue = "zh" if language.lower().startswith("zh") else "en"
    if not edtf:
        return DateWords("", "not-stated", _said(tongue, "not-stated", "date"))
    try:
        bounds(edtf)
    except InvalidDate:
        return DateWords(edtf, "", "")
    described = _described(edtf, tongue)
    by = f"by-{basis.strip().lower().replace('_', '-').replace(' ', '-')}"
    if described.doubt_text or by not in WORDS[tongue]:
        return described
    doubt = "inferred" if by == "by-inferred" else ""
    return DateWords(described.text, doubt, WORDS[tongue][by])


def _described(edtf: str, tongue: str) -> DateWords:
    part = read_part(edtf.partition("T")[0])
    if part:
        return _one(part, tongue)
    if "/" in edtf:
        return _interval(edtf, tongue)
    members = SET.fullmatch(edtf)
    if members and ".." not in edtf:
        joint = WORDS[tongue]["or" if members[1] else "and"]
        each = [_described(member.strip(), tongue) for member in edtf[1:-1].split(",")]
        return DateWords(joint.join(one.text for one in each), "", "")
    return DateWords(edtf, "", "")


def _one(part: Part, tongue: str) -> DateWords:
    doubt, doubt_text = _doubt(part, tongue)
    text = MOMENT[tongue](_shown(part, tongue))
    if part.whole in ("~", "%") and text:
        text = WORDS[tongue]["about"].format(text)
    return DateWords(text, doubt, doubt_text)


def _shown(part: Part, tongue: str) -> Shown:
    alone = part.marks[0] and part.month and not any(part.marks[1:])
    year = "" if alone else _year(part.year, tongue)
    return Shown(year, _known(part.month), _known(part.day))


def _known(digits: str) -> str:
    return "" if "X" in digits else digits


def _year(year: str, tongue: str) -> str:
    """A year, a decade such as 2010s, or the years between which it lies."""
    if year == "XXXX":
        return ""
    if year.endswith("X") and year.count("X") == 1:
        return f"{year[:3]}0" + {"en": "s", "zh": "年代"}[tongue]
    if "X" in year:
        return f"{year.replace('X', '0')}–{year.replace('X', '9')}"
    return year.lstrip("0") or "0"


def _all_marked(part: Part) -> bool:
    return all(mark for mark, digits in zip(part.marks, part[:3], strict=True) if digits)


def _doubt(part: Part, tongue: str) -> tuple[str, str]:
    """What is inferred, and what is not stated: the worse as a word, both as a text."""
    inferred = _inferred(part, tongue)
    unknown = [
        name for name, digits in zip(COMPONENTS, part[:3], strict=True) if _is_blank(name, digits)
    ]
    if not part.month and part.year == "XXXX":
        unknown = ["date"]
    stated = [_said(tongue, "not-stated", *unknown)] if unknown else []
    texts = [text for text in [inferred, *stated] if text]
    doubt = "inferred" if inferred else "not-stated" if unknown else ""
    return doubt, WORDS[tongue]["; "].join(texts)


def _is_blank(name: str, digits: str) -> bool:
    return digits == "XXXX" if name == "year" else "X" in digits


def _inferred(part: Part, tongue: str) -> str:
    if part.whole == "~" or not any(part.marks):
        return ""
    if _all_marked(part):
        return _said(tongue, "inferred", "date" if part.month else "year")
    names = [name for name, mark in zip(COMPONENTS, part.marks, strict=True) if mark]
    said = _said(tongue, "inferred", *names)
    if names != ["year"] or part.year == "XXXX":
        return said
    year = _year(part.year, tongue)
    about = WORDS[tongue]["about"].format(year) if part.marks[0] in "~%" else year
    return WORDS[tongue]["value"].format(said, about)


def _said(tongue: str, what: str, *names: str) -> str:
    words = WORDS[tongue]
    return words[what].format(words["and"].join(words[name] for name in names))


def _interval(edtf: str, tongue: str) -> DateWords:
    first, last = sides(edtf)
    start, end = read_part(first), read_part(last)
    if start and end:
        return _from_to(start, end, tongue)
    if start and last in OPEN:
        return _half_open(start, "since", "" if last else "end", tongue)
    if end and first in OPEN:
        return _half_open(end, "until", "" if first else "start", tongue)
    return DateWords(edtf, "", "")


def _half_open(part: Part, word: str, missing: str, tongue: str) -> DateWords:
    text, doubt, doubt_text = _one(part, tongue)
    text = WORDS[tongue][word].format(text)
    if missing and not doubt:
        return DateWords(text, "not-stated", _said(tongue, "not-stated", missing))
    return DateWords(text, doubt, doubt_text)


def _from_to(start: Part, end: Part, tongue: str) -> DateWords:
    text = RANGE[tongue](_shown(start, tongue), _shown(end, tongue))
    both = [_doubt(start, tongue), _doubt(end, tongue)]
    doubt = next((doubt for doubt, _ in both if doubt), "")
    texts = dict.fromkeys(doubt_text for _, doubt_text in both if doubt_text)
    return DateWords(text, doubt, WORDS[tongue]["; "].join(texts))


def _english(shown: Shown) -> str:
    year, month, day = shown
    if month in SEASON_NAMES["en"]:
        name = SEASON_NAMES["en"][month]
        return f"{name} {year}" if year else name.removesuffix(" of")
    if month:
        name = MONTHS[int(month) - 1]
        return " ".join(filter(None, [day.lstrip("0"), name, year]))
    if day:
        return ", ".join(filter(None, [f"day {day.lstrip('0')}", year]))
    return year


def _english_range(start: Shown, end: Shown) -> str:
    if start == end:
        return _english(end)
    if start.year == end.year and end.month:
        if start.day and end.day and start.month == end.month:
            return f"{start.day.lstrip('0')}–{_english(end)}"
        start = start._replace(year="")
    tight = not start.day and not (start.year and start.month)
    return f"{_english(start)}{'–' if tight else ' – '}{_english(end)}"


def _chinese(shown: Shown) -> str:
    year, month, day = shown
    text = year if year.endswith("年代") or not year else f"{year}年"
    if month in SEASON_NAMES["zh"]:
        return text + SEASON_NAMES["zh"][month]
    text += f"{int(month)}月" if month else ""
    return text + (f"{int(day)}日" if day else "")


def _chinese_range(start: Shown, end: Shown) -> str:
    if start == end:
        return _chinese(end)
    first = _chinese(start)
    if start.year == end.year and end.month:
        same_month = start.month == end.month and end.day
        end = end._replace(year="", month="" if same_month else end.month)
    return f"{first}至{_chinese(end)}"


MOMENT: dict[str, Callable[[Shown], str]] = {"en": _english, "zh": _chinese}
RANGE: dict[str, Callable[[Shown, Shown], str]] = {
    "en": _english_range,
    "zh": _chinese_range,
}
