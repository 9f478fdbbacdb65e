"""Folding: the forms under which words and names are found, whatever their spelling."""

import re
import unicodedata
from functools import lru_cache

from archive.text.readings import readings
from archive.text.shapes import DASHES, SINGLE_MARKS

UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Letters that Unicode does not decompose into a plain one and a mark; and no letters.
PLAIN = {
    **dict(zip("đðħıłøŧƀɨʉŋ", "ddhilotbiun", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ĸ": "k",
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(UNSEEN, ""),
}
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Han, kana and bopomofo: written without spaces, so each sign is a word of its own.
CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
UNUSUAL = re.compile(r"[^\x00-\x7f]+|`")
SPECIAL = re.compile(f"[{''.join(PLAIN)}]")
DIACRITICS = re.compile(f"[{MARKS}]+")
# These begin with the mark itself, so that the engine leaps from one to the next.
POSSESSIVE = re.compile(r"'(?<=\w')s(?!\w)")
INNER_APOSTROPHE = re.compile(r"'(?<=\w')(?=\w)")
NOT_IN_WORDS = re.compile(r"[\W_]+")
TOKEN = re.compile(f"[{CJK}]|[^\\W_{CJK}]+")
JOINABLE = re.compile(f"[^\\W_{CJK}]+")
# It starts with a whole word and never gives letters back: linear, whatever the text.
COMPOUND = re.compile(rf"(?<![^\W_{CJK}])[^\W_{CJK}]++(?:-[^\W_{CJK}]++)+")
# What print uses most beside ASCII, and what that is to words: a short cut, nothing more.
COMMON = {
    **dict.fromkeys("`\u2018\u2019", "'"),
    **dict.fromkeys("\xa0\u2013\u2014\u201c\u201d\u2026", " "),
}
ASCII_WORDS = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))

LONGEST_TOKEN = 64  # characters; what is longer is no word, and indexes refuse it
LONGEST_NAME = 8  # words; what is longer is a sentence
ENOUGH = 1_000  # characters that tell a name from a text
LONGEST_RUN = 3  # adjacent words of a name that may be written as one


def bare(text: str) -> str:
    """Lower-case letters without diacritics or width; apostrophes straight, the rest kept."""
    if text.isascii() and "`" not in text:
        return text.lower()
    return UNUSUAL.sub(lambda run: _bare_run(run[0]), text.lower())


def fold(text: str) -> str:
    """Words in lower case without diacritics, one space between them, no punctuation.

    Apostrophes inside a word vanish (Da'an: daan), a possessive 's too, so that
    "Xi Jinping's" is found by his name; hyphens and middle dots part words.
    """
    return NOT_IN_WORDS.sub(" ", _without_apostrophes(bare(text))).strip()


def words(text: str) -> list[str]:
    """The folded words in order; each Chinese character or kana is a word of its own."""
    if not text.isascii():
        for sign, plain in COMMON.items():
            text = text.replace(sign, plain)
    folded = _without_apostrophes(bare(text))
    if folded.isascii():
        apart = folded.encode().translate(ASCII_WORDS).decode()
        tokens = apart.split()
    else:
        apart = NOT_IN_WORDS.sub(" ", folded)
        tokens = TOKEN.findall(apart)
    if _may_be_long(apart):
        return [token[:LONGEST_TOKEN] for token in tokens]
    return tokens


def index_text(text: str) -> str:
    """The words for a full-text index; the parts of a hyphenated word stand in its place."""
    return " ".join(words(text))


def joined_forms(text: str) -> str:
    """More words for the index: what is written apart or with hyphens, written as one.

    In a name (up to 8 words) all runs of two or three words: "tan zuo jun" gives
    "tanzuo zuojun tanzuojun". A Chinese name gives those of its readings, and the first
    syllable. In longer texts only hyphenated words.
    """
    tokens = words(text[:ENOUGH])
    if len(tokens) <= LONGEST_NAME and len(text) > ENOUGH:
        tokens = words(text)
    if len(tokens) <= LONGEST_NAME:
        heard = [run for way in readings("".join(tokens)) for run in (way[0], *_runs([*way]))]
        return " ".join(dict.fromkeys([*_runs(tokens), *heard]))
    if not text.isascii():
        for sign in f"·•・{DASHES}":
            text = text.replace(sign, "-")
    if "-" not in text:
        return ""
    hyphened = " ".join(chunk for chunk in text.split() if "-" in chunk)
    compounds = (words(compound) for compound in COMPOUND.findall(bare(hyphened)))
    return " ".join(dict.fromkeys("".join(c)[:LONGEST_TOKEN] for c in compounds))


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, str]:
    """index_text() and joined_forms() of a name, or of what is as short; remembered, for the
    same few stand in one record after the other."""
    return index_text(name), joined_forms(name)


def name_key(name: str) -> str:
    """What spellings of one name share: case, marks, hyphens, spaces and order aside.

    The letters are read as a ring and written from where they come first in the
    alphabet, so that moving the surname to the other end changes nothing: "Tan Zuojun",
    "zuojun tan" and "TAN Zuo-jun" are one, "Wang Zhong" and "Zhong Wangg" are two.
    Equal keys suggest a namesake; they never prove one person.
    """
    return _first_rotation("".join(words(name)))


def is_joinable(token: str) -> bool:
    """Whether a word may be part of a longer one: not a Chinese character."""
    return JOINABLE.fullmatch(token) is not None


@lru_cache(maxsize=16384)
def folded_tokens(word: str) -> tuple[str, ...]:
    """words(), remembered: a text's vocabulary is small."""
    return tuple(words(word))


def _may_be_long(apart: str) -> bool:
    """Whether more signs than a token has stand between two spaces. Leaps from space to space."""
    at = 0
    while len(apart) - at > LONGEST_TOKEN:
        space = apart.rfind(" ", at, at + LONGEST_TOKEN + 1)
        if space < 0:
            return True
        at = space + 1
    return False


def _without_apostrophes(plain: str) -> str:
    if "'" not in plain:
        return plain
    return INNER_APOSTROPHE.sub("", POSSESSIVE.sub("", plain))


def _bare_run(run: str) -> str:
    plain = _special(run)
    for _ in range(2):  # folding case may bring forth what decomposes once more
        plain = unicodedata.normalize("NFKD", plain).casefold()
    return unicodedata.normalize("NFC", _special(DIACRITICS.sub("", plain)))


def _special(text: str) -> str:
    return SPECIAL.sub(lambda found: PLAIN[found[0]], text)


def _runs(tokens: list[str]) -> list[str]:
    return [
        "".join(run)[:LONGEST_TOKEN]
        for length in range(2, LONGEST_RUN + 1)
        for run in zip(*(tokens[n:] for n in range(length)), strict=False)
        if all(map(is_joinable, run))
    ]


def _first_rotation(letters: str) -> str:
    """The least rotation of a string, in linear time (Duval's two-pointer method)."""
    ring, size = letters * 2, len(letters)
    best, rival, matched = 0, 1, 0
    while rival < size and matched < size:
        ours, theirs = ring[best + matched], ring[rival + matched]
        if ours == theirs:
            matched += 1
            continue
        if theirs < ours:
            best, rival = rival, max(best + matched, rival) + 1
        else:
            rival += matched + 1
        matched = 0
    return ring[best : best + size]
