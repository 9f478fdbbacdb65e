"""Recognizing: the places, bodies and people that a question calls by their whole names."""

import re
from collections.abc import Iterator

from archive.models import SearchEntry
from archive.models.entry_ids import KINDS_WITHOUT_DAYS
from archive.services.suggesting import suggest
from archive.text.folding import is_joinable, words

MOST_WORDS = 8  # of a question that are looked up
LONGEST_RUN = 3  # words of a name
# What a question says beside names: never looked up.
SMALL = frozenset(
    "a about all and any are at between by did do does every for from had has have how in into is"
    " it many meet meeting met of on or sign signed that the they to together was were what when"
    " where which who whom whose why with".split()
)
JOINT = re.compile(r"\s(?:and|&|with|to|versus|vs\.?)\s|[和与與及、&\u2013\u2014]", re.IGNORECASE)


LEFT_OUT = re.compile(r'(?:^|\s)-(?:"[^"]*"?|\S+)')


def joins_names(q: str) -> bool:
    """Whether a question puts two things together: “Dalian and Liupanshui”."""
    return JOINT.search(q) is not None


def named_in(q: str) -> list[SearchEntry]:
    """The public places, bodies and people that are called by their whole names, as they come.

    Two statements for each of a few words and runs of words; for questions alone that nothing
    answers, or that join names.
    """
    found: dict[int, SearchEntry] = {}
    for part in JOINT.split(LEFT_OUT.sub(" ", q)):
        tokens = [word for word in words(part) if word not in SMALL][:MOST_WORDS]
        for entry in names_among(tokens):
            found.setdefault(entry.pk, entry)
    return list(found.values())


def names_among(tokens: list[str]) -> Iterator[SearchEntry]:
    """Records called by words that follow each other, the longest names first."""
    if not any(map(is_joinable, tokens)):  # Chinese has no spaces: all of it is one name
        yield from called(tokens)
        return
    place = 0
    while place < len(tokens):
        for length in range(LONGEST_RUN, 0, -1):
            run = tokens[place : place + length]
            entries = called(run) if len(run) == length else []
            if entries:
                yield from entries
                break
        place += length if entries else 1


def called(run: list[str]) -> list[SearchEntry]:
    """The one public record without a day whose name these words are; or none."""
    name = " ".join(run)
    found = [each for each in suggest(f"{name} ", limit=1) if each.kind in KINDS_WITHOUT_DAYS]
    return [each for each in found if is_name_of(run, each)]


def is_name_of(run: list[str], entry: SearchEntry) -> bool:
    """Whether it is called so: in any order, an area also without the word for its kind."""
    title = words(entry.title)
    if not any(map(is_joinable, run)) or "".join(sorted(run)) == "".join(sorted(title)):
        return True
    is_area = entry.kind == "place" and title[: len(run)] == run and len(title) == len(run) + 1
    return is_area or "".join(run) == "".join(title)
