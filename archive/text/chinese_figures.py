"""Chinese figures in dates: 二〇一八年九月十二日 is 2018年9月12日."""

import re

FIGURES = {
    **dict.fromkeys("〇零○o0", "0"),
    **{sign: str(number) for number, sign in enumerate("一二三四五六七八九", start=1)},
}
YEAR = re.compile(r"[〇零○oO0一二三四五六七八九]{4}(?=年)")
SMALL = re.compile(r"([一二三]?)(十?)([一二三四五六七八九]?)(?=[月日号至到-])")


def in_figures(text: str) -> str:
    """The text with years, months and days in figures; all else as it is."""
    return SMALL.sub(_small, YEAR.sub(_year, text))


def _year(found: re.Match[str]) -> str:
    return "".join(FIGURES[sign] for sign in found[0].lower())


def _small(found: re.Match[str]) -> str:
    """Up to thirty-nine: 九, 十, 十二, 二十, 三十一."""
    tens, ten, ones = found.groups()
    if not ten:
        return "".join(FIGURES[sign] for sign in tens + ones)
    return f"{FIGURES.get(tens, 1)}{FIGURES.get(ones, 0)}"
