"""Outcomes: what an import did or would do, row by row, in words for people and programs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

OUTCOMES = [
    "created",
    "updated",
    "unchanged",
    "deleted",
    "skipped",
    "errors",
    "ambiguous",
    "conflicts",
]
MOST_LEFT_OUT = 1000
MOST_NOTICES = 100


@dataclass(frozen=True)
class Problem:
    """Something wrong with one cell or row, and what to do about it."""

    sheet: str
    row: int
    column: str
    code: str
    value: str
    message: str
    remedy: str

    @property
    def sentence(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


@dataclass(frozen=True)
class Ambiguity:
    """A cell that may mean several records; a person has to say which."""

    sheet: str
    row: int
    column: str
    value: str
    candidates: list[dict[str, str]]

    @property
    def sentence(self) -> str:
        meant = "; ".join(f"{each['slug']} ({each['why']})" for each in self.candidates)
        words = _("“%(value)s” may mean: %(meant)s")
        return words % {"value": self.value, "meant": meant}


@dataclass(frozen=True)
class Conflict:
    """A cell that was changed in the file and, differently, on the site."""

    sheet: str
    row: int
    column: str
    yours: str
    theirs: str
    base: str

    @property
    def sentence(self) -> str:
        words = _("Changed here to “%(yours)s” and on the site to “%(theirs)s”, from “%(base)s”.")
        return words % {"yours": self.yours, "theirs": self.theirs, "base": self.base}


@dataclass(frozen=True)
class LeftOut:
    """A row that is not imported though nothing is wrong with it, and why."""

    sheet: str
    row: int
    value: str
    sentence: str


@dataclass(frozen=True)
class RowOutcome:
    """What became, or would become, of one row; its cells as (column, old, new)."""

    sheet: str
    row: int
    outcome: str  # one of OUTCOMES
    slug: str
    cells: list[tuple[str, str, str]]


class Watcher:
    """Somebody who is told of an import row by row while it runs. Does nothing by itself."""

    def told(self, row: RowOutcome) -> None:
        """A row was settled."""

    def progressed(self, done: int, total: int) -> None:
        """So many of the rows of the file are settled."""

    def finished(self, result: "ImportResult") -> None:
        """All rows are; what is raised here takes the import back."""


@dataclass
class ImportResult:
    """All that there is to say about one import. `run` is None if nothing was written."""

    run: int | None = None
    applied: bool = False
    sheets: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    ambiguities: list[Ambiguity] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)  # sheet, what a person should know
    counted_on: dict[str, int] = field(default_factory=dict)  # table → lines before its first
    left_out: list[LeftOut] = field(default_factory=list)  # the first so many
    allows_open_points: bool = False  # valid rows are enough

    @property
    def has_open_points(self) -> bool:
        """Whether there is something that stops the import, unless valid rows are enough."""
        return bool(self.errors or self.ambiguities or self.conflicts)

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written, or would be, because of open points."""
        return self.has_open_points and not (self.applied or self.allows_open_points)

    def open_points(self) -> Iterator[str]:
        """A sentence for each thing that stands against the import, and where it stands."""
        for each in (self.errors, self.ambiguities, self.conflicts):
            for point in in_order(each):
                yield f"{place(point)}: {point.sentence}"

    def count(self, sheet: str, outcome: str) -> None:
        self.sheets.setdefault(sheet, Counter())[outcome] += 1

    def notice(self, sheet: str, sentence: str) -> None:
        """Keep what a person should know, as far as they would read on."""
        if len(self.notices) < MOST_NOTICES:
            self.notices.append((sheet, sentence))

    def leave_out(self, sheet: str, row: int, value: str, sentence: str) -> None:
        """Keep why a row is left out, as far as a person would read on."""
        if len(self.left_out) < MOST_LEFT_OUT:
            self.left_out.append(LeftOut(sheet, row, value, sentence))

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.sheets.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """Sheet → outcome → number of rows."""
        return {
            sheet: {outcome: counts[outcome] for outcome in OUTCOMES}
            for sheet, counts in self.sheets.items()
        }

    def as_json(self) -> dict[str, Any]:
        """The report in the shape of the command's `--json`."""
        return {
            "run": self.run,
            "applied": self.applied,
            "sheets": self.counts(),
            "errors": [asdict(problem) for problem in in_order(self.errors)],
            "ambiguities": [asdict(ambiguity) for ambiguity in in_order(self.ambiguities)],
            "conflicts": [asdict(conflict) for conflict in in_order(self.conflicts)],
        }


def place(found: Any) -> str:
    """Where in the file something stands."""
    words = _("%(sheet)s, row %(row)s") % {"sheet": found.sheet, "row": found.row}
    return f"{words}, {found.column}" if found.column else words


def in_order(found: list[Any]) -> list[Any]:
    """As they stand in the file: by sheet and row."""
    return sorted(found, key=lambda each: (each.sheet, each.row))
