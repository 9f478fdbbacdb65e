"""Extent: how far a sheet reaches, told before anybody makes room for all its cells.

The library that reads spreadsheets holds a sheet as one block: a single cell in the last corner
would ask for more memory than there is, and end the process.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from archive.services.importing.files import UnreadableFileError

MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000  # of one sheet, blank ones included
FAR = re.compile(rb"r=[\"']([A-Z]{2,3})\d")  # cells beyond the 26th column
BELOW = re.compile(rb"r=[\"'][A-Z]{1,3}(\d{7,})")  # cells that may lie below the last row
PLACED = re.compile(rb"r=[\"'][A-Z]{1,3}(\d{1,7})")


def refuse_larger_sheet(name: str, height: int, width: int) -> None:
    """Raise UnreadableFileError for a sheet that is too large."""
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise UnreadableFileError(
            _("The sheet %(name)s has too many rows and columns.") % {"name": name}
        )


def measured(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of the XML of a sheet, each looked at. Raises UnreadableFileError."""
    width = height = 0
    for piece in pieces:
        for row in BELOW.findall(piece):
            refuse_larger_sheet(name, int(row[:10]), 1)
        width = max([width, *map(column_count, set(FAR.findall(piece)))])
        if width:
            height = max([height, *map(int, set(PLACED.findall(piece)))])
            refuse_larger_sheet(name, height, width)
        yield piece


def column_count(letters: bytes) -> int:
    """How many columns there are up to this one: A, B … Z, AA …"""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
