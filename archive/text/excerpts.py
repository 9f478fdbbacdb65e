"""Excerpts: where the words of a query stand in a text as printed, and where most of them do."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from archive.text.folding import CJK, LONGEST_RUN, MARKS, folded_tokens, is_joinable
from archive.text.queries import Query, Wording
from archive.text.shapes import SINGLE_MARKS

SIZE = 240  # characters of an excerpt, about
LIKELY = 30  # places of one word at which an excerpt may be

INNER = re.escape(SINGLE_MARKS)
WORD = re.compile(f"[\\w{MARKS}]+(?:[{INNER}][\\w{MARKS}]+)*")
SIGN = re.compile(f"[{CJK}]")
PIECE = re.compile(f"[{CJK}]|[^{CJK}]+")
SPACE = re.compile(r"\s")
NO_WORDS = bytes(code for code in range(128) if not chr(code).isalnum())

type Span = tuple[int, int]  # where a match starts and ends
type Token = tuple[tuple[str, ...], int, int]  # a word as it is folded, its start and end
type Pieces = list[tuple[str, bool]]  # words, and whether they match


class Sighting:
    """A query as it is looked for in texts: made once, however many texts there are."""

    def __init__(self, query: Query) -> None:
        wordings = {wording for term in query.terms for wording in term.alternatives}
        wordings.update(query.phrases)
        alone = [wording for wording in wordings if len(wording.tokens) == 1]
        self.single = {wording.tokens[0] for wording in alone}
        self.starts = tuple(wording.tokens[0] for wording in alone if wording.prefix)
        self.longer = [wording for wording in wordings if len(wording.tokens) > 1]
        self.joined = set(filter(is_joinable, self.single))
        self.heads = {word[:length] for word in self.joined for length in range(1, len(word))}
        tokens = {(token, w.prefix) for w in wordings for token in w.tokens}
        self.tokens = [(*each, is_joinable(each[0])) for each in tokens]

    def spans(self, text: str) -> list[Span]:
        """Where the query's words and phrases stand in the text as printed, in order."""
        if not self.tokens or not self.may_be_in(text):
            return []
        tokens = list(tokens_of(text))
        spans = {
            *self.single_spans(tokens),
            *self.joined_spans(tokens),
            *(span for wording in self.longer for span in phrase_spans(tokens, wording)),
        }
        return outermost(sorted(spans, key=lambda span: (span[0], -span[1])))

    def may_be_in(self, text: str) -> bool:
        """Whether any of its words can stand there, joined or apart; plain letters tell at once."""
        if not text.isascii():
            return True
        letters = text.encode().translate(None, NO_WORDS).decode().lower()
        return any(token in letters for token, _prefix, _is_joinable in self.tokens)

    def excerpt(self, text: str, *, size: int = SIZE) -> Pieces:
        """About `size` characters around the densest matches: pieces, and whether they match.

        Begins and ends between words, with "…" where the text goes on; the beginning of
        the text when nothing matches.
        """
        start, end = window(text, self.likely(text), size)
        spans = [(start + first, start + last) for first, last in self.spans(text[start:end])]
        if not spans:
            spans = self.spans(text)
            said = [text[first:last].casefold() for first, last in spans]
            matches = [(*span, word) for span, word in zip(spans, said, strict=True)]
            start, end = window(text, matches, size)
        return pieces_of(text, spans, start, end)

    def likely(self, text: str) -> list[tuple[int, int, str]]:
        """Where its words probably stand, found without reading the text word by word."""
        plain = text.lower()
        if len(plain) != len(text):
            return []
        found = set()
        for token, prefix, joinable in self.tokens:
            size, place = len(token), plain.find(token)
            for _ in range(LIKELY):
                if place < 0:
                    break
                end = place + size
                if not joinable or (
                    not (place and plain[place - 1].isalnum())
                    and (prefix or not plain[end : end + 1].isalnum())
                ):
                    found.add((place, end, token))
                place = plain.find(token, place + 1)
        return sorted(found)

    def single_spans(self, tokens: list[Token]) -> Iterable[Span]:
        single, starts = self.single, self.starts
        for folded, start, end in tokens:
            for word in folded:
                if word in single or (starts and word.startswith(starts)):
                    yield start, end

    def joined_spans(self, tokens: list[Token]) -> Iterable[Span]:
        """Two or three words that the query writes as one: Zuo-jun for "zuojun"."""
        heads = self.heads
        for place, (folded, start, end) in enumerate(tokens):
            joined = folded[0] if len(folded) == 1 else "".join(folded)
            if joined not in heads:
                continue
            for later in tokens[place + 1 : place + LONGEST_RUN]:
                if later[1] - end > 1:
                    break
                joined, end = joined + "".join(later[0]), later[2]
                if joined in self.joined:
                    yield start, end


