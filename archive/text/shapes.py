"""Text in one shape: quotation marks, dashes and spaces alike, and the way back to print."""

# ruff: noqa: RUF001 - look-alikes are the subject

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

SINGLE_MARKS = "'‘’‚‛‹›′ʹʻʼʽ`´＇"
DOUBLE_MARKS = '"“”„‟«»″〝〞〟＂「」『』'
DASHES = "-‐‑‒–—―−﹘﹣－"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
NOTHING = "\u200b"  # stands for every invisible character until runs are closed up

UNUSUAL = re.compile("[^ -_a-~]+")  # all but ASCII's own; ` is no letter but a mark
RUNS = re.compile(f"[ {NOTHING}]{{2,}}|{NOTHING}")
MANY = 200  # occurrences that may overlap; later ones are taken one after another


class Passage(NamedTuple):
    """A stretch of a text, in characters: from `start`, up to but not including `end`."""

    start: int
    end: int


class Shapes(dict[int, int]):
    """A table for str.translate(), one character for one, that learns as it meets them."""

    def __missing__(self, code: int) -> int:
        self[code] = shape = self.shape_of(chr(code))
        return shape

    def shape_of(self, character: str) -> int:
        if character.isspace():
            return ord(" ")
        for marks in (SINGLE_MARKS, DOUBLE_MARKS, DASHES, NOTHING + INVISIBLE):
            if character in marks:
                return ord(marks[0])
        return ord(character)


class LooseShapes(Shapes):
    """The same, and letters without regard to case, diacritics and width."""

    def shape_of(self, character: str) -> int:
        if unicodedata.category(character) == "Mn":
            return ord(NOTHING)
        shape = super().shape_of(character)
        bare = "".join(
            part
            for part in unicodedata.normalize("NFKD", chr(shape).casefold())
            if unicodedata.category(part) != "Mn"
        )
        return ord(bare) if len(bare) == 1 and not bare.isspace() else shape


EXACT = Shapes()
LOOSE = LooseShapes()


class Flat(NamedTuple):
    """A text in one shape with single spaces. `text` is searched, `passage` leads back."""

    text: str
    cuts: list[int]  # where in `text` a run of the original was closed up ...
    shifts: list[int]  # ... and how far the original runs ahead from there on

    def origin(self, index: int) -> int:
        return index + self.shifts[bisect_right(self.cuts, index)]

    def passage(self, start: int, end: int) -> Passage:
        return Passage(self.origin(start), self.origin(end - 1) + 1)

    def places(self, quote: str) -> list[int]:
        """Where the flat quote begins, in characters of the flat text."""
        found: list[int] = []
        if not quote:
            return found
        place = self.text.find(quote)
        while place >= 0:
            found.append(place)
            step = 1 if len(found) < MANY else len(quote)
            place = self.text.find(quote, place + step)
        return found


@lru_cache(maxsize=8)
def flatten(text: str, *, loose: bool = False) -> Flat:
    """The text in one shape; the last few are kept, as quotes come article by article."""
    shapes = LOOSE if loose else EXACT
    # Only capital İ is not one character long in lower case.
    letters = text.replace("İ", "I").lower() if loose else text
    shaped = UNUSUAL.sub(lambda run: run[0].translate(shapes), letters)
    pieces: list[str] = []
    cuts: list[int] = []
    shifts = [0]
    done = length = 0
    for run in RUNS.finditer(shaped):
        filling = " " if " " in run[0] else ""
        pieces += [shaped[done : run.start()], filling]
        length += run.start() - done + len(filling)
        done = run.end()
        cuts.append(length)
        shifts.append(done - length)
    return Flat("".join([*pieces, shaped[done:]]), cuts, shifts)


def flat(text: str, *, loose: bool = False) -> str:
    """The shape under which a quote is looked for: one shape, single spaces, no edges."""
    return flatten(text, loose=loose).text.strip()
