"""Planning: what becomes of each record of an import, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import batched, groupby
from typing import Any

from django.utils.translation import gettext as _

from archive.models import ImportAction, ImportChange
from archive.resources import SHEETS
from archive.services.holding import last_entries
from archive.services.undoing.states import (
    Key,
    State,
    is_edited,
    labels,
    states_now,
    states_then,
    there,
    who_since,
)

BATCH = 500


@dataclass
class Plan:
    """Which records go, come back or return to former values, and which are kept, and why."""

    changes: dict[Key, ImportChange] = field(default_factory=dict)
    forced: set[Key] = field(default_factory=set)  # undone whatever happened since
    go: set[Key] = field(default_factory=set)
    back: dict[Key, int] = field(default_factory=dict)  # → the entry of the history to take
    returns: dict[Key, State] = field(default_factory=dict)  # → the cells to write
    kept: dict[Key, str] = field(default_factory=dict)

    @property
    def touched(self) -> set[Key]:
        """The records that will be written."""
        return self.go | self.back.keys() | self.returns.keys()


def make_plan(
    changes: Iterable[ImportChange], *, forced: set[Key], kept: Mapping[Key, str]
) -> Plan:
    """What to do with each change, the last one of the import first.

    `kept` are records that stay in any case; of the others, who refers to them is not yet
    considered.
    """
    plan = Plan(forced=forced, kept=dict(kept))
    planners = {
        ImportAction.CREATED: plan_created,
        ImportAction.UPDATED: plan_updated,
        ImportAction.DELETED: plan_deleted,
    }
    for (sheet, action), group in groupby(changes, key=lambda each: (each.sheet, each.action)):
        model: Any = SHEETS[sheet].model()
        for some in batched(group, BATCH, strict=False):
            plan.changes |= {(model, each.record_id): each for each in some}
            left = [each for each in some if (model, each.record_id) not in kept]
            planners[ImportAction(action)](plan, model, left)
    return plan


def plan_created(plan: Plan, model: type[Any], changes: list[ImportChange]) -> None:
    """What the import created goes, unless somebody edited it since."""
    keys = {(model, each.record_id): each for each in changes}
    standing = there(keys)
    last = last_entries(model, (pk for _model, pk in standing))
    suspects = {
        key: keys[key]
        for key in standing - plan.forced
        if last.get(key[1]) != keys[key].history_after
    }
    plan.go |= standing - suspects.keys()
    now = states_now(model, (pk for _model, pk in suspects))
    after = states_then(model, (each.history_after for each in suspects.values()))
    who = who_since(model, (last[pk] for _model, pk in suspects if pk in last))
    for key, change in suspects.items():
        then = after.get(change.history_after or 0)
        edited = differing(now[key[1]], then) if then else []
        if then is not None and not edited:
            plan.go.add(key)
        else:
            plan.kept[key] = changed_since(model, edited, who.get(last.get(key[1], 0), ""))


def plan_updated(plan: Plan, model: type[Any], changes: list[ImportChange]) -> None:
    """What the import changed returns; cells that somebody edited since stay."""
    changes = [each for each in changes if each.history_before != each.history_after]
    ids = [each.record_id for each in changes]
    now = states_now(model, ids)
    before = states_then(model, (each.history_before for each in changes))
    after = states_then(model, (each.history_after for each in changes))
    last = last_entries(model, ids)
    who = who_since(model, last.values())
    for change in changes:
        key = (model, change.record_id)
        told = who.get(last.get(change.record_id, 0), "")
        was, became = before.get(change.history_before or 0), after.get(change.history_after or 0)
        if was is None or became is None:
            plan.kept[key] = _("The history does not say what it was before.")
        elif change.record_id in now:
            plan_return(plan, key, was, became, now[change.record_id], told)
        elif key in plan.forced and change.history_before:
            plan.back[key] = change.history_before
        else:
            plan.kept[key] = by(_("Deleted since"), told)


def plan_return(plan: Plan, key: Key, before: State, after: State, now: State, told: str) -> None:
    """Merge cell by cell: what only the import changed returns."""
    model, _pk = key
    edited = [name for name in differing(now, after) if now[name] != before[name]]
    stay = [] if key in plan.forced else edited
    values = {
        name: value
        for name, value in before.items()
        if value != after[name] and value != now[name] and name not in stay
    }
    if values:
        plan.returns[key] = values
    if stay:
        plan.kept[key] = changed_since(model, stay, told, returned=list(values))


def plan_deleted(plan: Plan, model: type[Any], changes: list[ImportChange]) -> None:
    """What the import deleted comes back, unless there is a record with its slug that stays."""
    changes = [each for each in changes if each.history_before is not None]
    rows = model._default_manager.filter(slug__in=[each.slug for each in changes])
    found = rows.values_list("slug", "pk")
    standing = {slug: pk for slug, pk in found if (model, pk) not in plan.go}
    for change in changes:
        key = (model, change.record_id)
        if change.slug not in standing and change.history_before is not None:
            plan.back[key] = change.history_before
        elif key in plan.forced:
            plan.returns[model, standing[change.slug]] = whole(model, change)
        else:
            plan.kept[key] = _("There is a record with this slug again.")


def whole(model: type[Any], change: ImportChange) -> State:
    """All cells of a record as it was before the import."""
    return states_then(model, [change.history_before]).get(change.history_before or 0, {})


def differing(one: State, other: State) -> list[str]:
    return [name for name, value in one.items() if is_edited(name, value, other[name])]


def by(what: str, who: str) -> str:
    words = _("%(what)s by %(who)s.") if who else "%(what)s."
    return words % {"what": what, "who": who}


def changed_since(
    model: type[Any], edited: Iterable[str], who: str, *, returned: Iterable[str] = ()
) -> str:
    """The sentence that says what was edited since, by whom, and what was taken back beside it."""
    names = labels(model, edited)
    what = _("Changed since (%(cells)s)") % {"cells": names} if names else _("Changed since")
    said = [by(what, who)]
    taken = labels(model, returned)
    if taken:
        said.append(_("That stays; %(cells)s was taken back.") % {"cells": taken})
    return " ".join(said)
