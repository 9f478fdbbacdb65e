"""Planning: watching an import, so that each row can be shown and the same be done again."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from archive.resources import SHEETS
from archive.services.importing import ImportResult, RowOutcome, Watcher
from archive.services.importing.outcomes import in_order
from archive.services.jobs.asking import names_missing, questions_of, unknown_headings
from archive.services.jobs.storing import Lines, key_for

LONGEST = 300  # characters of a value that a plan keeps
AROUND = 60  # characters before the first that differs
OFTEN = 0.3  # seconds between two tellings of the progress
OF_FILE = {"unknown-sheet", "unknown-column", "no-header", "column-twice"}
OPEN = {"errors": "errors", "ambiguities": "ambiguous", "conflicts": "conflicts"}
MOST_OF_FILE = 200  # points that are about no row


class PlanMovedError(Exception):
    """What would be done is not what was shown; nothing was written."""


class PlanWatcher(Watcher):
    """Writes down what an import does, row by row; lets only that happen which was shown.

    `progress` is called with a step and two numbers; `expected` is the fingerprint of the
    plan that was shown, None where nothing was yet.
    """

    def __init__(
        self,
        folder: Path,
        progress: Callable[[str, int, int], None],
        expected: str | None = None,
    ) -> None:
        self.folder = folder
        self.progress = progress
        self.expected = expected
        self.digest = sha256()
        self.rows = Lines(folder / "rows")
        self.rows_with_points: set[tuple[str, int]] = set()
        self.told_at = 0.0
        self.result = ImportResult()

    def told(self, row: RowOutcome) -> None:
        content = [row.sheet, row.row, row.outcome, row.slug, row.cells]
        self.digest.update(json.dumps(content).encode())
        cells = [[name, *shortened(old, new)] for name, old, new in row.cells]
        self.add(row.sheet, row.row, row.outcome, slug=row.slug, cells=cells)
        if row.outcome in {*OPEN.values(), "skipped"}:
            self.rows_with_points.add((row.sheet, row.row))

    def add(self, sheet: str, number: int, outcome: str, **more: Any) -> None:
        content = {"sheet": sheet, "row": number, "outcome": outcome, **more}
        self.rows.add([key_for(sheet), key_for(sheet, outcome)], number, content)

    def progressed(self, done: int, total: int) -> None:
        if monotonic() - self.told_at > OFTEN:
            self.told_at = monotonic()
            self.progress("rows", done, total)

    def finished(self, result: ImportResult) -> None:
        """Write what stands against the file. Raises PlanMovedError."""
        self.result = result
        self.write_points(result)
        self.rows.close()
        self.write("questions", questions_of(result))
        self.write("headings", unknown_headings(result))
        self.write("names_missing", names_missing(result))
        if self.expected not in (None, self.fingerprint):
            raise PlanMovedError
        total = sum(sum(counts.values()) for counts in result.sheets.values())
        self.progress("settling", total, total)

    @property
    def fingerprint(self) -> str:
        return self.digest.hexdigest()

    def write_points(self, result: ImportResult) -> None:
        points, of_file = Lines(self.folder / "points"), []
        for name, outcome in OPEN.items():
            for found in in_order(getattr(result, name)):
                point = self.point(found, outcome)
                self.digest.update(json.dumps(asdict(found)).encode())
                if point["code"] in OF_FILE or found.sheet not in SHEETS:
                    of_file.append(point)
                    continue
                points.add([key_for(found.sheet)], found.row, point)
                if (found.sheet, found.row) not in self.rows_with_points:
                    self.rows_with_points.add((found.sheet, found.row))
                    self.add(found.sheet, found.row, outcome, slug="", cells=[])
        for left in result.left_out:
            points.add([key_for(left.sheet)], left.row, self.point(left, "skipped"))
            if (left.sheet, left.row) not in self.rows_with_points:
                self.add(left.sheet, left.row, "skipped", slug="", cells=[])
        points.close()
        notices = [
            {"sheet": sheet, "column": "", "sentence": sentence}
            for sheet, sentence in result.notices
        ]
        self.write("of_file", [*notices, *of_file][:MOST_OF_FILE])

    def point(self, found: Any, outcome: str) -> dict[str, Any]:
        return {
            "sheet": found.sheet,
            "row": found.row,
            "column": getattr(found, "column", "")[:LONGEST],
            "outcome": outcome,
            "code": getattr(found, "code", outcome),
            "value": cut(getattr(found, "value", "")),
            "sentence": cut(found.sentence, 3 * LONGEST),
        }

    def write(self, name: str, content: list[Any]) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False))


def fresh(folder: Path) -> Path:
    """An empty place for a plan; it is not there yet."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def shortened(old: str, new: str) -> tuple[str, str]:
    """Both values, long ones cut to where they begin to differ."""
    if len(old) <= LONGEST and len(new) <= LONGEST:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    differs = next((place for place, (one, other) in pairs if one != other), 0)
    start = max(0, differs - AROUND)
    return cut(old, start=start), cut(new, start=start)


def cut(text: str, most: int = LONGEST, *, start: int = 0) -> str:
    left = "…" if start and text else ""
    right = "…" if len(text) > start + most else ""
    return f"{left}{text[start : start + most]}{right}"
