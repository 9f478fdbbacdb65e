"""Addresses of pages that differ in slugs alone: reversed once, then put together.

A page has dozens of links, and Django looks through every pattern for each of them.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

ANY = "any-slug-at-all"
IN_ADDRESSES = re.compile("[a-z0-9-]+")  # slugs that stand in an address as they are: nearly all


def address_of(name: str, *slugs: str, before: tuple = (), after: tuple = ()) -> str:
    """What `reverse` gives for these arguments: those `before` the slugs, them, those `after`."""
    if not all(slugs):
        return reverse(name, args=[*before, *slugs, *after])  # which says that there is no page
    where = (get_script_prefix(), get_language())
    head, *tails = around_slugs(where, name, len(slugs), before, after)
    for slug, tail in zip(slugs, tails, strict=True):
        head += (slug if IN_ADDRESSES.fullmatch(slug) else quote(slug)) + tail
    return head


@lru_cache(maxsize=500)
def around_slugs(_where: tuple, name: str, number: int, before: tuple, after: tuple) -> list[str]:
    """What stands around the slugs in the addresses of a page, in a language."""
    return reverse(name, args=[*before, *[ANY] * number, *after]).split(ANY)
