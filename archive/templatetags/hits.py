"""Hits of a search: what stands under each head, put together here, for a page has dozens."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from archive.templatetags.facts import withheld
from archive.text.excerpts import Pieces
from archive.text.redacting import MARK

register = template.Library()


@register.simple_tag
def hit_rows(rows: Iterable[tuple[Any, SafeString]]) -> SafeString:
    """Items of a list, of hits each with its head in HTML; articles are quoted."""
    return SafeString("\n".join(hit_row(hit, head) for hit, head in rows))


def hit_row(hit: Any, head: SafeString) -> str:
    words = excerpt(hit.excerpt)
    if words and hit.kind == "article":
        words = f'<span class="quote">{words}</span>'
    shown = f'<p class="excerpt">{words}</p>' if words else ""
    return f'<li class="hit stack">{head}{shown}</li>'


def excerpt(pieces: Pieces) -> str:
    """The words around what was found, those that match marked."""
    return "".join(
        f"<mark>{shown(words)}</mark>" if matches else shown(words) for words, matches in pieces
    )


def shown(words: str) -> str:
    return withheld(words) if MARK in words else escape(words)
