"""Merging: cells of a row whose record was changed on the site since it was exported."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.models import Post
from archive.resources.sheets import Column
from archive.resources.widgets import Posts
from archive.services.holding import posts_then
from archive.services.importing.outcomes import Conflict
from archive.services.importing.parsing import Reading


def read_version(reading: Reading) -> int | None:
    """The version that the row was exported with."""
    cell = reading.row.cells.get("version", "").strip()
    if not cell:
        return None
    if cell.isascii() and cell.isdigit() and len(cell) < 10:
        return int(cell)
    reading.problem(
        "version",
        "number",
        _("This is no version."),
        _("Leave the column as the export wrote it, or blank."),
    )
    return None


def merge(reading: Reading, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes that stay: those that somebody else has not made impossible.

    A cell that only the site changed keeps the site's value; one that only the file changed
    takes the file's; one that both changed differently becomes a conflict.
    """
    version = read_version(reading)
    record = reading.record
    if record is None or version is None or version >= record.version or not changes:
        return changes
    base = record.history.filter(version=version).order_by("-history_id").first()
    before = reading.session.before_run(record)
    stay = {}
    for name, value in changes.items():
        column = reading.resource.fields[name]
        if takes(reading, column, value, base, before):
            stay[name] = value
    return stay


def takes(
    reading: Reading, column: Column, value: Any, base: Model | None, before: Model | None
) -> bool:
    """Whether the file's value replaces the site's; what is not clear becomes a conflict."""
    yours, theirs = column.widget.render(value), column.export(reading.record)
    common = said_then(column, base) if base is not None else None
    if common is not None and yours == common:
        return False
    if common is not None and common in (theirs, said_then(column, before) if before else theirs):
        return True
    return is_kept(reading, column.name, yours=yours, theirs=theirs, base=common or "")


def said_then(column: Column, entry: Any) -> str:
    """The cell that an entry of the history would have been exported as."""
    if not isinstance(column.widget, Posts):
        return column.export(entry)
    ids = posts_then([entry.history_id]).get(entry.history_id, frozenset())
    return column.widget.render(list(Post.objects.filter(pk__in=ids)))


def is_kept(reading: Reading, column: str, *, yours: str, theirs: str, base: str) -> bool:
    """Whether a person said that the file's value stays; without an answer, a conflict."""
    row = reading.row
    keep = reading.session.answers.keep(sheet=row.sheet, row=row.number, column=column)
    if keep not in ("yours", "theirs"):
        reading.conflicts.append(Conflict(row.sheet, row.number, column, yours, theirs, base))
    return keep == "yours"
