"""Tables: what a file of any kind is read as, sheets of lines of text."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from archive.text.cells import join_list

type Line = tuple[int, list[str]]  # the number that a person sees, and the cells

TOP = 50  # lines among which the header is


@dataclass
class Table:
    """One sheet of a file: its lines as (number a person sees, cells), read when asked for."""

    name: str
    lines: Iterable[Line]
    headers: list[str] | None = None  # where the format gives them apart from the lines
    is_only_sheet: bool = False
    is_hidden: bool = False  # the person does not see it
    notices: dict[str, None] = field(default_factory=dict)  # what to know of how it was read

    @cached_property
    def top(self) -> list[Line]:
        """The first lines, among which the header is."""
        return list(islice(self.lines, TOP))


@dataclass
class CountedOn:
    """Lines of one of several tables that are the same sheet: their numbers go on."""

    lines: Iterable[Line]
    before: int  # the last number of the tables before it

    def __post_init__(self) -> None:
        self.last = self.before

    def __iter__(self) -> Iterator[Line]:
        for number, cells in self.lines:
            self.last = number + self.before
            yield self.last, cells


def as_text(value: Any) -> str:
    """A cell as the text that a person would type; values as spreadsheets hold them."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case dt.datetime() if value.time() == dt.time.min:
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case list():
            return join_list(as_text(each) for each in value)
        case _:
            return str(value)
