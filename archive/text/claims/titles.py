"""Titles: the words of a post, such as "Executive Vice Mayor", without its body and place."""

from typing import NamedTuple

from archive.text.claims.tokens import Token
from archive.text.claims.vocabulary import (
    MODIFIERS,
    RANKS,
    TITLE_TAILS,
    TITLES,
    TITLES_AFTER,
    TITLES_BEFORE_OF,
)

LONGEST = 7  # words before the one that makes it a title
IRREGULAR = {"secretaries": "secretary", "deputies": "deputy", "chairmen": "chairman"}


class Title(NamedTuple):
    """tokens[start:end]; `is_many` if it is said of several people."""

    start: int
    end: int
    is_many: bool


def find_titles(tokens: list[Token]) -> list[Title]:
    """All titles of a sentence, in order."""
    found: list[Title] = []
    for at in range(len(tokens)):
        done = found[-1].end if found else 0
        title = _title_at(tokens, at, done)
        if title:
            found.append(title)
    return found


def singular(low: str) -> str:
    return IRREGULAR.get(low) or low.removesuffix("s")


def _title_at(tokens: list[Token], at: int, done: int) -> Title | None:
    if at < done:
        return None
    low = tokens[at].low
    is_many = not _is_title(tokens, at, low) and _is_title(tokens, at, singular(low))
    if not is_many and not _is_title(tokens, at, low):
        return None
    start = at
    while start > max(done, at - LONGEST) and _is_modifier(tokens, start - 1):
        start -= 1
    end = at + 1
    return Title(start, _over_tail(tokens, end), is_many)


def _over_tail(tokens: list[Token], end: int) -> int:
    """Over "General", however it is joined: Secretary- General."""
    following = [token.low for token in tokens[end : end + 2]]
    if following[:1] and following[0] in TITLE_TAILS:
        return end + 1
    is_joined = len(following) == 2 and following[0] == "-" and following[1] in TITLE_TAILS
    return end + 2 if is_joined else end


def _is_title(tokens: list[Token], at: int, low: str) -> bool:
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    before = tokens[at - 1].low if at else ""
    if low == "executive" and following == "officer":
        return False
    if low in TITLES_AFTER and before in TITLES_AFTER[low].split():
        return True
    if low in TITLES_BEFORE_OF:
        return following == "of"
    if low in TITLES:
        # "a secretary of state visit" is rare; "president's" is of nobody named
        return True
    first, hyphen, last = low.replace("\u2010", "-").partition("-")
    return bool(hyphen) and first in RANKS and last in TITLES


def _is_modifier(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low == "'s":  # People's Congress
        return at > 0 and tokens[at - 1].low == "people"
    if low == "people":
        return True
    return low in MODIFIERS or (low in TITLES_AFTER and low == "chief")
