"""Answers: what a person said about cells that may mean several things."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

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
        content = [
            *content.get("ambiguities", []),
            *content.get("conflicts", []),
            *content.get("answers", []),
        ]
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise AnswersError(_("The answers must be a list of objects with a slug or keep."))
    return Answers(content)
