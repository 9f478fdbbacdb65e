"""Finding a quote again after its text was corrected: there, or nowhere."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from archive.text.shapes import Flat, Passage, flat, flatten

# All likeness is rapidfuzz's normalised indel similarity, from 0 to 100.
SAME = 90  # two wordings of one passage
AKIN = 60  # surroundings, or a rewording, that a reader would know again
LEAD = 10  # by how much the best of several must beat the next
SPEAKS = 40  # characters from which a quote is known by itself, whatever surrounds it
ANCHOR = 8  # characters from which a prefix or suffix may hold a place by itself
FUZZY = 12  # shortest quote that is looked for when it was reworded
FUZZY_LONGEST = 1_500  # longer ones must be found by their surroundings
FUZZY_WORK = 12_000_000_000  # characters times the square of the quote's: half a second
ALIKE = 4  # passages like a reworded quote that surroundings may tell apart
MOST_PLACES = 20_000  # of the very words; a quote that stands more often says nothing
FEW = 100  # places at which a prefix or suffix may stand; more say nothing
EDGES = 6  # word edges tried on either end of a reworded passage

WORDS = re.compile(r"\S+")

type Span = tuple[int, int]  # in characters of the flat text


class Sought(NamedTuple):
    """A quote and its surroundings, in one shape."""

    exact: str
    prefix: str
    suffix: str
    start: int  # where it stood, in characters of the old text


class Likeness(NamedTuple):
    """How well a place's surroundings agree with those remembered."""

    mean: float
    best_side: float

    @property
    def convinces(self) -> bool:
        return self.mean >= AKIN or self.best_side >= SAME


def refind_passage(
    text: str, *, exact: str, prefix: str, suffix: str, start: int
) -> Passage | None:
    """Where the passage stands in the corrected text, or None if that is not certain.

    Tried in turn: its own words, what stands between its prefix and suffix, and a
    passage that differs little from it. Surroundings must agree, unless the words
    are long enough to speak for themselves.
    """
    page = flatten(text)
    sought = Sought(flat(exact), flat(prefix), flat(suffix), start)
    if not sought.exact or not page.text:
        return None
    places = page.places(sought.exact)
    if len(places) > MOST_PLACES:
        return None
    spans = [(place, place + len(sought.exact)) for place in places]
    found = _chosen(page, spans, sought) or _between(page, sought)
    if not found and not spans:
        found = _chosen(page, _reworded(page.text, sought.exact, start), sought)
    return page.passage(*found) if found else None


def _chosen(page: Flat, spans: list[Span], sought: Sought) -> Span | None:
    """The one span that its surroundings single out."""
    if not sought.prefix and not sought.suffix:
        return spans[0] if len(spans) == 1 else None
    ranked = sorted(((_likeness(page.text, span, sought), span) for span in spans), reverse=True)
    if len(ranked) == 1 and len(sought.exact) >= SPEAKS:
        return ranked[0][1]
    ranked = [(likeness, span) for likeness, span in ranked if likeness.convinces]
    if len(ranked) < 2 or ranked[0][0].mean - ranked[1][0].mean >= LEAD:
        return ranked[0][1] if ranked else None
    return _unmoved(page, [span for _, span in ranked], sought)


def _unmoved(page: Flat, spans: list[Span], sought: Sought) -> Span | None:
    """Of several alike, the one that still stands where it stood, in the same words."""
    for first, last in spans:
        around = page.text[:first].rstrip(), page.text[last:].lstrip()
        if page.origin(first) == sought.start and page.text[first:last] == sought.exact:
            kept = around[0].endswith(sought.prefix) and around[1].startswith(sought.suffix)
            return (first, last) if kept else None
    return None


def _likeness(text: str, span: Span, sought: Sought) -> Likeness:
    from rapidfuzz import fuzz

    before = text[max(0, span[0] - len(sought.prefix) - 1) : span[0]].strip()
    after = text[span[1] : span[1] + len(sought.suffix) + 1].strip()
    sides = [
        (len(kept), fuzz.ratio(kept, now))
        for kept, now in (
            (sought.prefix, before[-len(sought.prefix) :]),
            (sought.suffix, after[: len(sought.suffix)]),
        )
        if kept
    ]
    mean = sum(length * score for length, score in sides) / sum(length for length, _ in sides)
    best = max((score for length, score in sides if length >= ANCHOR), default=0.0)
    return Likeness(mean, best)


def _between(page: Flat, sought: Sought) -> Span | None:
    """What stands between prefix and suffix now, if it is much what stood there."""
    from rapidfuzz import fuzz

    text, length = page.text, len(sought.exact)
    begins = [place + len(sought.prefix) for place in _anchors(page, sought.prefix, 0)]
    ends = _anchors(page, sought.suffix, len(text))
    found: list[Span] = []
    for begin in begins:
        first = bisect_left(ends, begin + length // 2)
        last = bisect_right(ends, begin + 2 * length + ANCHOR)
        spans = [_trimmed(text, begin, end) for end in ends[first:last]]
        found += [s for s in spans if fuzz.ratio(sought.exact, text[slice(*s)]) >= AKIN]
    return found[0] if len(found) == 1 else None


def _anchors(page: Flat, words: str, edge: int) -> list[int]:
    """Where a prefix or suffix stands; without one, the edge of the text."""
    if not words:
        return [edge]
    places = page.places(words) if len(words) >= ANCHOR else []
    return places if len(places) <= FEW else []


def _trimmed(text: str, begin: int, end: int) -> Span:
    words = text[begin:end]
    begin += len(words) - len(words.lstrip())
    return begin, begin + len(words.strip())


def _reworded(text: str, exact: str, start: int) -> list[Span]:
    """The passages much like the quote; none if there are too many to tell apart.

    In a long text a long quote is looked for near its old place only.
    """
    if not FUZZY <= len(exact) <= FUZZY_LONGEST:
        return []
    reach = FUZZY_WORK // len(exact) ** 2
    begin = max(0, min(start - reach // 2, len(text) - reach))
    found: list[Span] = []
    stretches = [(begin, begin + reach)]
    while stretches and len(found) <= ALIKE:
        first, last = stretches.pop()
        best = _most_alike(text, exact, first, last)
        if best:
            found.append(best)
            stretches += [(first, best[0]), (best[1], last)]
    return found if len(found) <= ALIKE else []


def _most_alike(text: str, exact: str, first: int, last: int) -> Span | None:
    from rapidfuzz import fuzz

    stretch = text[first:last]
    if len(stretch) < len(exact) // 2:
        return None
    found = fuzz.partial_ratio_alignment(exact, stretch, score_cutoff=SAME - LEAD)
    if not found:
        return None
    return _at_words(text, exact, first + found.dest_start, first + found.dest_end)


def _at_words(text: str, exact: str, begin: int, end: int) -> Span | None:
    """The stretch from word to word near [begin, end) that is most like the quote."""
    from rapidfuzz import fuzz

    reach = max(ANCHOR, len(exact) // 8)
    outer = max(0, begin - 2 * reach)
    words = [match.span() for match in WORDS.finditer(text, outer, end + 2 * reach)]
    starts = sorted((start for start, _ in words), key=lambda at: abs(at - begin))
    ends = sorted((stop for _, stop in words), key=lambda at: abs(at - end))
    likest = max(
        (
            (fuzz.ratio(exact, text[start:stop]), start, stop)
            for start in starts[:EDGES]
            for stop in ends[:EDGES]
            if start < stop
        ),
        default=(0.0, 0, 0),
    )
    return (likest[1], likest[2]) if likest[0] >= SAME else None
