"""Layout: the headline, the date line and the body of a printed page."""

import re
from dataclasses import dataclass
from datetime import date

from archive.text.claims.findings import Published
from archive.text.claims.printed_dates import (
    DAY,
    FULL,
    MONTH,
    TIME_AFTER,
    read_whole,
    read_yearless,
)
from archive.text.claims.sentences import blocks
from archive.text.folding import fold
from archive.text.passages import Paragraph

TOP = 40  # paragraphs among which headline and date line are
BOTTOM = 15  # paragraphs at the end that may hold the date line
LONGEST_OPENING = 1_500  # characters of the body that are compared with a headline
LONGEST_LINE = 300  # characters of a headline or a date line
PROSE_WORDS = 14
PROSE_SIGNS = 30  # of Chinese
HEADLINE_WORDS = 5
NEARLY = 0.6  # of what the most telling line tells: the first such line is the headline

SENTENCE_END = re.compile("[.!?](?:[\"'\u201d\u2019)\\]]{0,2})(?:\\s|$)|[\u3002\uff01\uff1f]")
HAN = re.compile("[\u4e00-\u9fff]")
LABEL = re.compile(
    r"(?:(?:release|publish(?:ed|ing)?|post(?:ed)?|update[d]?|issue[d]?)\s?(?:time|date|on|at)?"
    "|date|time|\u53d1\u5e03(?:\u65f6\u95f4|\u65e5\u671f)|\u65e5\u671f|\u65f6\u95f4)"
    "\\s?[:\uff1a]?\\s*$",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\b(?:today|now|current(?:ly)?|copyright|total visits)\b|\u4eca\u5929", re.IGNORECASE
)
FURNITURE = re.compile(
    r"(?:home|(?:your )?current location|position|location|you are here|current(?: position)?"
    r"|index|source|author"
    r"|views?|hits?|clicks?|editors?|edited by|written by|reporter|font(?: size)?|share|print|close"
    r"|tel|fax|e-?mail|copyright|all rights|photo(?: news| by)?|news|date|time|release|publish"
    r"|keywords?|tags?|by|text|contact|search|menu|login"
    "|\u6765\u6e90|\u4f5c\u8005|\u7f16\u8f91|\u53d1\u5e03|\u6d4f\u89c8|\u5f53\u524d|\u9996\u9875)"
    "(?:\\s?[:\uff1a>\u00bb|\\]]|\\s*$)",
    re.IGNORECASE,
)
CRUMBS = re.compile("\\s?(?:>{1,2}|\u00bb|\u203a)\\s?")


FULL_AGAIN = FULL.pattern.replace("mark", "sign").replace("other", "point")
OPENING = re.compile(
    rf"(?:(?:[A-Z][A-Z'-]+\s?){{1,4}},\s(?P<date>{FULL.pattern}|{MONTH}\s{DAY})"
    "(?:\\s\\([^()]{1,30}\\))?\\s?(?:--?|[\u2013\u2014])"
    rf"|\((?:[A-Z][\w'-]+\s?){{1,4}},\s(?P<bracketed>{FULL_AGAIN}|{MONTH}\s{DAY})\))"
)


DATE_BEFORE = re.compile(rf"^\s*(?:date\s?:?\s?)?[\[(]?(?:{FULL.pattern})[\])]?\s+", re.I)
DATE_BEHIND = re.compile(rf"\s+(?:\|\s*)?(?:[A-Z][a-z]+:\s)?[\[(]?(?:{FULL.pattern})[\])]?\s*$")


@dataclass
class Layout:
    """Where on a page what stands; `page` is the day of the date line."""

    title: str | None
    published: Published
    body: list[Paragraph]
    page: date | None
    told_from: int  # where what is told begins, behind HANGZHOU, Nov. 23 (Xinhua) --


def read_layout(text: str) -> Layout:
    """The headline, the date line, and the paragraphs that tell something."""
    all_blocks = blocks(text)
    first = _first_told(text, all_blocks)
    head, body = all_blocks[:first], all_blocks[first:]
    opening = _opening(text, body[0]) if body else None
    published = _published(text, head, body, opening)
    told_from = opening.end() if opening else 0
    told = text[body[0].start : body[0].start + LONGEST_OPENING] if body else ""
    title = _title(text, head, told)
    return Layout(title, published, _told(text, body), _day(published.edtf), told_from)


def _first_told(text: str, all_blocks: list[Paragraph]) -> int:
    """Where the body begins: at the first prose, but not at a headline above the date line."""
    prose = [n for n, block in enumerate(all_blocks[:TOP]) if is_prose(text, block)]
    if not prose:
        return _below_the_head(text, all_blocks)
    first = prose[0]
    is_short = all_blocks[first].end - all_blocks[first].start < LONGEST_LINE
    if len(prose) > 1 and is_short and _has_date(text, all_blocks[first + 1 : prose[1]]):
        return prose[1]
    return first


