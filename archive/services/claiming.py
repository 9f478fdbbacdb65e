"""Claiming: what a text file probably states, for an editor to check."""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from archive.services.importing.encodings import decoded
from archive.services.importing.files import (
    FOREIGN,
    MEGABYTE,
    OLE,
    ZIP,
    Part,
    UnreadableFileError,
    as_part,
    refuse_larger,
)
from archive.text.claims import Claims, read_claims

LARGEST = 2 * MEGABYTE  # a release has some thousand characters
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BINARY = [ZIP, OLE, *(mark for mark in FOREIGN if mark != b"<")]
EMPTY = "\ufeff \t\r\n"
MOST_SIGNS_OF_CONTROL = 1 / 100  # of a text; in a file of another kind there are many


def claims_of(path: Path) -> Claims:
    """What the text in a file probably states. Writes nothing. Raises UnreadableFileError."""
    return read_claims(read_text(path))


def read_text(path: Path) -> str:
    """The text of a file of up to 2 MB, whatever its encoding. Raises UnreadableFileError."""
    if path.exists() and not path.is_file():
        raise UnreadableFileError(_("The file cannot be opened."))
    part = as_part(path, path.name)
    refuse_larger(part.size, LARGEST)
    head = part.head()
    if not head:
        raise UnreadableFileError(_("The file is empty."))
    text = None if head.startswith(tuple(BINARY)) else _decoded(part)
    if text is None or len(NO_TEXT.findall(text)) > MOST_SIGNS_OF_CONTROL * len(text):
        raise UnreadableFileError(_("%(name)s is not a text file.") % {"name": part.name})
    if not text.strip(EMPTY):
        raise UnreadableFileError(_("The file is empty."))
    return text


def _decoded(part: Part) -> str | None:
    """The text; None where no encoding fits."""
    try:
        return decoded(part)
    except (UnreadableFileError, UnicodeError):
        return None
