"""Rights: whether a person may do to these records what taking back an import does."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive.models import Status, User
from archive.models.records import Reviewed
from archive.resources import SHEET_OF
from archive.services.batching import batches
from archive.services.importing.outcomes import Problem
from archive.services.undoing.planning import Plan

OUT = {Status.PUBLISHED, Status.WITHDRAWN}  # what only publishers set or take back


def problems_of(plan: Plan, user: User | None) -> Iterator[Problem]:
    """What the person may not do. Nobody in particular is the operator, who may."""
    if user is None:
        return
    for model in sorted({model for model, _pk in plan.touched}, key=lambda each: SHEET_OF[each]):
        name = model._meta.model_name
        verbs = {
            "delete": [pk for other, pk in plan.go if other is model],
            "add": [pk for other, pk in plan.back if other is model],
            "change": [pk for other, pk in plan.returns if other is model],
        }
        for verb, ids in verbs.items():
            if ids and not user.has_perm(f"archive.{verb}_{name}"):
                yield problem(plan, model, ids, _("You may not do this to these records."))
        if issubclass(model, Reviewed) and not user.has_perm("archive.publish_record"):
            shown = sorted(set(public_ones(plan, model)))
            if shown:
                yield problem(plan, model, shown, _("You may not publish or withdraw records."))


def public_ones(plan: Plan, model: type[Any]) -> Iterator[int]:
    """Records whose status is set or taken back where only publishers may do so."""
    going = [pk for other, pk in plan.go if other is model]
    turning = [
        key[1] for key, values in plan.returns.items() if key[0] is model and "status" in values
    ]
    for some in batches([*going, *turning]):
        rows = model._default_manager.filter(pk__in=some, status__in=OUT)
        yield from rows.values_list("pk", flat=True)
    yield from (pk for pk in turning if plan.returns[model, pk]["status"] in OUT)
    for some in batches(entry for key, entry in plan.back.items() if key[0] is model):
        entries = model.history.filter(history_id__in=some, status__in=OUT)
        yield from entries.values_list("id", flat=True)


def problem(plan: Plan, model: type[Any], ids: Iterable[int], message: str) -> Problem:
    """One problem for a sheet, at the first of its rows."""
    rows = [plan.changes[model, pk].row for pk in ids if (model, pk) in plan.changes]
    return Problem(
        sheet=SHEET_OF[model],
        row=min(rows, default=0),
        column="",
        code="permission",
        value="",
        message=message,
        remedy=_("Ask a publisher or an administrator."),
    )
