"""Slugs: the permanent names of records in addresses and spreadsheets."""

import re
from collections.abc import Container, Iterable
from itertools import count
from urllib.parse import unquote

from archive.text.folding import bare

NAMELESS = "record"
NOT_IN_SLUGS = re.compile(r"[\W_]+")


def slug_of(text: str, *, limit: int = 80) -> str:
    """Lower-case words with hyphens between: "Da'an City" is `daan-city`.

    Latin letters lose their diacritics, other scripts are kept. A slug longer than
    `limit` is cut between words. Text without a letter or digit is `record`.
    """
    plain = bare(text[: limit * 8]).replace("'", "")
    slug = NOT_IN_SLUGS.sub("-", plain).strip("-")
    return _cut(slug, limit) or NAMELESS


def next_free(slug: str, taken: Container[str], *, limit: int = 80) -> str:
    """The slug itself, or the first of slug-2, slug-3 … that is not taken."""
    if slug not in taken:
        return slug
    for number in count(2):
        ending = f"-{number}"
        candidate = slug[: limit - len(ending)].rstrip("-") + ending
        if candidate not in taken:
            return candidate
    raise AssertionError("count() never ends")


def in_slug(slug: str, words: str) -> bool:
    """Whether the slug says these words, be they parts of longer ones."""
    pattern = _in_slugs(words)
    return bool(pattern and pattern.search(slug))


def in_address(address: str, phrases: Iterable[str]) -> bool:
    """Whether a web address says any of these phrases."""
    words = slug_of(unquote(address), limit=len(address) + 1)
    return any(in_slug(words, phrase) for phrase in phrases)


def without(slug: str, phrases: Iterable[str]) -> str:
    """The slug with none of these phrases in it."""
    for pattern in filter(None, map(_in_slugs, phrases)):
        slug = pattern.sub("-", slug)
    return NOT_IN_SLUGS.sub("-", slug).strip("-") or NAMELESS


def _in_slugs(words: str) -> re.Pattern[str] | None:
    """How a slug writes these words, hyphens or not; None for words without letter or digit."""
    letters = NOT_IN_SLUGS.sub("", bare(words).replace("'", ""))
    return re.compile("-?".join(letters)) if letters else None


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    whole_words = slug[: limit + 1].rpartition("-")[0]
    return whole_words or slug[:limit]
