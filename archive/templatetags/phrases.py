"""Phrases in the reader's language, each looked up once.

A page has a hundred of them, and to find one in a catalog takes as long as to escape ten words.
"""

from functools import lru_cache

from django.utils.translation import get_language, gettext


def phrase(words: str) -> str:
    """What `gettext` gives, for the same words on page after page: import it as `_`."""
    return phrase_in(get_language(), words)


@lru_cache(maxsize=2000)
def phrase_in(_language: str | None, words: str) -> str:
    return gettext(words)