def _below_the_head(text: str, all_blocks: list[Paragraph]) -> int:
    """Where a body of a few words begins: behind the date line, else behind the first line."""
    for number, block in enumerate(all_blocks[: min(TOP, len(all_blocks) - 1)]):
        is_told = SENTENCE_END.search(text, block.start, block.end)
        if not is_told and _has_date(text, [block]):
            return number + 1
    return min(1, max(0, len(all_blocks) - 1))


def _has_date(text: str, lines: list[Paragraph]) -> bool:
    return any(FULL.search(text, b.start, min(b.end, b.start + LONGEST_LINE)) for b in lines)


def is_prose(text: str, block: Paragraph) -> bool:
    """Whether a paragraph tells something in sentences."""
    words = text[block.start : min(block.end, block.start + 2_000)]
    if not SENTENCE_END.search(words):
        return False
    return len(words.split()) >= PROSE_WORDS or len(HAN.findall(words)) >= PROSE_SIGNS


def _told(text: str, body: list[Paragraph]) -> list[Paragraph]:
    return [block for block in body if not _is_furniture(text[block.start : block.end][:200])]


def _is_furniture(line: str) -> bool:
    words = line.strip("[]()|\u3010\u3011 ")
    return bool(FURNITURE.match(words)) or len(CRUMBS.findall(line)) > 1 or not words


def _title(text: str, head: list[Paragraph], told: str) -> str | None:
    """The line above the body that says most of what the body begins with."""
    lines = [text[block.start : block.end] for block in head if block.end - block.start < 400]
    lines = [line for line in lines if _may_be_title(line)]
    words = set(fold(told).split())
    most = max((_tells(line, words) for line in lines), default=0)
    if most:
        chosen = next((line for line in lines if _tells(line, words) >= NEARLY * most), None)
    else:
        chosen = next((line for line in lines if _length(line) >= HEADLINE_WORDS), None)
    if not chosen:
        return None
    return " ".join(DATE_BEHIND.sub("", DATE_BEFORE.sub("", chosen)).split())


def _tells(line: str, told: set[str]) -> float:
    """How much of a line comes again in the body: how many words, and what share of it."""
    words = [word for word in fold(line).split() if len(word) > 2 or HAN.search(word)]
    shared = [word for word in words if word in told or _is_inside(word, told)]
    return len(shared) ** 2 / len(words) if words else 0


def _is_inside(word: str, told: set[str]) -> bool:
    """Chinese is folded without spaces: whether the body goes on like a piece of the line."""
    return bool(HAN.match(word)) and any(word[:4] in each for each in told)


def _length(line: str) -> float:
    """Words; two Chinese signs are about one."""
    return len(line.split()) + len(HAN.findall(line)) / 2


def _may_be_title(line: str) -> bool:
    if _is_furniture(line) or CRUMBS.search(line):
        return False
    without_date = FULL.sub("", line)
    return without_date == line or _length(without_date) >= HEADLINE_WORDS


def _published(
    text: str, head: list[Paragraph], body: list[Paragraph], opening: re.Match[str] | None
) -> Published:
    """The date line above the text, else below it, else the place and day it opens with."""
    found = _best(text, head)
    if not found:
        found = _best(text, [b for b in body[1:][-BOTTOM:] if not is_prose(text, b)])
    if not found and opening:
        words = opening["date"] or opening["bracketed"]
        edtf = read_whole(words) if FULL.fullmatch(words) else read_yearless(words)
        found = Published(words, edtf, opening[0])
    return found or Published()


def _best(text: str, lines: list[Paragraph]) -> Published | None:
    """A date with a label such as "Release time:", else the last one."""
    found: list[tuple[bool, Published]] = []
    for line in lines:
        if line.end - line.start > LONGEST_LINE:
            continue
        for match in FULL.finditer(text, line.start, line.end):
            if not TODAY.search(text[line.start : match.start()]):
                labelled = bool(LABEL.search(text[line.start : match.start()]))
                found.append((labelled, _as_printed(text, match, line)))
    labelled_ones = [published for labelled, published in found if labelled]
    return next(iter(labelled_ones), found[-1][1] if found else None)


def _as_printed(text: str, match: re.Match[str], line: Paragraph) -> Published:
    time = TIME_AFTER.match(text, match.end(), line.end)
    end = time.end() if time else match.end()
    words = text[match.start() : end]
    return Published(words, read_whole(match[0]), text[line.start : line.end])


def _opening(text: str, first: Paragraph) -> re.Match[str] | None:
    """HANGZHOU, Nov. 23, 2018 (Xinhua) -- / (Hangzhou, 23 November 2018)"""
    return OPENING.match(text, first.start, min(first.end, first.start + 120))


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None
