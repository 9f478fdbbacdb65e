"""Names: where in a sentence a person is named."""

from typing import NamedTuple

from archive.text.claims.pinyin import is_given_name, is_surname, is_syllable
from archive.text.claims.titles import Title
from archive.text.claims.tokens import Token
from archive.text.claims.vocabulary import (
    BODIES,
    CALENDAR,
    FIELDS,
    HONORIFICS,
    LEVELS,
    NAMED_AFTER,
    NATIONALITIES,
    OPENERS,
    PLACES,
    RANKS,
    TITLES,
)

LONGEST = 4  # words of a name that is not Chinese
BEFORE_ONE = frozenset(
    ["", "and", "included", "including", "with", "by", "were", "was", ":", ";", "met"]
)
INSIDE = LEVELS | frozenset("of the and 's party committee".split())
REACH = 12  # words of a body between a title and the name
BETWEEN = frozenset("de da di van von der den bin al el ibn la le dos y".split())
NOT_NAMES = frozenset({("hong", "kong")})
KINDS = BODIES | PLACES | LEVELS


class Name(NamedTuple):
    """tokens[start:end] name a person; `is_sure` if the spelling alone says so."""

    start: int
    end: int
    is_sure: bool


def find_names(tokens: list[Token], titles: list[Title]) -> list[Name]:
    """The people of a sentence, in order: Chinese names by their spelling, others by a title."""
    starts = {title.start for title in titles}
    ends = {title.end for title in titles}
    inside = {at for title in titles for at in range(title.start, title.end)}
    found: list[Name] = []
    at = 0
    while at < len(tokens):
        name = None if at in inside else _name_at(tokens, at, starts, ends)
        if name:
            found.append(name)
        at = name.end if name else at + 1
    return found


def _name_at(tokens: list[Token], at: int, starts: set[int], ends: set[int]) -> Name | None:
    if not _begins(tokens, at):
        return None
    follows_title = at in ends or tokens[at - 1].low in HONORIFICS if at else False
    if follows_title or _begins_clause(tokens, at, ends):
        end = chinese_end(tokens, at)
        if end and not _is_part_of_more(tokens, end):
            return Name(at, end, is_sure=True)
    end = _foreign_end(tokens, at)
    if follows_title and end > at and _may_follow_title(tokens, at, end):
        return Name(at, end, is_sure=False)
    if end > at + 1 and _is_explained(tokens, at, end, starts):
        return Name(at, end, is_sure=False)
    if end == at + 1 and _is_one_word(tokens, at) and _is_explained(tokens, at, end, starts):
        return Name(at, end, is_sure=False)
    if at + 1 < end < at + LONGEST and _is_behind_body(tokens, at, end, ends):
        return Name(at, end, is_sure=False)
    return None


def _is_one_word(tokens: list[Token], at: int) -> bool:
    """Bayanqolu, Party chief of …: a long word that stands where a person does."""
    before = tokens[at - 1].low if at else ""
    return len(tokens[at].text) > 6 and before in BEFORE_ONE


def _is_behind_body(tokens: list[Token], at: int, end: int, ends: set[int]) -> bool:
    """Speaker of Ota District Council Shigeru Matsubara: the body's kind tells where it ends."""
    if not _may_follow_title(tokens, at, end) or (end < len(tokens) and tokens[end].is_capital):
        return False
    if at and tokens[at - 1].is_capital and tokens[at - 1].low in BODIES | PLACES:
        return _follows_post(tokens, at, ends)
    return end == at + 2 and _is_behind_place(tokens, at, ends)


def _is_behind_place(tokens: list[Token], at: int, ends: set[int]) -> bool:
    """Mayor of Hamburg Peter Tschentscher: one word of place, and a title that begins it all."""
    if at < 3 or at - 2 not in ends or tokens[at - 2].low != "of":
        return False
    before = tokens[at - 4] if at > 3 else None
    if not tokens[at - 3].is_capital or not tokens[at - 1].is_capital:
        return False
    return before is None or before.low not in (",", "the")


def _begins(tokens: list[Token], at: int) -> bool:
    return tokens[at].is_capital and tokens[at].is_word


def _begins_clause(tokens: list[Token], at: int, ends: set[int]) -> bool:
    """Whether no capital word directly before makes this the end of another name."""
    if at == 0 or at in ends:
        return True
    before = tokens[at - 1]
    if not before.is_capital or before.low in OPENERS or before.low in CALENDAR:
        return True
    return _follows_post(tokens, at, ends)


