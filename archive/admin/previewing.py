"""Previewing: what a file would do, seen by doing it and taking it back."""

import io
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

from archive.admin.versions import BOOKKEEPING
from archive.models import ImportAction, ImportChange
from archive.resources import SHEETS
from archive.services.importing import Answers, import_workbook

HIDDEN = {*BOOKKEEPING, "id", "slug"}
LONGEST = 120  # characters of a value that a page shows
SHOWN = 200  # changes and problems that a page lists


@dataclass(frozen=True)
class Changed:
    """One record that the file creates, updates or deletes."""

    sheet: str
    row: int
    action: str
    slug: str
    fields: list[dict]  # field, old, new


@dataclass(frozen=True)
class Preview:
    """What would happen. `questions` are cells of which a person has to say what they mean."""

    result: object
    changes: list[Changed]
    more_changes: int
    problems: list[object]
    more_problems: int
    questions: list[dict]

    @property
    def can_be_applied(self):
        return not self.result.is_refused

    @property
    def changes_nothing(self):
        return self.can_be_applied and not self.changes


def run_import(data, pending, user):
    """Apply a file as its owner wants it read."""
    return import_workbook(
        source=io.BytesIO(data),
        file_name=pending.file_name,
        now=timezone.now(),
        user=user,
        answers=Answers(pending.answers),
        **pending.options,
    )


def preview(data, pending, user):
    """Import the file and take everything back: the preview is the import itself."""
    with transaction.atomic():
        result = run_import(data, pending, user)
        rows = ImportChange.objects.filter(run=result.run).order_by("pk") if result.applied else []
        changes = described(rows[:SHOWN])
        count = rows.count() if result.applied else 0
        transaction.set_rollback(True)
    result.applied = False
    return Preview(
        result=result,
        changes=changes,
        more_changes=count - len(changes),
        problems=result.errors[:SHOWN],
        more_problems=max(0, len(result.errors) - SHOWN),
        questions=list(questions_of(result))[:SHOWN],
    )


def described(rows):
    """The changes with each field's old and new value, as the history has them."""
    found = []
    for sheet, group in groupby(rows, key=lambda change: change.sheet):
        changes = list(group)
        model = SHEETS[sheet].model()
        keys = [each.history_before for each in changes] + [each.history_after for each in changes]
        entries = model.history.in_bulk([key for key in keys if key], field_name="history_id")
        found += [
            Changed(
                sheet=sheet,
                row=change.row,
                action=change.get_action_display(),
                slug=change.slug,
                fields=difference(model, change, entries),
            )
            for change in changes
        ]
    return found


def difference(model, change, entries):
    """Field, old and new value of what an import changed; all values of a new record."""
    before, after = entries.get(change.history_before), entries.get(change.history_after)
    if after is None or change.action == ImportAction.DELETED:
        return []
    if before is None:
        return list(values_of(after))
    delta = after.diff_against(before, foreign_keys_are_objs=True, excluded_fields=BOOKKEEPING)
    return HistoricalRecordContextHelper(model, after).context_for_delta_changes(delta)


def values_of(entry):
    for column in entry.tracked_fields:
        value = getattr(entry, column.name)
        if column.name not in HIDDEN and value not in (None, "", [], False):
            words = ", ".join(value) if isinstance(value, list) else str(value)
            label = capfirst(column.verbose_name)
            yield {"field": label, "old": "", "new": Truncator(words).chars(LONGEST)}


def questions_of(result):
    """Ambiguous cells and conflicts, each with what may be answered."""
    for each in result.ambiguities:
        choices = [(c["slug"], f"{c['slug']}: {c['why']}") for c in each.candidates]
        yield {
            "cell": {
                "sheet": each.sheet,
                "row": each.row,
                "column": each.column,
                "value": each.value,
            },
            "answer": "slug",
            "text": _("“%(value)s” may mean several records.") % {"value": each.value},
            "choices": [*choices, ("new", _("none of these: a new record"))],
        }
    for each in result.conflicts:
        yield {
            "cell": cell_of(each),
            "answer": "keep",
            "text": each.sentence,
            "choices": [
                ("yours", _("take the file's: “%(value)s”") % {"value": each.yours}),
                ("theirs", _("keep the site's: “%(value)s”") % {"value": each.theirs}),
            ],
        }


def cell_of(found):
    return {"sheet": found.sheet, "row": found.row, "column": found.column}
