"""Asking: what a person has to say before a file can be imported, the same thing asked once."""

from collections.abc import Iterable
from typing import Any

from archive.resources import SHEETS
from archive.services.importing import ImportResult
from archive.services.importing.outcomes import Ambiguity, Conflict
from archive.services.importing.parsing import CREATABLE
from archive.text.cells import clean, split_list

MOST = 1000  # questions that one look asks; the others are asked by the next
NAMED = 5  # rows that a question names


def questions_of(result: ImportResult) -> list[dict[str, Any]]:
    """Each cell that may mean several records, once for all rows that hold it; each conflict."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for ambiguity in result.ambiguities:
        key = (ambiguity.sheet, ambiguity.column, ambiguity.value)
        if key in found or len(found) < MOST:
            add_row(found.setdefault(key, which(ambiguity)), ambiguity)
    for conflict in result.conflicts[: MOST - len(found)]:
        found[conflict.sheet, conflict.column, "", str(conflict.row)] = whose(conflict)
    return list(found.values())


def which(found: Ambiguity) -> dict[str, Any]:
    cell = {"sheet": found.sheet, "column": found.column, "value": found.value}
    return {**cell, "kind": "which", "rows": [], "count": 0, "candidates": []}


def add_row(question: dict[str, Any], found: Ambiguity) -> None:
    """One more row that holds the cell: it may have candidates of its own."""
    question["count"] += 1
    if len(question["rows"]) < NAMED:
        question["rows"].append(found.row)
        known = {each["slug"] for each in question["candidates"]}
        question["candidates"] += [c for c in found.candidates if c["slug"] not in known]


def whose(found: Conflict) -> dict[str, Any]:
    cell = {"sheet": found.sheet, "column": found.column, "rows": [found.row], "count": 1}
    values = {"yours": found.yours, "theirs": found.theirs, "base": found.base}
    return {**cell, **values, "kind": "whose"}


def with_answers(
    given: Iterable[dict[str, Any]], earlier: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """All answers: of two about the same cell the later, those for single rows first."""
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    for answer in [*earlier, *given]:
        cell = tuple(answer.get(name) for name in ("sheet", "row", "column", "value"))
        known.pop(cell, None)
        known[cell] = answer
    return sorted(known.values(), key=lambda answer: -len(answer))


def names_missing(result: ImportResult) -> list[str]:
    """Some names of officials, organizations, places that are not there and could be made."""
    found: dict[str, None] = {}
    for problem in result.errors:
        column = (
            SHEETS[problem.sheet].fields.get(problem.column) if problem.sheet in SHEETS else None
        )
        if problem.code == "unknown-reference" and column and column.refers_to in CREATABLE:
            found[clean(problem.value)] = None
            if len(found) == NAMED:
                break
    return list(found)


def unknown_headings(result: ImportResult) -> list[dict[str, str]]:
    """Headers and tables that the file has and nobody knows: `sheet` is "" for tables."""
    found: dict[tuple[str, str], None] = {}
    for problem in result.errors:
        match problem.code:
            case "unknown-sheet":
                found["", problem.value] = None
            case "unknown-column":
                found[problem.sheet, problem.value] = None
            case "no-header":
                found |= {(problem.sheet, each): None for each in split_list(problem.value)}
    return [{"sheet": sheet, "words": words} for sheet, words in found]
