"""Sentences: a text cut into stretches that each tell one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from archive.text.claims.tokens import Token, tokenise
from archive.text.passages import Paragraph, Passage, paragraphs
from archive.text.shapes import Flat, flatten

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
OPEN_END = re.compile(r"(?:,|\s(?:of|the|and|to|in|for|with|by|a|an|at|on|from))$")


@dataclass
class Sentence:
    """A stretch of a paragraph in one shape (straight marks, single spaces), and the way back.

    Rules read `source`; what is told are the words as printed.
    """

    page: str = field(repr=False)
    paragraph: int  # where on the page the paragraph begins
    flat: Flat = field(repr=False)
    start: int  # in the flat paragraph
    end: int

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenise(self.source, self.start, self.end)

    @property
    def source(self) -> str:
        """The paragraph in one shape, of which the sentence is [start:end]."""
        return self.flat.text

    @property
    def plain(self) -> str:
        return self.source[self.start : self.end]

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.printed(self.start, self.end)

    def passage(self, start: int, end: int) -> Passage:
        """Where on the page source[start:end] stands."""
        inner = self.flat.passage(start, end)
        return Passage(self.paragraph + inner.start, self.paragraph + inner.end)

    def printed(self, start: int, end: int) -> str:
        """source[start:end] as printed."""
        passage = self.passage(start, end)
        return self.page[passage.start : passage.end]

    def quote(self, first: int, last: int) -> str:
        """The words from token `first` up to but not including `last`, as printed."""
        return self.printed(self.tokens[first].start, self.tokens[last - 1].end)

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
    """The sentences of the paragraph text[start:end], none longer than LONGEST."""
    flat = flatten(text[start:end])
    for first, last in _spans(flat.text):
        yield Sentence(text, start, flat, first, last)


def _spans(words: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in ENDS.finditer(words):
        if _is_end(words, begin, found.end()):
            yield from _pieces(words, begin, found.end())
            begin = found.end()
    yield from _pieces(words, begin, len(words))


def _is_end(words: str, begin: int, place: int) -> bool:
    before = words[max(begin, place - 8) : place]
    after = words[place : place + 12]
    if COMPANY.search(before):
        return bool(OPENING.match(after)) or not after.strip()
    if SHORT.search(before):
        return False
    return not after.lstrip()[:1].islower()


def _pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = words.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = space if space > start else start + LONGEST
        piece = words[start:stop]
        if LETTER.search(piece):
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(piece.strip())
        start = stop
