"""Answers: what a person said about cells that may mean several things."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from archive.resources import SHEETS

CELL = {"sheet", "row", "column", "value"}
SAID = {"slug", "keep"}
REPORTED = {"candidates", "yours", "theirs", "base"}  # beside them in a report
LISTS = ("ambiguities", "conflicts", "answers")
SIDES = ("yours", "theirs")
NEW = "new"  # the answer that none of the candidates is meant, but somebody new


class AnswersError(ValueError):
    """The answers cannot be read; one sentence says why."""


class Answers:
    """Answers by sheet, row, column and value; what an answer leaves out fits all.

    Each is an object like those of the report: `{"sheet", "row", "column", "value", "slug"}`
    with the slug meant or "new"; for a conflict `{"sheet", "row", "column", "keep"}` with
    "yours" or "theirs".
    """

    def __init__(self, given: Iterable[dict[str, Any]] = ()) -> None:
        self.given = list(given)

    def slug(self, *, sheet: str, row: int, column: str, value: str) -> str | None:
        """The slug that somebody chose for this cell, or "new"."""
        return self.find("slug", sheet=sheet, row=row, column=column, value=value)

    def keep(self, *, sheet: str, row: int, column: str) -> str | None:
        """Whose value stays in this cell: "yours" (the file's) or "theirs" (the site's)."""
        return self.find("keep", sheet=sheet, row=row, column=column)

    def find(self, wanted: str, **cell: Any) -> str | None:
        for answer in self.given:
            if answer.get(wanted) and all(
                answer.get(name) in (None, value) for name, value in cell.items()
            ):
                return str(answer[wanted])
        return None


def read_answers(source: Path | str | None) -> Answers:
    """The answers in a JSON file: an array of them, or a report with slugs filled in.

    Raises AnswersError.
    """
    if source is None:
        return Answers()
    try:
        content = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AnswersError(_("The file of answers cannot be opened.")) from error
    except ValueError as error:
        raise AnswersError(_("The file of answers is not valid JSON.")) from error
    return as_answers(content)


def as_answers(content: Any) -> Answers:
    """Answers from parsed JSON. Raises AnswersError."""
    if isinstance(content, dict):
        if not content.keys() & set(LISTS):
            raise AnswersError(
                _("The answers hold none of the lists %(names)s.") % {"names": ", ".join(LISTS)}
            )
        content = [answer for name in LISTS for answer in content.get(name) or []]
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise AnswersError(_("The answers must be a list of objects with a slug or keep."))
    for number, answer in enumerate(content, start=1):
        check_answer(number, answer)
    return Answers(content)


def check_answer(number: int, answer: dict[str, Any]) -> None:
    """Refuse an answer that no cell could ever ask for. Raises AnswersError."""
    for name in sorted(answer.keys() - CELL - SAID - REPORTED):
        known = ", ".join(sorted(CELL | SAID))
        message = _("Answer %(number)s: “%(name)s” is none of %(known)s.")
        raise AnswersError(message % {"number": number, "name": name[:60], "known": known})
    sheet, row = answer.get("sheet"), answer.get("row")
    if sheet is not None and sheet not in SHEETS:
        message = _("Answer %(number)s: there is no sheet “%(name)s”.")
        raise AnswersError(message % {"number": number, "name": str(sheet)[:60]})
    if row is not None and type(row) is not int:
        message = _("Answer %(number)s: a row is a number.")
        raise AnswersError(message % {"number": number})
    if answer.get("keep") and answer["keep"] not in SIDES:
        message = _("Answer %(number)s: what to keep is yours or theirs.")
        raise AnswersError(message % {"number": number})
