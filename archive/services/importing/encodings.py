"""Encodings: which of those that people use a text file is written in."""

import io
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.services.importing.files import Part, UnreadableFileError

# Mac Roman comes last: bytes that Windows leaves without a sign are its accents.
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "mac_roman")
GUESSED = {
    "gb18030": gettext_lazy("Chinese (GB 18030)"),
    "cp1252": gettext_lazy("Western European (Windows)"),
    "mac_roman": gettext_lazy("Western European (Macintosh)"),
}
FOREIGN_SIGN = re.compile(r"[^\x00-\x7f]")
FOREIGN_WORD = re.compile(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*")
PIECE = 2**20  # characters of a text that are looked at together
SHOWN = 3  # words of a text whose encoding is a guess
LONGEST_SHOWN = 30  # characters of one of them


def decoded(part: Part) -> str:
    """The text of a file, whatever its encoding."""
    encoding = encoding_of(part)
    with io.TextIOWrapper(part.open(), encoding, newline="") as text:
        return text.read()


def encoding_of(part: Part) -> str:
    """The encoding of a text file: the first of those that fit all of it."""
    for encoding in wide_encodings(part.head()) or ENCODINGS:
        if fits(part, encoding):
            return encoding
    raise UnreadableFileError(
        _("%(name)s is neither a spreadsheet nor a text file.") % {"name": part.name}
    )


def wide_encodings(head: bytes) -> tuple[str, ...]:
    """UTF-16, if the file begins with its mark, or every other byte of its Latin letters is 0."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if b"\0" in head:
        is_big = head[::2].count(0) > head[1::2].count(0)
        return ("utf-16-be",) if is_big else ("utf-16-le",)
    return ()


def fits(part: Part, encoding: str) -> bool:
    """Whether the file is text in this encoding, and words rather than a jumble of signs."""
    known = foreign = 0
    try:
        with io.TextIOWrapper(part.open(), encoding, newline="") as text:
            while piece := text.read(PIECE):
                if "\0" in piece:
                    return False
                if encoding == "gb18030":
                    signs = "".join(FOREIGN_SIGN.findall(piece))
                    foreign += len(signs)
                    known += len(signs.encode("gb2312", "ignore")) // 2
    except UnicodeDecodeError:
        return False
    # Of an accent and the letter after it GB 18030 makes a sign that nobody writes.
    return encoding != "gb18030" or known * 2 > foreign


def guess_notice(part: Part, encoding: str) -> str:
    """What a person should look at if nothing in the file tells its encoding; else ""."""
    if encoding not in GUESSED:
        return ""
    with io.TextIOWrapper(part.open(), encoding, newline="") as text:
        found = FOREIGN_WORD.findall(text.read(PIECE))
    shown = [word[:LONGEST_SHOWN] for word in dict.fromkeys(found)][:SHOWN]
    words = _(
        "The file does not say how its letters are encoded. It was read as %(encoding)s: "
        "%(words)s. If these words look wrong, save the file as CSV UTF-8 and choose it again."
    )
    quoted = ", ".join(f"“{word}”" for word in shown)
    return words % {"encoding": GUESSED[encoding], "words": quoted} if quoted else ""
