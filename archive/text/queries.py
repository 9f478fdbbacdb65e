"""Search queries: what a reader typed, as FTS5 or PostgreSQL understands it."""

import re
from typing import NamedTuple

from archive.text.folding import LONGEST_RUN, is_joinable, words
from archive.text.shapes import DOUBLE_MARKS

LONGEST_QUERY = 200  # characters that are read
MOST_TERMS = 12
SHORTEST_PREFIX = 2  # characters from which the last word finds longer ones

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
QUOTES = dict.fromkeys(map(ord, DOUBLE_MARKS), '"')
UNIT = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


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
