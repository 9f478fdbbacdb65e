"""The corrections of a record, for readers: /<kind>/<slug>/history/."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from archive.models.records import Record, Reviewed
from archive.templatetags.facts import withheld
from archive.text.redacting import redact
from archive.views.details import RecordDetail
from archive.views.references import ROWS
from archive.views.versions import (
    FIELDS,
    Wording,
    public_since,
    versions,
    was_shown,
    wording_of,
)

LATEST = 100  # versions that a history goes back
# How services explain their changes: names of files, slugs that may be those of drafts.
BY_SERVICE = re.compile(r"(import|undo|merged)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Correction:
    """What changed at a moment: (label, before, after, whether the words may be shown)."""

    moment: datetime
    fields: list[tuple]
    note: str


class History(RecordDetail):
    """What changed of a public record since readers could first see it."""

    template_name = "archive/record_history.html"
    context_object_name = "record"

    def get_queryset(self):
        return ROWS[self.kwargs["kind"]]

    def get_context_data(self, **kwargs):
        record = self.object
        since = public_since(record)
        shown = versions_since(record, since)
        wording = wording_of(record, shown)
        return super().get_context_data(
            **kwargs,
            kind=record.record_kind(),
            since=since,
            is_exact=isinstance(record, Reviewed),
            corrections=corrections(shown, wording),
        )


def versions_since(record: Record, since: datetime) -> list[Any]:
    """The versions that readers saw, oldest first, from the one that they saw first."""
    latest = versions(record).order_by("-history_id")[:LATEST]
    seen = [each for each in reversed(latest) if was_shown(each)]
    before = [each for each in seen if each.history_date <= since]
    return before[-1:] + seen[len(before) :]


def corrections(shown: list[Any], wording: Wording) -> list[Correction]:
    """The differences between one version and the next, the latest first."""
    found = []
    for before, after in pairwise(shown):
        fields = differences(before, after, wording)
        if fields:
            found.append(Correction(after.history_date, fields, note_of(after, wording)))
    return found[::-1]


def differences(before: Any, after: Any, wording: Wording) -> list[tuple]:
    """The fields that differ, in words where these may be shown."""
    found = []
    for name in FIELDS[wording.model]:
        field = wording.model._meta.get_field(name)
        if wording.is_same(before, after, field):
            continue
        shows = wording.can_show(name)
        words = [wording.value(each, name) if shows else "" for each in (before, after)]
        found.append((wording.label(name), *words, shows))
    return found


def note_of(version: Any, wording: Wording) -> str:
    """What an editor wrote of the change; nothing of imports and mergers, nothing withheld."""
    reason = version.history_change_reason or ""
    if BY_SERVICE.match(reason) or wording.hides:
        return ""
    return withheld(redact(reason, wording.words))
