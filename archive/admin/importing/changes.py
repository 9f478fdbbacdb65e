"""Changes: what an import did to each record, cell by cell, a page at a time."""

from collections import defaultdict
from itertools import groupby

from django.db.models import ForeignKey
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator, capfirst

from archive.admin.versions import BOOKKEEPING
from archive.models import ImportAction
from archive.resources import SHEETS

HIDDEN = {*BOOKKEEPING, "id", "slug"}
ROWS = 50  # on a page
LONGEST = 160  # characters of a value
DERIVED = {"is_public", "shown", "sha256", "start", "end"}  # nothing that a file says


def page_of(run, query):
    """A page of a run's changes, in the order of the ledger; `after` is the last one shown."""
    rows = run.changes.order_by("pk")
    sheet = query.get("sheet", "")
    after = query.get("after", "")
    if sheet in SHEETS:
        rows = rows.filter(sheet=sheet)
    is_first = not (after.isascii() and after.isdigit() and len(after) < 18)
    if not is_first:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: ROWS + 1])
    more = {"sheet": sheet, "after": found[ROWS - 1].pk} if len(found) > ROWS else None
    return {
        "rows": described(found[:ROWS]),
        "more": f"?{urlencode(more)}#changes" if more else "",
        "is_first": is_first,
        "sheet": sheet if sheet in SHEETS else "",
    }


def described(rows):
    """The changes with each field's old and new value, as the history has them."""
    found = []
    for sheet, group in groupby(rows, key=lambda change: change.sheet):
        changes = list(group)
        model = SHEETS[sheet].model()
        keys = [each.history_before for each in changes] + [each.history_after for each in changes]
        entries = model.history.in_bulk([key for key in keys if key], field_name="history_id")
        ids = [each.record_id for each in changes]
        there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
        cells = [list(cells_of(change, entries)) for change in changes]
        names = names_in(cells)
        found += [
            {
                "sheet": sheet,
                "row": change.row,
                "action": change.get_action_display(),
                "slug": change.slug,
                "address": address(model, change.record_id) if change.record_id in there else "",
                "cells": [in_words(cell, names) for cell in some],
            }
            for change, some in zip(changes, cells, strict=True)
        ]
    return found


def address(model, pk):
    return reverse(f"admin:archive_{model._meta.model_name}_change", args=[pk])


def cells_of(change, entries):
    """(field, old, new) of what an import changed; all values of a new record."""
    before, after = entries.get(change.history_before), entries.get(change.history_after)
    if after is None or change.action == ImportAction.DELETED:
        return
    for field in after.tracked_fields:
        if field.name in HIDDEN | DERIVED:
            continue
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(after, field.attname)
        if (old or None) != (new or None) and change.history_before != change.history_after:
            yield field, old, new


def names_in(rows):
    """Model → id → slug of every record that the cells refer to, a query for each model."""
    wanted = defaultdict(set)
    for field, old, new in (cell for row in rows for cell in row):
        if isinstance(field, ForeignKey):
            wanted[field.related_model] |= {old, new} - {None}
    return {
        model: dict(model._default_manager.filter(pk__in=ids).values_list("pk", "slug"))
        for model, ids in wanted.items()
    }


def in_words(cell, names):
    field, *values = cell
    old, new = (shown(field, value, names) for value in values)
    return {"name": capfirst(field.verbose_name), "old": old, "new": new}


def shown(field, value, names):
    if isinstance(field, ForeignKey):
        value = names.get(field.related_model, {}).get(value, value)
    if value in (None, "", [], False):
        return ""
    words = ", ".join(value) if isinstance(value, list) else str(value)
    return Truncator(words).chars(LONGEST)
