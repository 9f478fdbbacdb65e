"""Search queries: what a reader typed, as FTS5 or PostgreSQL understands it, and its matches."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from archive.text.folding import CJK, LONGEST_RUN, MARKS, folded_tokens, is_joinable, words
from archive.text.shapes import DOUBLE_MARKS, SINGLE_MARKS, Passage

LONGEST_QUERY = 200  # characters that are read
MOST_TERMS = 12
LIKELY = 30  # places of one word at which an excerpt may be
SHORTEST_PREFIX = 2  # characters from which the last word finds longer ones

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
QUOTES = dict.fromkeys(map(ord, DOUBLE_MARKS), '"')
UNIT = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
INNER = re.escape(SINGLE_MARKS)
WORD = re.compile(f"[\\w{MARKS}]+(?:[{INNER}][\\w{MARKS}]+)*")
SIGN = re.compile(f"[{CJK}]")
PIECE = re.compile(f"[{CJK}]|[^{CJK}]+")


class Wording(NamedTuple):
    """Folded words that follow each other; with `prefix` the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


class Term(NamedTuple):
    """One word of the query: any of its wordings will do."""

    alternatives: tuple[Wording, ...]


class Query(NamedTuple):
    """All terms and all phrases, but nothing excluded."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Wording, ...] = ()
    excluded: tuple[Term, ...] = ()


type Token = tuple[tuple[str, ...], int, int]  # a word as it is folded, its start and end


def parse_query(q: str) -> Query:
    """What the reader means: words, "phrases", -exclusions; the last word may go on.

    Words next to each other may also be one: "Tan Zuo jun" finds Tan Zuojun.
    """
    typed = CONTROLS.sub(" ", q[:LONGEST_QUERY]).translate(QUOTES)
    wordings: list[Wording] = []
    phrases: list[Wording] = []
    excluded: list[Term] = []
    for found in list(UNIT.finditer(typed))[:MOST_TERMS]:
        minus, phrase, word = found.groups()
        tokens = tuple(words(word if phrase is None else phrase))
        if not tokens:
            continue
        if minus:
            excluded += _terms([Wording(tokens)])
        elif phrase is not None:
            phrases.append(Wording(tokens))
        else:
            wordings.append(Wording(tokens, found.end() == len(typed) and _goes_on(tokens)))
    return Query(_terms(wordings), tuple(phrases), tuple(excluded))


def fts5_query(query: Query | str) -> str:
    """A MATCH expression for SQLite FTS5; "" when there is nothing to search."""
    query = _parsed(query)
    wanted = [" OR ".join(map(_fts5, term.alternatives)) for term in query.terms]
    wanted += map(_fts5, query.phrases)
    if not wanted:
        return ""
    unwanted = [_fts5(wording) for term in query.excluded for wording in term.alternatives]
    found = " AND ".join(f"({one})" for one in wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def tsquery(query: Query | str) -> str:
    """An argument for PostgreSQL's to_tsquery('simple', …); "" when there is nothing."""
    query = _parsed(query)
    wanted = [" | ".join(map(_lexemes, term.alternatives)) for term in query.terms]
    wanted += map(_lexemes, query.phrases)
    if not wanted:
        return ""
    unwanted = [_lexemes(wording) for term in query.excluded for wording in term.alternatives]
    return " & ".join([f"({one})" for one in wanted] + [f"!({one})" for one in unwanted])


def matching_spans(text: str, query: Query | str) -> list[Passage]:
    """Where the query's words and phrases stand in the text as printed, in order."""
    query = _parsed(query)
    wordings = {wording for term in query.terms for wording in term.alternatives}
    wordings.update(query.phrases)
    if not wordings:
        return []
    tokens = list(_tokens(text))
    single = {w.tokens[0] for w in wordings if len(w.tokens) == 1}
    starts = tuple(w.tokens[0] for w in wordings if len(w.tokens) == 1 and w.prefix)
    longer = [wording for wording in wordings if len(wording.tokens) > 1]
    spans = [
        *_single_spans(tokens, single, starts),
        *_joined_spans(tokens, set(filter(is_joinable, single))),
        *(span for wording in longer for span in _phrase_spans(tokens, wording)),
    ]
    return _outermost(sorted(set(spans), key=lambda span: (span.start, -span.end)))


