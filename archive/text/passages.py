"""Passages: where in an article's text a quote stands."""

import re
from bisect import insort
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, NamedTuple

from archive.text.refinding import refind_passage
from archive.text.shapes import INVISIBLE, Flat, Passage, flat, flatten

__all__ = [
    "CONTEXT",
    "Paragraph",
    "Passage",
    "PassageAmbiguous",
    "PassageNotFound",
    "Segment",
    "context",
    "find_passage",
    "find_passages",
    "paragraph_at",
    "paragraphs",
    "refind_passage",
    "segments",
]

CONTEXT = 32  # characters kept on either side of a quote, to tell it from its like
SHOWN = 60  # characters of a quote that a message repeats

TELLING = 3  # words, the longest, by which a quote may be known to stand in one place

WORD = re.compile(r"[A-Za-z0-9]+")
HIDDEN = re.compile(f"[{INVISIBLE}]")
LINES = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


class PassageNotFound(ValueError):  # noqa: N818
    """The text does not say this."""


class PassageAmbiguous(ValueError):  # noqa: N818
    """The text says this several times, and nothing tells which is meant."""

    def __init__(self, message: str, passages: list[Passage]) -> None:
        super().__init__(message)
        self.passages = passages


class Paragraph(NamedTuple):
    """A line of the text without its outer spaces; `number` counts from 1."""

    number: int
    start: int
    end: int


class Segment(NamedTuple):
    """A stretch of the text, and the keys of all spans that cover it."""

    start: int
    end: int
    keys: tuple[Any, ...]


def find_passages(text: str, quote: str) -> list[Passage]:
    """Every occurrence, whatever its spacing and the shape of its marks; case counts."""
    page, sought = flatten(text), flat(quote)
    return [page.passage(place, place + len(sought)) for place in page.places(sought)]


def find_passage(text: str, quote: str, *, prefix: str = "", suffix: str = "") -> Passage:
    """The one occurrence of the quote; prefix and suffix choose among several.

    Raises PassageNotFound or PassageAmbiguous, each with a sentence for the editor.
    """
    plain = _plain_place(text, quote.strip())
    if plain is not None:
        return plain
    page, sought = flatten(text), flat(quote)
    if not sought:
        raise PassageNotFound("The quote is empty.")
    places = page.places(sought)
    if len(places) > 1 and (prefix.strip() or suffix.strip()):
        places = _chosen(page, places, len(sought), prefix, suffix) or places
    if len(places) == 1:
        return page.passage(places[0], places[0] + len(sought))
    if not places:
        raise PassageNotFound(f"The article does not say “{_short(quote)}”.")
    raise PassageAmbiguous(
        f"The article says “{_short(quote)}” {len(places)} times: "
        "give the words before it (prefix) or after it (suffix).",
        [page.passage(place, place + len(sought)) for place in places],
    )


def context(text: str, start: int, end: int, size: int = CONTEXT) -> tuple[str, str]:
    """The prefix and suffix: up to `size` characters on either side of a passage."""
    return text[max(0, start - size) : start], text[end : end + size]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
    """The lines of text[start:end] that are not blank, numbered from 1."""
    return list(_paragraphs(text, start, len(text) if end is None else end))


def paragraph_at(text: str, place: int, start: int = 0, end: int | None = None) -> int | None:
    """The number of the paragraph of text[start:end] in which a place is; None between them."""
    for each in _paragraphs(text, start, len(text) if end is None else end):
        if place < each.end:
            return each.number if each.start <= place else None
    return None


def _paragraphs(text: str, start: int, end: int) -> Iterator[Paragraph]:
    number = 0
    for line in LINES.finditer(text, start, end):
        words = line[0].strip()
        if words:
            number += 1
            begin = line.start() + len(line[0]) - len(line[0].lstrip())
            yield Paragraph(number, begin, begin + len(words))


def segments(start: int, end: int, spans: Iterable[tuple[int, int, Hashable]]) -> list[Segment]:
    """Cut [start, end) at every edge of the spans, which may overlap and nest."""
    keys: list[Hashable] = []
    edges: list[tuple[int, bool, int]] = []  # offset, opens?, which span
    for span_start, span_end, key in spans:
        first, last = max(start, span_start), min(end, span_end)
        if first < last:
            edges += [(first, True, len(keys)), (last, False, len(keys))]
            keys.append(key)
    return _swept(start, end, sorted(edges), keys)


def _swept(
    start: int, end: int, edges: list[tuple[int, bool, int]], keys: list[Hashable]
) -> list[Segment]:
    cut: list[Segment] = []
    open_now: list[int] = []  # spans that cover the present place, in the order given
    done = start
    for offset, opens, number in [*edges, (end, False, -1)]:
        if offset > done:
            cut.append(Segment(done, offset, tuple(keys[n] for n in open_now)))
            done = offset
        if opens:
            insort(open_now, number)
        elif number >= 0:
            open_now.remove(number)
    return cut


def _plain_place(text: str, quote: str) -> Passage | None:
    """The only place of a quote that stands there to the letter, if that is plain at once.

    However spaced, every occurrence has all words of the quote whole; a word that is there
    once is in one occurrence alone. Saves most quotes from bringing the text into one shape.
    """
    start = text.find(quote)
    if start < 0 or not quote.isascii() or (not text.isascii() and HIDDEN.search(text)):
        return None
    telling = sorted(set(WORD.findall(quote)), key=len, reverse=True)[:TELLING]
    if any(text.find(word) == text.rfind(word) for word in telling):
        return Passage(start, start + len(quote))
    return None


def _chosen(page: Flat, places: list[int], length: int, prefix: str, suffix: str) -> list[int]:
    """The places between prefix and suffix; to the space if that leaves any."""
    before, after = flatten(prefix).text, flatten(suffix).text
    strict = [
        place
        for place in places
        if page.text.endswith(before, 0, place) and page.text.startswith(after, place + length)
    ]
    return strict or [
        place
        for place in places
        if _follows(page.text, place, before.strip())
        and _precedes(page.text, place + length, after.strip())
    ]


def _follows(text: str, place: int, prefix: str) -> bool:
    return text[max(0, place - len(prefix) - 1) : place].rstrip().endswith(prefix)


def _precedes(text: str, place: int, suffix: str) -> bool:
    return text[place : place + len(suffix) + 1].lstrip().startswith(suffix)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
