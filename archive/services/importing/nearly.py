"""Nearly: names spelt as a person may have meant, one letter off."""

from collections.abc import Collection, Iterator
from string import ascii_lowercase

SHORTEST = 4  # letters; of shorter names nearly all are one letter apart


def spelt_nearly(key: str, known: Collection[str]) -> set[str]:
    """Those of the known names that have one letter more, less, changed or swapped.

    Every such spelling is looked up, so that the cost does not grow with the names there are.
    """
    if len(key) < SHORTEST:
        return set()
    return {spelling for spelling in spellings(key) if spelling in known} - {key}


def spellings(key: str) -> Iterator[str]:
    """Every spelling that is one slip of the hand away."""
    for place in range(len(key) + 1):
        before, after = key[:place], key[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
