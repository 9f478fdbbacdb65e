"""Bodies: where the name of an organization or a place ends, and which of both it is."""

import re
from collections.abc import Callable
from typing import NamedTuple

from archive.text.claims.tokens import Token
from archive.text.claims.vocabulary import (
    BODIES,
    CALENDAR,
    COUNTRIES,
    FIELDS,
    HONORIFICS,
    LEVELS,
    NATIONALITIES,
    PLACES,
    SCHOLARLY,
    SMALL_BODIES,
)

DASHES = ("-", "\u2013")
LONGEST = 24  # words of a name
REGION = re.compile(  # Southwest China's Guizhou province
    "^(?:the )?(?:(?:north|south|east|west|central)\\w* )?China['\u2019]s ", re.IGNORECASE
)
AHEAD = 7  # words in which a name that goes on after "and" must reach its kind
ARTICLES = frozenset("the a an its our their his her".split())
KINDS = BODIES | PLACES
PARTS = LEVELS | frozenset("standing working central".split())
GENERIC = frozenset(
    "the of and people's people\u2019s municipal provincial county district city town party".split()
)

type Stop = Callable[[int], bool]


class Body(NamedTuple):
    """An organization or a place, or an organization with its place."""

    organization: str | None
    place: str | None


def read_body(tokens: list[Token], first: int, is_stop: Stop) -> int:
    """Where the name that begins at `first` ends; `first` itself if none begins there."""
    at = skip_article(tokens, first)
    begun = at
    while at < min(len(tokens), begun + LONGEST) and not is_stop(at):
        step = _step(tokens, begun, at, is_stop)
        if not step:
            break
        at += step
    return at if at > begun else first


def skip_article(tokens: list[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].low in ARTICLES else at


def _step(tokens: list[Token], begun: int, at: int, is_stop: Stop) -> int:
    """How many tokens from `at` on still belong to the name."""
    token = tokens[at]
    if is_proper(token) or token.low in SMALL_BODIES or is_number_inside(tokens, at):
        return 1
    if at == begun:
        return 0
    if token.text in (",", "("):
        return _marked(tokens, at)
    return _linked(tokens, begun, at, is_stop)


def _marked(tokens: list[Token], at: int) -> int:
    """Over a comma or bracket that is part of a name."""
    if tokens[at].text == ",":
        return 2 if _is_company_tail(tokens, at) else 0
    return 3 if _is_bracketed(tokens, at) else 0


def _linked(tokens: list[Token], begun: int, at: int, is_stop: Stop) -> int:
    """Over a word that links the words of a name."""
    token = tokens[at]
    if token.low in ("'s", "\u00b7"):
        return int(_goes_on(tokens, at + 1, is_stop))
    if token.text in DASHES:
        return int(is_tight(tokens, at) and _goes_on(tokens, at + 1, is_stop))
    if token.low == "with":
        return int(tokens[at - 1].low == "friendship" and _goes_on(tokens, at + 1, is_stop))
    if token.low == "of" or (token.low == "for" and tokens[at - 1].low in KINDS):
        return _over(tokens, at, is_stop)
    if token.low in ("and", "&"):
        return int(_joins(tokens, begun, at, is_stop))
    return 0


def is_tight(tokens: list[Token], at: int) -> bool:
    """Whether no space follows: a dash with spaces around it parts, one without links."""
    return at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end


def is_number_inside(tokens: list[Token], at: int) -> bool:
    """China Railway 20th Bureau"""
    return (
        tokens[at].text[0].isdigit()
        and 0 < at < len(tokens) - 1
        and is_proper(tokens[at - 1])
        and is_proper(tokens[at + 1])
    )


def is_proper(token: Token) -> bool:
    """Whether a token may be part of a proper name."""
    return token.is_capital and token.low not in CALENDAR and token.low not in HONORIFICS


def _over(tokens: list[Token], at: int, is_stop: Stop) -> int:
    """Over "of" and an article, where a name follows."""
    after = skip_article(tokens, at + 1)
    return after - at if _goes_on(tokens, after, is_stop) else 0


def _goes_on(tokens: list[Token], at: int, is_stop: Stop) -> bool:
    if at >= len(tokens) or is_stop(at):
        return False
    return is_proper(tokens[at]) or tokens[at].low in SMALL_BODIES


def _is_company_tail(tokens: list[Token], at: int) -> bool:
    """Co., Ltd."""
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].low.rstrip(".") in ("ltd", "inc", "llc", "limited")
        and tokens[at + 1].is_capital
    )


