"""Showing: the figures of a plan, and its rows, a page at a time."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from archive.resources import SHEETS
from archive.services.importing.outcomes import OUTCOMES
from archive.services.jobs.storing import ANY, key_for

ROWS = 50  # on a page
POINTS = 3  # of a row that a page tells
LIMITS = (300, 160, 80, 40, 16)  # characters of a value, so that a page ...
BUDGET = 45_000  # ... has no more bytes of values than this

WORDS = {
    "created": _("new"),
    "updated": _("changed"),
    "unchanged": _("unchanged"),
    "deleted": _("deleted"),
    "skipped": _("left out"),
    "errors": _("with errors"),
    "ambiguous": _("with questions"),
    "conflicts": _("in conflict"),
}
UNDO_WORDS = {
    "deleted": _("made by the import, go"),
    "updated": _("return to what they were"),
    "created": _("deleted by the import, come back"),
    "unchanged": _("have nothing to take back"),
    "skipped": _("stay"),
}


def figures(counts, words, chosen=None):
    """A table of figures: outcomes that occur, then each sheet with its numbers and links."""
    found = [name for name in OUTCOMES if any(each.get(name) for each in counts.values())]
    sheets = [
        {
            "sheet": sheet,
            "address": address(sheet, ""),
            "is_chosen": chosen == (sheet, ""),
            "cells": [cell(sheet, name, each.get(name, 0), words, chosen) for name in found],
        }
        for sheet, each in counts.items()
    ]
    total = [
        cell("", name, sum(each.get(name, 0) for each in counts.values()), words, chosen)
        for name in found
    ]
    return {"outcomes": [(name, words[name]) for name in found], "sheets": sheets, "total": total}


def cell(sheet, outcome, count, words, chosen):
    return {
        "outcome": outcome,
        "word": words[outcome],
        "count": count,
        "address": address(sheet, outcome),
        "is_chosen": chosen == (sheet, outcome),
    }


def address(sheet, outcome, start=0):
    """Where these rows are shown, relative to the page."""
    chosen = {"sheet": sheet, "outcome": outcome or ANY} | ({"start": start} if start else {})
    return f"?{urlencode(chosen)}#rows"


def chosen_in(query, counts):
    """The sheet and outcome that an address asks for, "" for all; no others than there are.

    Who asks for nothing sees what has to be put right, if there is something.
    """
    if "outcome" not in query and "sheet" not in query:
        return "", "errors" if any(each.get("errors") for each in counts.values()) else ""
    sheet, outcome = query.get("sheet", ""), query.get("outcome", "")
    return (sheet if sheet in counts else "", outcome if outcome in OUTCOMES else "")


def start_in(query):
    text = query.get("start", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def page_of(plan, counts, query):
    """A page of the rows that were asked for, with what stands against each."""
    sheet, outcome = chosen_in(query, counts)
    keys = [key_for(each, outcome or ANY) for each in ([sheet] if sheet else counts)]
    total = sum(plan.rows.count(key) for key in keys)
    start = min(start_in(query), max(0, total - 1)) // ROWS * ROWS
    rows = plan.rows.page(keys, start, ROWS)
    add_points(plan, rows)
    add_addresses(rows)
    shorten(rows)
    return {
        "rows": rows,
        "first": start + 1,
        "last": start + len(rows),
        "total": total,
        "before": address(sheet, outcome, start - ROWS) if start else "",
        "after": address(sheet, outcome, start + ROWS) if start + ROWS < total else "",
        "sheet": sheet,
        "outcome": WORDS.get(outcome, ""),
    }


def add_points(plan, rows):
    for sheet in {row["sheet"] for row in rows}:
        some = [row for row in rows if row["sheet"] == sheet]
        points = plan.points.of_rows(key_for(sheet), {row["row"] for row in some})
        for row in some:
            found = points[row["row"]]
            row["points"] = found[:POINTS]
            row["more_points"] = max(0, len(found) - POINTS)
            row["word"] = WORDS[row["outcome"]]


def add_addresses(rows):
    """Each row whose record is there leads to it: one query for each sheet."""
    for sheet in {row["sheet"] for row in rows}:
        model = SHEETS[sheet].model()
        slugs = {row["slug"] for row in rows if row["sheet"] == sheet and row["slug"]}
        known = dict(model._default_manager.filter(slug__in=slugs).values_list("slug", "pk"))
        name = f"admin:archive_{model._meta.model_name}_change"
        for row in rows:
            if row["sheet"] == sheet:
                pk = known.get(row["slug"])
                row["address"] = reverse(name, args=[pk]) if pk else ""


def shorten(rows):
    """Cut values so far that the page stays small: many short ones, or few long ones."""
    values = [value for row in rows for _name, *values in row["cells"] for value in values]
    most = next((n for n in LIMITS if size(values, n) <= BUDGET), LIMITS[-1])
    for row in rows:
        row["cells"] = [
            {"name": name, "old": cut(old, most), "new": cut(new, most)}
            for name, old, new in row["cells"]
        ]


def size(values, most):
    return sum(len(cut(value, most).encode()) for value in values)


def cut(value, most):
    return value if len(value) <= most else f"{value[:most]}…"
