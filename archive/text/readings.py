"""Readings: how Chinese names sound, in the Latin letters that other articles print."""

import re
from functools import cache
from itertools import islice, product
from pathlib import Path

# Each syllable with its characters: those of GB 2312 and of names, by the two commonest
# readings and that of a surname, without tones. From the readings in Unicode's Unihan tables.
TABLE = Path(__file__).with_name("readings.txt")
ENTRY = re.compile(r"([a-z]+)(\S+)")
LONGEST = 6  # characters of a name
MOST = 12  # ways to read one
AREAS = "省市县区州镇乡村"  # what may stand behind a name and not in its Latin spelling


@cache
def sounds() -> dict[str, list[str]]:
    """The readings of each character."""
    found: dict[str, list[str]] = {}
    for syllable, characters in ENTRY.findall(TABLE.read_text(encoding="utf-8")):
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return found


def readings(characters: str) -> list[tuple[str, ...]]:
    """How a name of two to six characters may be read, in syllables; nothing of other words."""
    if not 2 <= len(characters) <= LONGEST or characters.isascii():
        return []
    ways = [sounds().get(each, []) for each in characters]
    return list(islice(product(*ways), MOST))


def spelt_in_latin(characters: str) -> list[str]:
    """The readings written as one word; of an area also without the word for its kind."""
    names = [characters, characters[:-1]] if characters[-1:] in AREAS else [characters]
    return ["".join(each) for name in names for each in readings(name)]
