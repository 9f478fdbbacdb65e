"""Sentences: a text cut into stretches that each tell one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from archive.text.claims.tokens import Token, tokenise
from archive.text.passages import Paragraph, paragraphs

LONGEST = 3_000  # characters; what is longer is cut, so that no text costs more than its length
WRAPPED = (40, 120)  # characters of a line that was broken by a machine
ENDS = re.compile(
    "[.!?](?:[\"'\u201d\u2019)\\]]{0,3})(?=\\s|$)"
    "|(?<=[a-z0-9]{2})\\.(?=[A-Z][a-z])"  # the space after the full stop is missing
    "|[\u3002\uff01\uff1f][\u201d\u300d]?"
)
SHORT = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Hon|Gov|Lt|Gen|Sen|St|No|vs|Co|Ltd|Inc|Corp|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|H\.E|e\.g|i\.e|U\.S|a\.m|p\.m)\.$"
)
OPENING = re.compile(r"\s*(?:The|In|On|At|He|She|It|They|After|During|This|Both|Later|And)\s")
COMPANY = re.compile(r"(?:Co|Ltd|Inc|Corp)\.$")
CLOSED = '.!?:"\u201d)]\u3002'
LETTER = re.compile(r"\w")
OPEN_END = re.compile(r"(?:,|\b(?:of|the|and|to|in|for|with|by|a|an|at|on|from))$")


@dataclass
class Sentence:
    """A stretch of the text, with its tokens made when asked for."""

    source: str = field(repr=False)
    start: int
    end: int

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenise(self.source, self.start, self.end)

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    def quote(self, first: int, last: int) -> str:
        """The words from token `first` up to but not including `last`, as printed."""
        return self.source[self.tokens[first].start : self.tokens[last - 1].end]

    def phrase(self, first: int, last: int) -> str:
        """The same with single spaces."""
        return " ".join(self.quote(first, last).split())


def blocks(text: str) -> list[Paragraph]:
    """The paragraphs of a text; lines that were broken in mid-sentence are put together."""
    joined: list[Paragraph] = []
    for line in paragraphs(text):
        if joined and _goes_on(text, joined[-1], line):
            joined[-1] = joined[-1]._replace(end=line.end)
        else:
            joined.append(line)
    return joined


def _goes_on(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether a line continues the paragraph before it."""
    between = text[before.end : line.start]
    if between.count("\n") > 1 or line.start - before.end > 80:
        return False
    last_line = text[max(before.start, before.end - WRAPPED[1] - 1) : before.end]
    last_line = last_line.rpartition("\n")[2]
    if not WRAPPED[0] <= len(last_line) <= WRAPPED[1]:
        return False
    if text[line.start].islower() or OPEN_END.search(last_line):
        return True
    is_broken_already = text.find("\n", max(before.start, before.end - 2 * WRAPPED[1]), before.end)
    return is_broken_already >= 0 and last_line[-1] not in CLOSED


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of text[start:end], none longer than LONGEST."""
    begin = start
    for found in ENDS.finditer(text, start, end):
        if _is_end(text, begin, found.end(), end):
            yield from _pieces(text, begin, found.end())
            begin = found.end()
    yield from _pieces(text, begin, end)


def _is_end(text: str, begin: int, place: int, end: int) -> bool:
    before = text[max(begin, place - 8) : place]
    after = text[place : min(end, place + 12)]
    if COMPANY.search(before):
        return bool(OPENING.match(after)) or not after.strip()
    if SHORT.search(before):
        return False
    following = after.lstrip()
    return not following[:1].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = space if space > start else start + LONGEST
        words = text[start:stop]
        inner = words.strip()
        if LETTER.search(inner):
            begin = start + len(words) - len(words.lstrip())
            yield Sentence(text, begin, begin + len(inner))
        start = stop
