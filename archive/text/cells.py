"""Spreadsheet cells: lists, CLEAR, formulas, long texts, yes and no, headers."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from archive.text.shapes import DASHES

CLEAR = "CLEAR"  # alone in a cell it empties the value; the word itself is 'CLEAR
CELL_LIMIT = 32_767  # UTF-16 units in one cell, by Excel's specification

CLEAR_WORD = re.compile(rf"[\s']*{CLEAR}\s*")
# What OWASP's page on CSV injection lists, as printed and in full width.
FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
LIST_ITEM = re.compile(r"(?:[^;]|;;)+")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
NARROW = {ord("\u3000"): " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
YES = {"yes", "y", "true", "t", "1", "1.0", "x", "on", "✓", "✔", "是", "对"}
NO = {"no", "n", "false", "f", "0", "0.0", "off", "否", "不"}
SEPARATORS = re.compile(rf"[\s_{re.escape(DASHES)}]+")


def split_list(cell: str) -> list[str]:
    """The values in a cell: `;` separates, `;;` is a semicolon, blanks are dropped."""
    items = (item.replace(";;", ";").strip() for item in LIST_ITEM.findall(cell))
    return [item for item in items if item]


def join_list(items: Iterable[str]) -> str:
    """The cell from which split_list() reads these values."""
    return "; ".join(item.strip().replace(";", ";;") for item in items if item.strip())


def clean(cell: str) -> str:
    """One line without stray spaces: full-width marks and digits as ASCII, runs collapsed."""
    if not cell.isascii():
        cell = cell.translate(UNSEEN).translate(NARROW)
    return " ".join(cell.split())


def is_clear(cell: str) -> bool:
    """Whether the cell asks to empty the value."""
    return cell.strip() == CLEAR


def literal(cell: str) -> str:
    """The value that a cell means: `'CLEAR` is the word CLEAR."""
    return cell[1:] if cell.startswith("'") and CLEAR_WORD.fullmatch(cell, 1) else cell


def write_literal(value: str) -> str:
    """The cell that means this value; the inverse of literal()."""
    return f"'{value}" if CLEAR_WORD.fullmatch(value) else value


def guard_formula(cell: str) -> str:
    """The cell with an apostrophe before it, if a spreadsheet would run it as a formula."""
    if cell[:1].isalnum():
        return cell
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguard_formula(cell: str) -> str:
    """The inverse of guard_formula(), for every string that it returns."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell, 1) else cell


def split_long(text: str) -> list[str]:
    """The text in pieces that fit a cell; at least one, and no character is cut."""
    return list(_pieces(text)) or [""]


def join_long(parts: Iterable[str]) -> str:
    """The text that split_long() took apart."""
    return "".join(parts)


def read_yes_no(cell: str) -> bool:
    """The answer in a cell, in English or Chinese; ValueError with a sentence."""
    answer = clean(cell).casefold()
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise ValueError(f"“{clean(cell)[:60]}” is neither yes nor no. Write yes or no.")


def header_key(header: str) -> str:
    """What two headers share that differ in case, spaces, underscores and hyphens only."""
    plain = unicodedata.normalize("NFKC", header.translate(UNSEEN)).casefold()
    return SEPARATORS.sub("", plain)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        piece = text[start : start + CELL_LIMIT]
        if not piece.isascii():
            # Characters beyond the Basic Multilingual Plane are two units each.
            units = accumulate(2 if character > "\uffff" else 1 for character in piece)
            piece = piece[: bisect_right(list(units), CELL_LIMIT)]
        yield piece
        start += len(piece)
