"""Furniture: lines that stand among the rows of a table and are none."""

import re

from django.utils.translation import gettext as _

from archive.services.importing.formulas import UNREAD

TOTALS = re.compile(r"(grand\s+)?(sub)?totals?\b.*|sum|合计|总计|小计", re.IGNORECASE)
FOOTNOTES = re.compile(
    r"(?:(?:sources?|data|notes?|remarks?|compiled by|prepared by|last (?:change|update)|as of)\b"
    r"[^:\uff1a]{0,20}[:\uff1a]|(?:数据|资料)?来源[:\uff1a]|备?注[:\uff1a]|说明[:\uff1a]"
    r"|[制填]表(?:人|日期|单位)?[:\uff1a]|[*※†]).*",
    re.IGNORECASE | re.DOTALL,
)


def why_left_out(line: list[str], header: list[str], cells: dict[str, str]) -> str:
    """Why a line is no row: it is the header again, a total, a note; "" for a row."""
    if line == header:
        return _("This is the header again.")
    if is_total(line, cells):
        return _("This is a line of totals.")
    if len(cells) <= 1 and is_footnote(line):
        return _("This is a note to the reader.")
    return ""


def first_words(line: list[str]) -> str:
    return next(filter(None, map(str.strip, line)), "")


def is_footnote(line: list[str]) -> bool:
    """Whether nothing but one cell is filled in, with words such as "Source: …"."""
    words = [cell.strip() for cell in line if cell.strip()]
    return len(words) == 1 and bool(FOOTNOTES.fullmatch(words[0]))


def is_total(line: list[str], cells: dict[str, str]) -> bool:
    """Whether a line sums up the others: "Total", with figures or nothing beside it."""
    if not TOTALS.fullmatch(first_words(line)):
        return False
    words = [cell.strip() for cell in line if cell.strip() and not cell.startswith(UNREAD)]
    return len(cells) <= 1 or all(re.fullmatch(r"[\d.,\s]+", word) for word in words[1:])