def excerpt(text: str, query: Query | str, *, size: int = 240) -> list[tuple[str, bool]]:
    """About `size` characters around the densest matches: pieces, and whether they match.

    Begins and ends between words, with "…" where the text goes on; the beginning of
    the text when nothing matches.
    """
    query = _parsed(query)
    start, end = _window(text, _likely(text, query), size)
    spans = [
        Passage(start + span.start, start + span.end)
        for span in matching_spans(text[start:end], query)
    ]
    if not spans:
        spans = matching_spans(text, query)
        start, end = _window(text, spans, size)
    pieces: list[tuple[str, bool]] = [("…", False)] if start > 0 else []
    done = start
    for span in spans[bisect_left(spans, Passage(start, start)) :]:
        if span.end > end:
            break
        pieces += [(text[done : span.start], False), (text[span.start : span.end], True)]
        done = span.end
    pieces += [(text[done:end], False), ("…" if end < len(text.rstrip()) else "", False)]
    return _joined_pieces(pieces)


def _parsed(query: Query | str) -> Query:
    return parse_query(query) if isinstance(query, str) else query


def _goes_on(tokens: tuple[str, ...]) -> bool:
    return len(tokens[-1]) >= SHORTEST_PREFIX and is_joinable(tokens[-1])


def _terms(wordings: list[Wording]) -> tuple[Term, ...]:
    """Each word with what it may be part of when written as one with its neighbours."""
    choices: list[dict[Wording, None]] = [{wording: None} for wording in wordings]
    for wording, choice in zip(wordings, choices, strict=True):
        if 1 < len(wording.tokens) <= LONGEST_RUN and all(map(is_joinable, wording.tokens)):
            choice[Wording(("".join(wording.tokens),), wording.prefix)] = None
    for length in range(2, LONGEST_RUN + 1):
        for first in range(len(wordings) - length + 1):
            run = wordings[first : first + length]
            if all(len(w.tokens) == 1 and is_joinable(w.tokens[0]) for w in run):
                joined = Wording(("".join(w.tokens[0] for w in run),), run[-1].prefix)
                for choice in choices[first : first + length]:
                    choice[joined] = None
    return tuple(Term(tuple(choice)) for choice in choices)


def closed(query: Query, *, shorter_than: int = LONGEST_QUERY + 1) -> Query:
    """The query whose last word may not go on, if it has fewer characters than this."""
    terms = [
        Term(tuple(dict.fromkeys(_closed(each, shorter_than) for each in term.alternatives)))
        for term in query.terms
    ]
    return query._replace(terms=tuple(terms))


def _closed(wording: Wording, shorter_than: int) -> Wording:
    return wording._replace(prefix=wording.prefix and len(wording.tokens[-1]) >= shorter_than)


def _fts5(wording: Wording) -> str:
    """A quoted phrase: nothing in it is an operator, for it holds letters and digits only."""
    return f'"{" ".join(wording.tokens)}"{"*" if wording.prefix else ""}'


def _lexemes(wording: Wording) -> str:
    quoted = " <-> ".join(f"'{token}'" for token in wording.tokens)
    quoted += ":*" if wording.prefix else ""
    return f"({quoted})" if len(wording.tokens) > 1 else quoted


def _tokens(text: str) -> Iterable[Token]:
    for found in WORD.finditer(text):
        if found[0].isascii() or not SIGN.search(found[0]):
            yield folded_tokens(found[0]), found.start(), found.end()
            continue
        for piece in PIECE.finditer(text, found.start(), found.end()):
            yield folded_tokens(piece[0]), piece.start(), piece.end()


def _likely(text: str, query: Query) -> list[Passage]:
    """Where its words probably stand, found without reading the text word by word."""
    plain = text.lower()
    if len(plain) != len(text):
        return []
    wordings = [wording for term in query.terms for wording in term.alternatives]
    tokens = {(t, w.prefix) for w in [*wordings, *query.phrases] for t in w.tokens}
    found: set[Passage] = set()
    for token, prefix in tokens:
        place = -1
        for _ in range(LIKELY):
            place = plain.find(token, place + 1)
            if place < 0:
                break
            end = place + len(token)
            inside = plain[max(0, place - 1) : place].isalnum()
            longer = not prefix and plain[end : end + 1].isalnum()
            if not (inside or longer) or not is_joinable(token):
                found.add(Passage(place, end))
    return sorted(found)


