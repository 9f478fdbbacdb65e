"""Cells: how each kind of value is written in a spreadsheet, and read as people write it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget, Widget

from archive.models import Post
from archive.resources.synonyms import VALUES
from archive.text.cells import (
    CLEAR,
    clean,
    header_key,
    join_list,
    literal,
    read_yes_no,
    split_list,
    write_literal,
)
from archive.text.dates import AmbiguousDate, InvalidDate, UnreadableDate, read_date

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # a day as spreadsheets count them, 1954 to 2091
EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
NOT_ENDED = {"present", "now", "today", "to date", "ongoing", "current", "incumbent"}
NOT_ENDED |= {"今", "至今", "现在", "目前", "现任"}
BETWEEN_TERMS = re.compile(r"[,/&+]|\band\b")  # where people forget the semicolon
CHINESE_MARKS = str.maketrans("；、", ";;")  # noqa: RUF001 -- between the terms of a list
QUOTED_CLEAR = re.compile(r"'+CLEAR'")  # 'CLEAR', as people quote a word


class CellError(ValueError):
    """A cell that cannot be read: a code for programs, a sentence, and what to do."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def meant(cell: str) -> str:
    """The value that a cell means: `'CLEAR` and `'CLEAR'` are the word."""
    word = cell.strip()
    if not word.startswith("'"):
        return cell
    if QUOTED_CLEAR.fullmatch(word):
        return "CLEAR" if word == "'CLEAR'" else word[1:]
    return literal(cell)


def written(value: str) -> str:
    """The cell that means this value; the inverse of meant()."""
    return f"'{value}" if QUOTED_CLEAR.fullmatch(value.strip()) else write_literal(value)


def printable(value: str) -> str:
    """The value, if a page could print it. Raises CellError."""
    if CONTROL.search(value):
        raise CellError(
            "control-character",
            _("The cell holds characters that no page prints."),
            _("Copy the words again, as plain text."),
        )
    return value


def one_ending(value: str) -> str:
    """The value with one kind of line ending, as spreadsheets bring others."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


class Words(Widget):
    """One line of words; stray spaces and full-width marks are mended."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        return clean(printable(meant(value)))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        words = "" if value is None else str(value)
        return written(words) if CLEAR in words else words


class Lines(Words):
    """Words on several lines, each mended."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        lines = one_ending(printable(meant(value))).split("\n")
        return "\n".join(clean(line) for line in lines).strip()


class Verbatim(Words):
    """Words as printed, which nothing mends."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return one_ending(printable(meant(value)))


class YesNo(Widget):
    def clean(self, value: str, row: Any = None, **kwargs: Any) -> bool:
        try:
            return read_yes_no(value)
        except ValueError as error:
            raise CellError(
                "yes-or-no",
                _("“%(value)s” is neither yes nor no.") % {"value": clean(value)[:60]},
                _("Write yes or no."),
            ) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else ""


