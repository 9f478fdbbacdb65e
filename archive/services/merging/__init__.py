"""Merging: two records of one and the same become one, with all that was said of either.

Nothing is merged by itself: a name alone never decides, a person does, who has seen the plan.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from archive.models import User
from archive.models.records import Record
from archive.services.merging.fields import KEPT, MERGED
from archive.services.merging.planning import MERGEABLE, Plan, make_plan
from archive.services.merging.refusing import MOST, may_merge
from archive.services.merging.withheld import said_around, told_newly
from archive.services.merging.writing import Writer
from archive.services.saving import Saving

__all__ = [
    "KEPT",
    "MERGEABLE",
    "MERGED",
    "MOST",
    "MergeRefusedError",
    "OutdatedError",
    "Plan",
    "make_plan",
    "may_merge",
    "merge_records",
]


class MergeRefusedError(Exception):
    """These two are not merged, for the reasons in `reasons`: sentences. Nothing was written."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class OutdatedError(Exception):
    """What would happen is not what the person saw. Nothing was written."""


def merge_records(
    *,
    kept: Record,
    merged: Record,
    user: User | None = None,
    choices: Mapping[str, str] | None = None,
    seen: str = "",
) -> Plan:
    """Merge `merged` into `kept`: all that refers to it moves, it goes, its address redirects.

    `choices` say for single fields (by name) that "merged" has the value to keep; `seen` is
    the fingerprint of the plan that the person saw. Nobody in particular is the operator, who
    may. Returns what was done. Raises MergeRefusedError and OutdatedError, all or nothing.
    """
    with Saving() as saving:
        kept, merged = stored(kept), stored(merged)
        plan = make_plan(kept=kept, merged=merged, user=user, choices=choices)
        if plan.refusals:
            raise MergeRefusedError(plan.refusals)
        if seen and seen != plan.fingerprint:
            raise OutdatedError
        before = said_around(plan)
        try:
            Writer(plan=plan, saving=saving, user=user).write()
        except ValidationError as error:
            raise MergeRefusedError(error.messages) from error
        if reasons := told_newly(plan, before):
            raise MergeRefusedError(reasons)
    return plan


def stored(record: Any) -> Any:
    """The record as it is now. Raises MergeRefusedError if it is gone."""
    found = type(record)._default_manager.filter(pk=record.pk).first()
    if found is None:
        message = _("“%(record)s” is not there any more.")
        raise MergeRefusedError([message % {"record": record}])
    return found