def _single_spans(
    tokens: list[Token], single: set[str], starts: tuple[str, ...]
) -> Iterable[Passage]:
    for folded, start, end in tokens:
        for word in folded:
            if word in single or word.startswith(starts):
                yield Passage(start, end)


def _joined_spans(tokens: list[Token], single: set[str]) -> Iterable[Passage]:
    """Two or three words that the query writes as one: Zuo-jun for "zuojun"."""
    heads = {word[:length] for word in single for length in range(1, len(word))}
    for place, (folded, start, end) in enumerate(tokens):
        joined = "".join(folded)
        for later in tokens[place + 1 : place + LONGEST_RUN] if joined in heads else ():
            if later[1] - end > 1:
                break
            joined, end = joined + "".join(later[0]), later[2]
            if joined in single:
                yield Passage(start, end)


def _phrase_spans(tokens: list[Token], wording: Wording) -> Iterable[Passage]:
    folded = [(word, token) for token in tokens for word in token[0]]
    size = len(wording.tokens)
    for place in range(len(folded) - size + 1):
        if folded[place][0] != wording.tokens[0]:
            continue
        found = tuple(word for word, _ in folded[place : place + size])
        if found[:-1] == wording.tokens[:-1] and _ends_alike(found[-1], wording):
            yield Passage(folded[place][1][1], folded[place + size - 1][1][2])


def _ends_alike(word: str, wording: Wording) -> bool:
    last = wording.tokens[-1]
    return word == last or (wording.prefix and word.startswith(last))


def _outermost(spans: list[Passage]) -> list[Passage]:
    """Overlapping spans as one; they are sorted."""
    merged: list[Passage] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Passage(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _window(text: str, spans: list[Passage], size: int) -> tuple[int, int]:
    """The stretch with the most different matches, its edges between words."""
    first, last = _densest(text, spans, size)
    spare = max(0, size - (last - first))
    start = max(0, min(first - spare // 2, len(text) - size))
    end = min(len(text), max(last, start + size))
    if start > 0:
        start = _next_word(text, start, first)
    if end < len(text):
        end = _previous_word(text, end, max(last, start + 1))
    return start, end


def _densest(text: str, spans: list[Passage], size: int) -> Passage:
    """From the first to the last of the spans that lie together within `size`."""
    matched = [text[start:end].casefold() for start, end in spans]
    best, best_score = Passage(0, 0), (0, 0)
    seen: dict[str, int] = {}
    left = 0
    for right, span in enumerate(spans):
        seen[matched[right]] = seen.get(matched[right], 0) + 1
        while span.end - spans[left].start > size and left < right:
            seen[matched[left]] -= 1
            if not seen[matched[left]]:
                del seen[matched[left]]
            left += 1
        score = (len(seen), right - left + 1)
        if score > best_score:
            best, best_score = Passage(spans[left].start, span.end), score
    return best


def _next_word(text: str, start: int, limit: int) -> int:
    """The first word that begins after `start`; `start` itself if none does before limit."""
    spaces = re.compile(r"\s").search(text, start - 1, limit)
    return spaces.end() if spaces else start


def _previous_word(text: str, end: int, limit: int) -> int:
    """The end of the last whole word before `end`; `end` itself if none ends after limit."""
    if text[end].isspace():
        return end
    head = text[limit:end]
    cut = max((place for place, sign in enumerate(head) if sign.isspace()), default=-1)
    return limit + cut if cut >= 0 else end


def _joined_pieces(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Without empty pieces, and with neighbours of one kind as one."""
    joined: list[tuple[str, bool]] = []
    for words_, matches in pieces:
        if joined and words_ and joined[-1][1] == matches:
            joined[-1] = (joined[-1][0] + words_, matches)
        elif words_:
            joined.append((words_, matches))
    return joined