def tokens_of(text: str) -> Iterable[Token]:
    for found in WORD.finditer(text):
        word = found[0]
        if word.isascii() or not SIGN.search(word):
            yield folded_tokens(word), found.start(), found.end()
            continue
        for piece in PIECE.finditer(text, found.start(), found.end()):
            yield folded_tokens(piece[0]), piece.start(), piece.end()


def phrase_spans(tokens: list[Token], wording: Wording) -> Iterable[Span]:
    folded = [(word, token) for token in tokens for word in token[0]]
    size = len(wording.tokens)
    for place in range(len(folded) - size + 1):
        if folded[place][0] != wording.tokens[0]:
            continue
        found = tuple(word for word, _ in folded[place : place + size])
        if found[:-1] == wording.tokens[:-1] and ends_alike(found[-1], wording):
            yield folded[place][1][1], folded[place + size - 1][1][2]


def ends_alike(word: str, wording: Wording) -> bool:
    last = wording.tokens[-1]
    return word == last or (wording.prefix and word.startswith(last))


def outermost(spans: list[Span]) -> list[Span]:
    """Overlapping spans as one; they are sorted."""
    merged: list[Span] = []
    for span in spans:
        if merged and span[0] < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged


def window(text: str, matches: list[tuple[int, int, str]], size: int) -> Span:
    """The stretch with the most different matches, its edges between words."""
    first, last = densest(matches, size)
    spare = max(0, size - (last - first))
    start = max(0, min(first - spare // 2, len(text) - size))
    end = min(len(text), max(last, start + size))
    if start > 0:
        start = next_word(text, start, first)
    if end < len(text):
        end = previous_word(text, end, max(last, start + 1))
    return start, end


def densest(matches: list[tuple[int, int, str]], size: int) -> Span:
    """From the first to the last of the matches that lie together within `size`."""
    best, most, many = (0, 0), 0, 0
    seen: dict[str, int] = {}
    left = 0
    for right, (_start, end, word) in enumerate(matches):
        seen[word] = seen.get(word, 0) + 1
        while left < right and end - matches[left][0] > size:
            gone = matches[left][2]
            seen[gone] -= 1
            if not seen[gone]:
                del seen[gone]
            left += 1
        different, number = len(seen), right - left + 1
        if different > most or (different == most and number > many):
            best, most, many = (matches[left][0], end), different, number
    return best


def next_word(text: str, start: int, limit: int) -> int:
    """The first word that begins after `start`; `start` itself if none does before limit."""
    space = SPACE.search(text, start - 1, limit)
    return space.end() if space else start


def previous_word(text: str, end: int, limit: int) -> int:
    """The end of the last whole word before `end`; `end` itself if none ends after limit."""
    if text[end].isspace():
        return end
    for place in range(end - 1, limit - 1, -1):
        if text[place].isspace():
            return place
    return end


def pieces_of(text: str, spans: list[Span], start: int, end: int) -> Pieces:
    """The text of a window, parted where matches begin and end; none of it is empty."""
    pieces: Pieces = [("…", False)] if start > 0 else []
    done = start
    for first, last in spans[bisect_left(spans, (start, start)) :]:
        if last > end:
            break
        pieces += [(text[done:first], False), (text[first:last], True)]
        done = last
    pieces += [(text[done:end], False), ("…" if end < len(text.rstrip()) else "", False)]
    return joined_pieces(pieces)


def joined_pieces(pieces: Pieces) -> Pieces:
    """Without empty pieces, and with neighbours of one kind as one."""
    joined: Pieces = []
    for words, matches in pieces:
        if joined and words and joined[-1][1] == matches:
            joined[-1] = (joined[-1][0] + words, matches)
        elif words:
            joined.append((words, matches))
    return joined