def _is_bracketed(tokens: list[Token], at: int) -> bool:
    """One word in brackets inside a name: Dalian Port (PDA) Company."""
    return (
        at + 3 < len(tokens)
        and tokens[at + 2].text == ")"
        and is_proper(tokens[at + 1])
        and is_proper(tokens[at + 3])
    )


def _joins(tokens: list[Token], begun: int, at: int, is_stop: Stop) -> bool:
    """Whether the "and" stands inside a name rather than between two."""
    if tokens[at - 1].low in KINDS or not _goes_on(tokens, at + 1, is_stop):
        return False
    before = [token.low for token in tokens[begun:at]]
    if any(word in SCHOLARLY and "of" in before[n:] for n, word in enumerate(before)):
        return True
    if before[-1] not in FIELDS | NATIONALITIES:
        return False
    if before[-1] in FIELDS and tokens[at + 1].low in FIELDS:
        return True
    for token in tokens[at + 1 : at + AHEAD]:
        if token.low in KINDS:
            return token.is_capital
        if not is_proper(token):
            return False
    return False


def describe(words: str, *, unknown_is_place: bool = True) -> Body:
    """What a name names; `unknown_is_place` decides where nothing in it tells."""
    pieces = REGION.sub("", words).split()
    if pieces and pieces[0].lower() in ARTICLES:
        pieces = pieces[1:]
    name = " ".join(pieces)
    if not any(piece[0].isupper() for piece in pieces):  # "the city", but "the party committee"
        return Body(name if len(pieces) > 1 and pieces[-1] in BODIES else None, None)
    if _is_place(pieces, unknown_is_place=unknown_is_place):
        return Body(None, name)
    return _organization(name, pieces)


def _is_place(pieces: list[str], *, unknown_is_place: bool) -> bool:
    lows = [piece.lower().rstrip(",") for piece in pieces]
    if any(low in BODIES for low in lows):
        return False
    if lows[-1] in PLACES or name_is_country(pieces):
        return True
    is_acronym = len(pieces) == 1 and pieces[0].isupper()
    return unknown_is_place and not is_acronym


def name_is_country(pieces: list[str]) -> bool:
    return len(pieces) == 1 and pieces[0].lower() in COUNTRIES


def _organization(name: str, pieces: list[str]) -> Body:
    """An organization, and the place that its name or the "of" behind it gives."""
    before, of, after = name.rpartition(" of ")
    tail = after.split()[1:] if after.startswith("the ") else after.split()
    own = place_inside(before.split() if of else pieces)
    if of and tail and tail[-1].lower() in PLACES and tail[0][0].isupper():
        area = " ".join(tail)
        return Body(before, f"{own}, {area}") if own else Body(name, area)
    if of and len(tail) == 1 and _is_plain_name(tail[0]):
        return Body(name, own or tail[0])
    return Body(name, own or place_inside(tail))


def _is_plain_name(word: str) -> bool:
    is_common = word.lower() in KINDS | SMALL_BODIES | FIELDS
    return word[0].isupper() and not word.isupper() and not is_common


def place_inside(pieces: list[str]) -> str | None:
    """Dalian of "CPC Dalian Municipal Committee", Hui County of "Hui County Government"."""
    lows = [piece.lower() for piece in pieces]
    if len(pieces) == 3 and (lows[0], lows[2]) == ("cpc", "committee") and lows[1] not in PARTS:
        return pieces[1] if pieces[1][0].isupper() else None
    for at, low in enumerate(lows):
        if low not in LEVELS | PLACES or low in ("central", "national", "state"):
            continue
        begin = max((n + 1 for n in range(at) if not _is_of_place(pieces[n])), default=0)
        name = pieces[begin : at + 1] if low in PLACES else pieces[begin:at]
        if at > begin:
            return " ".join(name)
    return None


def _is_of_place(piece: str) -> bool:
    low = piece.lower()
    return (
        low not in GENERIC | KINDS | NATIONALITIES
        and low not in ("cpc", "standing", "general")
        and (piece[0].isupper() or low == "autonomous")
    )