class Choice(Widget):
    """One of a fixed list, whatever its case, spaces, hyphens; its labels are understood too."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.choices = list(choices)
        self.keys = {key for key, _label in self.choices}

    @cached_property
    def known(self) -> dict[str, str]:
        """What people write, as header_key() folds it → the value: labels in every language."""
        found: dict[str, str] = {}
        for key in self.keys:
            found |= {header_key(word): key for word in VALUES.get(key, ())}
        for language, _name in settings.LANGUAGES:
            with override(language):
                for key, label in self.choices:
                    found[header_key(str(label))] = key
        return found | {header_key(key): key for key in self.keys}

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        if value in self.keys:
            return value
        if key := self.known.get(header_key(value)):
            return key
        raise CellError(
            "choice",
            _("“%(value)s” is not one of the values of this column.") % {"value": clean(value)},
            _("Write one of: %(known)s.") % {"known": ", ".join(self.explained())},
        )

    def explained(self) -> Iterator[str]:
        """The values, each with its label where that says more."""
        for key, label in self.choices:
            says_more = header_key(str(label)) != header_key(key)
            yield f"{key} ({label})" if says_more else key

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value or ""


class Terms(Widget):
    """Several values with `;` between; from a fixed list where there is one."""

    def __init__(self, choices: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__()
        self.choice = Choice(choices)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        if self.choice.choices:
            value = value.translate(CHINESE_MARKS)
        items = [clean(item) for item in split_list(value)]
        if self.choice.choices:
            pieces = (piece for item in items for piece in self.pieces(item))
            items = [self.choice.clean(piece) for piece in pieces]
        return list(dict.fromkeys(items))

    def pieces(self, item: str) -> list[str]:
        """The terms that stand in one item with a comma, a slash or "and" between."""
        if header_key(item) in self.choice.known:
            return [item]
        return [piece.strip() for piece in BETWEEN_TERMS.split(item) if piece.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return join_list(value or [])


class EdtfDate(Words):
    """A date as EDTF; what people write is read where there is no doubt."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        try:
            return read_date(meant(value))
        except AmbiguousDate as error:
            first, second = error.readings
            raise CellError(
                "ambiguous-date",
                _("“%(value)s” may mean %(first)s (day first) or %(second)s (month first).")
                % {"value": clean(value), "first": first, "second": second},
                _("Write one of these."),
            ) from error
        except UnreadableDate as error:
            raise CellError(
                "date",
                _("“%(value)s” cannot be read as a date.") % {"value": clean(value)[:60]},
                how_to_date(clean(value)),
            ) from error
        except InvalidDate as error:
            raise CellError("date", str(error)) from error


def how_to_date(words: str) -> str:
    """What to do about words that are no date."""
    if words.casefold() in NOT_ENDED:
        return _("Leave the cell blank where no end is stated.")
    if SERIAL.fullmatch(words):
        first, second = (epoch + timedelta(days=int(float(words))) for epoch in EPOCHS)
        remedy = _(
            "If it is a day as spreadsheets count them, write %(first)s, or %(second)s if the file "
            "counts from 1904."
        )
        return remedy % {"first": first, "second": second}
    return _("Write a date like 2018-11-26, 2018-11, 2018-09-12/2018-09-14 or XXXX-09-12.")


class Day(EdtfDate):
    """A whole day."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> date:
        edtf = super().clean(value)
        try:
            if ISO_DAY.fullmatch(edtf):
                return date.fromisoformat(edtf)
        except ValueError:
            pass
        raise CellError(
            "date",
            _("“%(value)s” is not a whole day.") % {"value": clean(value)},
            _("Write year-month-day: 2018-12-03."),
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class Number(Widget):
    """A number, whole or with at most so many digits after the point."""

    def __init__(self, decimals: int = 0) -> None:
        super().__init__()
        self.decimals = decimals

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int | Decimal:
        try:
            number = Decimal(clean(value))
            if not number.is_finite() or abs(number) > 10**12:
                raise InvalidOperation
        except InvalidOperation as error:
            raise CellError(
                "number",
                _("“%(value)s” is not a number.") % {"value": clean(value)[:60]},
                _("Write figures, with a point for decimals."),
            ) from error
        if self.decimals:
            # A spreadsheet's 121.6147 may come as 121.61470000000001.
            return round(number, self.decimals)
        if number != int(number):
            raise CellError(
                "number",
                _("“%(value)s” is not a whole number.") % {"value": clean(value)[:60]},
                _("Write a whole number."),
            )
        return int(number)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, Decimal):
            return str(value)
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


class Reference(ForeignKeyWidget):
    """One record, by its slug; the import also finds it by its names."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, field="slug")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.slug if value is not None else ""


class AnyReference(Widget):
    """One record of the kind that another cell of the row names, by its slug."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.slug if value is not None else ""


class References(ManyToManyWidget):
    """Several facts, by their slugs, with `;` between."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, separator=";", field="slug")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if value is None:
            return ""
        facts = value if isinstance(value, list) else value.all()
        return join_list(fact.slug for fact in sorted(facts, key=lambda fact: fact.pk))


class Posts(References):
    """Posts of the row's official: slugs, or titles among that official's posts."""

    def __init__(self) -> None:
        super().__init__(Post)
