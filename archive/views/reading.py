"""How an article reads: its text as printed, and the passages that facts stand on.

Everything is composed here from the article, its redactions and its public citations, so
that the template only prints; nothing here asks the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, takewhile
from typing import NamedTuple

from archive.models import Article, Citation, Redaction, Supports
from archive.text.passages import Paragraph, paragraphs, segments
from archive.text.redacting import hidden_spans

# What a mark looks like when its passage does several things: the first that applies.
STRENGTH: list[str] = [Supports.STATES, Supports.CONTRADICTS, Supports.IMPLIES, Supports.MENTIONS]


class Withheld(NamedTuple):
    """Words that the public may not read, and why."""

    start: int
    end: int
    reason: str


@dataclass(eq=False)
class Marked:
    """A passage of the article and the citations that have exactly these words."""

    start: int
    end: int
    citations: list[Citation] = field(default_factory=list)
    number: int = 0

    @property
    def support(self) -> str:
        """What the passage does for its facts, at the most."""
        return min((each.supports for each in self.citations), key=STRENGTH.index)

    @property
    def notes(self) -> list[list[Citation]]:
        """The citations in groups that one heading fits: same kind, field and support."""
        key = citation_sort
        return [list(group) for _, group in groupby(sorted(self.citations, key=key), key=key)]


def citation_sort(citation: Citation) -> tuple[int, str, str]:
    return STRENGTH.index(citation.supports), citation.target_name, citation.about


class Piece(NamedTuple):
    """Words, a sign for withheld ones, or an edge of a mark ("open", "close").

    `is_edge`: the passage itself begins or ends here; otherwise only its mark is cut, at
    the end of a paragraph or where another passage crosses it.
    """

    kind: str
    words: str = ""
    marked: Marked | None = None
    is_edge: bool = False


@dataclass
class Leaf:
    """A paragraph: its pieces, and the passages that begin in it. `number` 0: furniture."""

    number: int
    pieces: list[Piece]
    marked: list[Marked]

    @property
    def letters(self) -> tuple[int, int]:
        """How many letters it has, and how many of them some fact stands on."""
        every = told = depth = 0
        for piece in self.pieces:
            if piece.marked is not None:
                is_fact = piece.marked.support != Supports.MENTIONS
                depth += is_fact if piece.kind == "open" else -is_fact
                continue
            length = len("".join(piece.words.split()))
            every, told = every + length, told + (length if depth else 0)
        return every, told


@dataclass
class Reading:
    """An article to read: the furniture of the page before it, itself, the furniture after."""

    before: list[Leaf]
    body: list[Leaf]
    after: list[Leaf]
    citations: list[Citation]

    @property
    def has_passages(self) -> bool:
        return bool(self.citations)

    @cached_property
    def letters(self) -> list[tuple[int, int, int]]:
        """Of each paragraph of the article proper: its number, its letters, those told of."""
        return [(each.number, *each.letters) for each in self.body]

    @property
    def share(self) -> int:
        """Percent of the article proper that facts stand on; a little is at least one."""
        every = sum(letters for _number, letters, _told in self.letters)
        told = sum(told for _number, _letters, told in self.letters)
        return max(round(100 * told / every), bool(told)) if every else 0

    @property
    def untold(self) -> list[int]:
        """The numbers of the paragraphs from which no fact is recorded."""
        return [number for number, _letters, told in self.letters if not told]


def read(
    article: Article, *, citations: Iterable[Citation], redactions: Iterable[Redaction]
) -> Reading:
    """Compose the page. Of `citations` those are shown whose target is public too."""
    shown = [each for each in citations if each.target.is_public]
    hidden = withheld_in(article.text, redactions)
    start, end = article.body
    marked = numbered(marks(shown, hidden), start, end)
    parts = [
        paragraphs(article.text, 0, start),
        paragraphs(article.text, start, end),
        paragraphs(article.text, end),
    ]
    begun: set[Marked] = set()
    before, body, after = (
        [leaf(article.text, line, marked, hidden, begun) for line in part] for part in parts
    )
    for each in [*before, *after]:
        each.number = 0
    return Reading(before, body, after, shown)


def withheld_in(text: str, redactions: Iterable[Redaction]) -> list[Withheld]:
    """Every stretch of the text that is withheld, with the reasons of all that cover it."""
    each = [(span, one.reason) for one in redactions for span in hidden_spans(text, [one.exact])]
    found = []
    for start, end in hidden_spans(text, [one.exact for one in redactions]):
        reasons = dict.fromkeys(
            reason for span, reason in each if span.start < end and span.end > start
        )
        found.append(Withheld(start, end, "; ".join(reasons)))
    return found


def marks(citations: Iterable[Citation], hidden: list[Withheld]) -> list[Marked]:
    """One mark for the citations of the same words, in the order of the text, outer first."""
    by_span: dict[tuple[int, int], Marked] = {}
    for citation in citations:
        if citation.start is None or citation.end is None:
            continue  # lost: it has no place
        span = widened(citation.start, citation.end, hidden)
        by_span.setdefault(span, Marked(*span)).citations.append(citation)
    return sorted(by_span.values(), key=lambda each: (each.start, -each.end))


def widened(start: int, end: int, hidden: list[Withheld]) -> tuple[int, int]:
    """The span, with the whole of what is withheld at its edges."""
    for one in hidden:
        if one.start < end and one.end > start:
            start, end = min(start, one.start), max(end, one.end)
    return start, end


def numbered(marked: list[Marked], start: int, end: int) -> list[Marked]:
    """Number the passages as their numbers are printed, at their ends; the furniture's last."""
    in_order = sorted(
        marked, key=lambda each: (not start <= each.start < end, each.end, -each.start)
    )
    for number, each in enumerate(in_order, start=1):
        each.number = number
    return marked


def leaf(
    text: str,
    line: Paragraph,
    marked: list[Marked],
    hidden: list[Withheld],
    begun: set[Marked],
) -> Leaf:
    """One paragraph. `begun` holds the passages that began in earlier ones, and is added to."""
    stretches: list[Marked | Withheld] = [*marked, *hidden]
    spans = [
        (each.start, each.end, each)
        for each in stretches
        if each.start < line.end and each.end > line.start
    ]
    pieces: list[Piece] = []
    first: list[Marked] = []
    open_now: list[Marked] = []
    for segment in segments(line.start, line.end, spans):
        wanted = [key for key in segment.keys if isinstance(key, Marked)]
        kept = alike(open_now, wanted)
        pieces += closing(open_now[kept:], segment.start)
        for each in wanted[kept:]:
            pieces.append(Piece("open", marked=each, is_edge=each not in begun))
            if each not in begun:
                begun.add(each)
                first.append(each)
        open_now = wanted
        covers = [key for key in segment.keys if isinstance(key, Withheld)]
        words = covers[0].reason if covers else text[segment.start : segment.end]
        pieces.append(Piece("withheld" if covers else "words", words))
    pieces += closing(open_now, line.end)
    return Leaf(line.number, pieces, sorted(first, key=lambda each: each.number))


def alike(left: list[Marked], right: list[Marked]) -> int:
    """How many marks both lists begin with."""
    same = takewhile(lambda pair: pair[0] is pair[1], zip(left, right, strict=False))
    return sum(1 for _ in same)


def closing(marked: list[Marked], place: int) -> Iterator[Piece]:
    """The ends of these marks, the innermost first."""
    for each in reversed(marked):
        yield Piece("close", marked=each, is_edge=each.end <= place)
