"""Tokens: the words and marks of a sentence, and where they stand."""

import re
from typing import NamedTuple

ABBREVIATIONS = (
    "Co|Ltd|Inc|Corp|Mr|Mrs|Ms|Dr|Prof|Hon|Gov|Lt|Gen|Sen|Rep|Cllr|Engr|St|Jr|Sr|No|Pte|Bhd|Dept"
)
APOSTROPHES = "'\u2019\u2018\u02bc"
TOKEN = re.compile(
    rf"(?P<short>\b(?:{ABBREVIATIONS}|(?:[A-Z]\.)+[A-Z]|[A-Z])\.)"
    rf"|(?P<possessive>[{APOSTROPHES}]s\b)"
    rf"|(?P<word>[^\W_]+(?:(?:[{APOSTROPHES}](?!s\b)|[-\u2010\u2011])[^\W_]+)*)"
    r"|(?P<mark>\S)"
)


class Token(NamedTuple):
    """A word or a mark; offsets are those of the text."""

    text: str
    low: str
    start: int
    end: int
    is_capital: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end]."""
    return [as_token(found[0], found.start()) for found in TOKEN.finditer(text, start, end)]


def as_token(word: str, start: int) -> Token:
    low = word.lower().replace("\u2019", "'").replace("\u2018", "'")
    return Token(word, low, start, start + len(word), word[0].isupper())
