"""Mark-up put together in Python: what Django's own functions of these names do, several times
faster, since almost all that is put in is plain words.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

SIGNS = re.compile("[&<>\"']")  # what is not itself in mark-up; most words have none


def escaped(value: Any) -> str:
    """A value as it stands in mark-up: as it is where it is mark-up already."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str:
        return escape(value) if SIGNS.search(value) else value
    return str(value) if kind in (int, float) else conditional_escape(value)


def format_html(pattern: str, *values: Any, **named: Any) -> SafeString:
    """The pattern with these values escaped in it."""
    words = [escaped(value) for value in values]
    if not named:
        return SafeString(pattern.format(*words))
    return SafeString(
        pattern.format(*words, **{name: escaped(value) for name, value in named.items()})
    )


def format_html_join(between: str, pattern: str, rows: Iterable[tuple]) -> SafeString:
    """The pattern with the values of each row, one after the other."""
    parts = (format_html(pattern, *row) for row in rows)
    return SafeString(escaped(between).join(parts))
