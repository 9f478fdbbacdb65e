"""Deleting: rows that say yes under delete."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from archive.services.importing.applying import (
    PUBLISHERS,
    known_by_slug,
    refuse,
    settle_open,
)
from archive.services.importing.identifying import identify
from archive.services.importing.matching import Row
from archive.services.importing.merging import is_kept, read_version
from archive.services.importing.parsing import Reading, read_cells
from archive.services.importing.session import Session

NAMED_IN_MESSAGE = 5


def delete_row(session: Session, row: Row, *, is_last_try: bool) -> bool:
    """Delete the record that a row names; false if others still refer to it.

    A record that is not there, or no longer, is nothing to do.
    """
    reading = Reading(session, row)
    reading.record = known_by_slug(reading)
    if reading.record is None and not row.slug:
        read_cells(reading)
        reading.record = identify(reading)
    if reading.record is not None and not may_go(reading):
        reading.record = None
    if reading.record is not None and not reading.is_open:
        try:
            session.delete(reading.record, row)
        except ProtectedError as error:
            if not is_last_try:
                return False
            say_who_refers(reading, error)
    if reading.is_open:
        settle_open(reading)
    else:
        gone = reading.record
        if gone is None:
            said = _("There is no such record, or no longer: there is nothing to delete.")
            session.result.leave_out(row.sheet, row.number, "", said)
        session.settle(row, "deleted" if gone else "skipped", gone.slug if gone else "")
    return True


def may_go(reading: Reading) -> bool:
    """Whether the record is as the row knew it, and the person may delete it."""
    record, user = reading.record, reading.session.user
    version = read_version(reading)
    if version is not None and version < record.version:
        theirs = _("version %(number)s") % {"number": record.version}
        if not is_kept(reading, "delete", yours="yes", theirs=theirs, base=str(version)):
            return False
    if user is None:
        return True
    is_out = getattr(record, "status", None) in PUBLISHERS
    name = f"archive.delete_{reading.model._meta.model_name}"
    if not user.has_perm(name) or (is_out and not user.has_perm("archive.publish_record")):
        refuse(reading, "delete", _("You may not delete this record."))
    return True


def say_who_refers(reading: Reading, error: ProtectedError) -> None:
    protected: set[Any] = error.protected_objects
    found = sorted(f"{each._meta.verbose_name} {each.slug}" for each in protected)
    reading.problem(
        "delete",
        "in-use",
        _("Others refer to this record: %(found)s.")
        % {"found": ", ".join(found[:NAMED_IN_MESSAGE])},
        _("Delete or change them first."),
    )