def _follows_post(tokens: list[Token], at: int, titles: set[int]) -> bool:
    """Whether a title and its body stand directly before: Mayor of Baoshan Yang Jun."""
    for place in range(at - 1, max(-1, at - REACH), -1):
        if place in titles:
            return tokens[place].low == "of"
        if not (tokens[place].is_capital or tokens[place].low in INSIDE):
            return False
    return False


def chinese_end(tokens: list[Token], at: int) -> int | None:
    """Where a Chinese name that begins at `at` ends."""
    words = [token.text for token in tokens[at : at + 3] if token.is_word and token.is_capital]
    if len(words) < 2 or tokens[at + 1].text != words[1]:
        return None
    first, second = words[:2]
    if (first.lower(), second.lower()) in NOT_NAMES:
        return None
    if is_surname(first) and is_given_name(second):
        third = words[2] if len(words) == 3 and tokens[at + 2].text == words[2] else ""
        is_third = is_syllable(second) and is_given_name(third)
        return at + 3 if third and (is_third or _is_vietnamese(third)) else at + 2
    is_reversed = second.isupper() or "-" in first
    if is_reversed and is_surname(second) and is_given_name(first):
        return at + 2
    return None


def _is_vietnamese(word: str) -> bool:
    """Whether a word may be the last of a name such as Dang Xuan Phong."""
    low = word.lower()
    is_other = low in KINDS | OPENERS | TITLES | CALENDAR | FIELDS | RANKS
    return word.isalpha() and 2 < len(low) < 6 and not low.endswith(("s", "ed")) and not is_other


def _is_part_of_more(tokens: list[Token], end: int) -> bool:
    """Whether what looks like a name is one of a body or place: Jin Lifang Group."""
    for token in tokens[end : end + 5]:
        if token.low in KINDS | NAMED_AFTER and token.is_capital:
            return True
        if not token.is_capital or token.low in TITLES:
            return False
    return False


def _foreign_end(tokens: list[Token], at: int) -> int:
    """Where a run of capital words that may be a name ends; `at` if there is none."""
    end = at
    while end < min(len(tokens), at + LONGEST) and _may_be_in_name(tokens, end, at):
        end += 1
    while end > at and tokens[end - 1].low in BETWEEN:
        end -= 1
    longer = end < len(tokens) and end - at >= LONGEST and tokens[end].is_capital
    return at if longer else end


def _may_be_in_name(tokens: list[Token], at: int, first: int) -> bool:
    token = tokens[at]
    if at > first and token.low in BETWEEN:
        return True
    return (
        token.is_capital
        and token.is_word
        and token.low not in KINDS | NAMED_AFTER
        and token.low not in OPENERS
        and token.low not in CALENDAR
        and token.low not in NATIONALITIES
        and token.low not in TITLES
        and token.low not in HONORIFICS
    )


def _may_follow_title(tokens: list[Token], at: int, end: int) -> bool:
    """Not a surname alone ("Mayor Wang"), nor the beginning of a body's name."""
    if end < len(tokens) and tokens[end].low in KINDS | NAMED_AFTER and tokens[end].is_capital:
        return False
    word = tokens[at].text
    return end > at + 1 or (len(word) > 4 and not is_surname(word) and not word.isupper())


def _is_explained(tokens: list[Token], at: int, end: int, starts: set[int]) -> bool:
    """Sylvester Turner, mayor of Houston / Sylvester Turner, the Houston mayor"""
    if end >= len(tokens) or tokens[end].text not in (",", "("):
        return False
    if at and tokens[at - 1].is_capital and tokens[at - 1].low not in OPENERS | HONORIFICS:
        return False
    if at and tokens[at - 1].low in ("of", "in", "'s"):
        return False
    after = end + 1
    if after < len(tokens) and tokens[after].low in ("the", "who"):
        after += 1
    return any(place in starts for place in range(after, after + 3)) and _is_clear(
        tokens, after, starts
    )


def _is_clear(tokens: list[Token], after: int, starts: set[int]) -> bool:
    """Whether only capital words stand before the title: Houston mayor."""
    for at in range(after, min(len(tokens), after + 3)):
        if at in starts:
            return True
        if not (tokens[at].is_capital or tokens[at].low == "is" or tokens[at].low == "was"):
            return False
    return False
