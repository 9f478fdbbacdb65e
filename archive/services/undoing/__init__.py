"""Undoing: taking back an import, record by record, without losing what was done since."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from archive.models import ImportChange, ImportRun, ImportStatus, User
from archive.resources import SHEETS
from archive.services.importing.ordering import ORDER
from archive.services.saving import Saving
from archive.services.undoing.outcomes import KeptRecord, UndoResult
from archive.services.undoing.planning import Plan, make_plan
from archive.services.undoing.referring import keep_referred
from archive.services.undoing.rights import problems_of
from archive.services.undoing.states import Key
from archive.services.undoing.writing import Writer

__all__ = ["KeptRecord", "UndoError", "UndoResult", "undo_import"]

UNDO, KEEP = "undo", "keep"

type Progress = Callable[[int, int], None]
type Choices = Mapping[tuple[str, str], str]  # (sheet, slug) → "undo" or "keep"


class UndoError(Exception):
    """What was asked cannot be meant: no such import, no such record in it. One sentence."""


class NotWrittenError(Exception):
    """Takes everything back: a dry run, or what the person may not do."""


class ObstaclesError(Exception):
    """Takes an attempt back: these records cannot be written and have to be kept."""

    def __init__(self, found: dict[Key, str]) -> None:
        super().__init__()
        self.found = found


def undo_import(
    *,
    run: int,
    now: datetime,
    user: User | None = None,
    dry_run: bool = False,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> UndoResult:
    """Take back an import: what it created goes, what it changed or deleted is as before.

    What somebody edited since stays and is listed as kept, cell by cell where it can be; so
    does what it created and others refer to. `choices` decide for single records: "undo"
    takes back an edited one as well, "keep" leaves one alone. An import that is undone is
    nothing to do, but for records chosen to be undone nevertheless. `progress` is told how
    many records of how many are done. Raises UndoError.
    """
    obstacles: dict[Key, str] = {}
    while True:
        result = UndoResult(run=run)
        try:
            with Saving() as saving:
                attempt(result, saving, now, user, choices or {}, obstacles, progress)
                if dry_run or result.errors:
                    raise NotWrittenError
                result.applied = bool(result.sheets)
        except NotWrittenError:
            return result
        except ObstaclesError as error:
            obstacles |= error.found  # a record more is kept each time, so this ends
        else:
            return result


def attempt(
    result: UndoResult,
    saving: Saving,
    now: datetime,
    user: User | None,
    choices: Choices,
    obstacles: dict[Key, str],
    progress: Progress | None,
) -> None:
    """Plan and write it all. Raises ObstaclesError if some records cannot be written."""
    run = ImportRun.objects.select_for_update().filter(pk=result.run or 0).first()
    if run is None:
        raise UndoError(_("There is no import %(run)s.") % {"run": result.run})
    changes = list(run.changes.order_by("sheet", "action", "-pk"))
    check(choices, changes, run)
    if run.status == ImportStatus.UNDONE:
        changes = [each for each in changes if choices.get((each.sheet, each.slug)) == UNDO]
        if not changes:
            return
    kept = {key: _("You chose to keep it.") for key in chosen(choices, changes, KEEP)}
    plan = make_plan(changes, forced=chosen(choices, changes, UNDO), kept=kept | obstacles)
    keep_referred(plan)
    result.errors = list(problems_of(plan, user))
    if not result.errors:
        writer = Writer(
            saving=saving, reason=f"undo of import {run.pk}: {run.file_name}", now=now, user=user
        )
        write(plan, writer, progress)
        run.status = ImportStatus.UNDONE
        run.save(update_fields=["status"])
    tell(plan, result)


def check(choices: Choices, changes: list[ImportChange], run: ImportRun) -> None:
    """Raise UndoError for a choice that means nothing."""
    known = {(each.sheet, each.slug) for each in changes}
    for (sheet, slug), choice in choices.items():
        if choice not in (UNDO, KEEP):
            raise UndoError(_("%(choice)s is no choice.") % {"choice": choice})
        if (sheet, slug) not in known:
            message = _("Import %(run)s did nothing to %(slug)s of %(sheet)s.")
            raise UndoError(message % {"run": run.pk, "slug": slug, "sheet": sheet})


def chosen(choices: Choices, changes: list[ImportChange], choice: str) -> set[Key]:
    return {
        (SHEETS[each.sheet].model(), each.record_id)
        for each in changes
        if choices.get((each.sheet, each.slug)) == choice
    }


def write(plan: Plan, writer: Writer, progress: Progress | None) -> None:
    """What was created goes, facts first; then the rest, each after what it refers to."""
    models: list[type[Any]] = [SHEETS[sheet].model() for sheet in ORDER]
    writer.coming = set(plan.back)
    done, total = 0, len(plan.go) + len(plan.returns) + len(plan.back)
    for model in reversed(models):
        gone = [pk for other, pk in plan.go if other is model]
        writer.take_away(model, gone)
        done += len(gone)
        if progress is not None:
            progress(done, total)
    for model in models:
        returns = of(model, plan.returns)
        back = of(model, plan.back)
        writer.turn_back(model, returns)
        writer.bring_back(model, back)
        writer.find_circles(model, [*returns, *back])
        done += len(returns) + len(back)
        if progress is not None:
            progress(done, total)
    if writer.obstacles:
        raise ObstaclesError(writer.obstacles)


def of[T](model: type[Any], found: Mapping[Key, T]) -> dict[int, T]:
    """The records of one model, by their ids."""
    return {pk: each for (other, pk), each in found.items() if other is model}


def tell(plan: Plan, result: UndoResult) -> None:
    """Count what was done to the records of the import, and list those that were kept."""
    place = {SHEETS[sheet].model(): number for number, sheet in enumerate(ORDER)}
    for key in sorted(plan.changes, key=lambda each: place[each[0]]):
        change = plan.changes[key]
        result.count(change.sheet, outcome(plan, key))
        if key in plan.kept:
            result.kept.append(KeptRecord(change.sheet, change.slug, plan.kept[key]))
    result.kept.sort(key=lambda each: (ORDER.index(each.sheet), each.slug))


def outcome(plan: Plan, key: Key) -> str:
    """What became of one record of the import."""
    done = {"deleted": plan.go, "created": plan.back, "updated": plan.returns}
    for name, keys in done.items():
        if key in keys:
            return name
    return "skipped" if key in plan.kept else "unchanged"
