"""Applying: one row after another, each saved or added to what stands against the import."""

from copy import copy
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.models import Appearance, Status
from archive.models.citations import Anchor
from archive.models.records import Reviewed
from archive.resources.sheets import DECISIONS, ArcRecord, Column
from archive.resources.widgets import CellError, YesNo
from archive.services.importing.identifying import identify, key_values
from archive.services.importing.matching import Row
from archive.services.importing.merging import merge
from archive.services.importing.parsing import Reading, read_cells
from archive.services.importing.quoting import Shorthand, anchor_changes
from archive.services.importing.recording import Step
from archive.services.importing.session import Session
from archive.services.importing.settling import keys_of, settle_open
from archive.services.importing.validating import is_shorthand, validate
from archive.services.writing import blank, refer

PUBLISHERS = {Status.PUBLISHED, Status.WITHDRAWN}


def apply_row(session: Session, row: Row) -> None:
    """Save what a row says, or say why not."""
    reading = Reading(session, row)
    reading.record = known_by_slug(reading)
    read_cells(reading)
    if reading.record is None and not row.slug and not reading.needs:
        reading.record = identify(reading)
    changes = changes_of(reading)
    shorthand = Shorthand(reading)
    check_delete(reading)
    check_new(reading)
    check_permission(reading, changes)
    check_citing(reading, shorthand)
    before = copy(reading.record) if changes else reading.record
    record = changed(reading, changes)
    if (changes or record.pk is None) and "slug" not in reading.marked:
        validate(reading, record, names_of(reading, changes))
    check_claim(reading, has_changes=bool(changes or shorthand.citation))
    if reading.is_open:
        settle_open(reading)
    elif changes or record.pk is None or shorthand.citation is not None:
        take(reading, Step(row, record, before, reading=reading), changes, shorthand)
    else:
        session.settle_unchanged(row, record)


def take(reading: Reading, step: Step, changes: dict[str, Any], shorthand: Shorthand) -> None:
    """Record what the row does."""
    session, row, record = reading.session, reading.row, step.record
    step.has_changes = bool(changes) or step.is_new
    step.columns = list(changes)
    if reading.model is Appearance:
        step.posts = changes.get("posts")
    if shorthand.remove:
        session.recorder.flush()
        session.delete(shorthand.citation, row)
    elif shorthand.citation is not None:
        step.citation, step.citation_before = shorthand.citation, shorthand.before
    session.record(step, *keys_of(row), key_values(reading))
    if step.citation is not None and step.citation_before is None:
        refer(step.citation, record.record_kind(), record)
    session.claim(row, reading.model, record.pk)


def names_of(reading: Reading, changes: dict[str, Any]) -> set[str]:
    """The fields of the model that the row sets."""
    columns = (reading.resource.fields.get(name) for name in changes)
    return {column.attribute for column in columns if column is not None and column.attribute}


def known_by_slug(reading: Reading) -> Any:
    """The record whose slug the row has. A row of a merged one is a problem."""
    slug = reading.row.slug
    if not slug:
        return None
    resolver = reading.session.resolver
    reading.session.recorder.flush_for(reading.model, slug)
    record = resolver.by_slug(reading.model, slug)
    if record is None and (current := resolver.moved(reading.model, slug)):
        reading.problem(
            "slug",
            "merged",
            _("This record was merged into %(slug)s.") % {"slug": current},
            _("Use that slug, or delete the row."),
        )
    return record


def changes_of(reading: Reading) -> dict[str, Any]:
    """The values that differ from the record's own, by column, after merging."""
    record, resource = reading.record, reading.resource
    changes = {
        name: value
        for name, value in reading.values.items()
        if not is_shorthand(resource.fields[name])
        and (record is None or differs(resource.fields[name], value, record))
    }
    changes = merge(reading, changes)
    return anchor_changes(reading, changes) if issubclass(reading.model, Anchor) else changes


def differs(column: Column, value: Any, record: Model) -> bool:
    return column.widget.render(value) != column.export(record)


def check_delete(reading: Reading) -> None:
    """What stands under delete is yes or no: rows that say yes are not applied but deleted."""
    cell = reading.row.cells.get("delete")
    if cell is None:
        return
    try:
        YesNo().clean(cell)
    except CellError as error:
        reading.problem("delete", error.code, error.message, error.remedy)


def check_new(reading: Reading) -> None:
    """A new row has every cell that its sheet needs."""
    if reading.record is not None or "slug" in reading.marked:
        return
    for column in reading.resource.columns():
        if column.required and column.name not in reading.row.cells:
            reading.problem(
                column.name,
                "missing",
                _("A new row needs %(column)s.") % {"column": column.name},
                _("Fill it in, or give the slug of a record that is there."),
            )


def check_permission(reading: Reading, changes: dict[str, Any]) -> None:
    """Only publishers set or take back what the public sees; None is the operator."""
    user, model = reading.session.user, reading.model
    if user is None:
        return
    verb = "add" if reading.record is None else "change"
    if (changes or reading.record is None) and not user.has_perm(
        f"archive.{verb}_{model._meta.model_name}"
    ):
        refuse(reading, "slug", _("You may not do this to %(kind)s.") % {"kind": reading.row.sheet})
    may_publish = user.has_perm("archive.publish_record")
    for name in DECISIONS.intersection(changes):
        if not may_publish:
            refuse(reading, name, _("Only publishers may withdraw or mark as unsourced."))
    if not issubclass(model, Reviewed) or "status" not in changes:
        return
    old = reading.record.status if reading.record is not None else Status.DRAFT
    if PUBLISHERS & {changes["status"], old} and not may_publish:
        refuse(reading, "status", _("You may not publish or withdraw records."))


def check_citing(reading: Reading, shorthand: Shorthand) -> None:
    """The quote on a fact's row is a citation, which takes the same rights as anywhere."""
    user = reading.session.user
    if user is None or shorthand.citation is None:
        return
    verb = "add" if shorthand.before is None else "change"
    if not user.has_perm(f"archive.{'delete' if shorthand.remove else verb}_citation"):
        refuse(reading, "quote", _("You may not do this to %(kind)s.") % {"kind": "citations"})


def refuse(reading: Reading, column: str, message: str) -> None:
    reading.problem(column, "permission", message, _("Ask a publisher or an administrator."))


def changed(reading: Reading, changes: dict[str, Any]) -> Any:
    """The record as the row wants it, not yet saved."""
    record = reading.record
    if record is None:
        record = blank(reading.model)
        record.slug = reading.row.slug
        for name, value in reading.resource.defaults.items():
            setattr(record, name, value)
    for name, value in changes.items():
        column = reading.resource.fields.get(name)
        if column is None:
            record.place_at(*value)
        elif column.refers_to:
            refer(record, column.attribute, value)
        elif column.is_plain:
            setattr(record, column.attribute, value)
        elif isinstance(column, ArcRecord):
            point_at(reading, record, column, value)
    return record


def point_at(reading: Reading, record: Any, column: ArcRecord, value: Model) -> None:
    """Let the one foreign key of a name or citation name its record."""
    model = type(value)
    for name in column.arc:
        fits = reading.model._meta.get_field(name).related_model is model
        refer(record, name, value if fits else None)


def check_claim(reading: Reading, *, has_changes: bool) -> None:
    """Two rows of a file may not say different things of one record."""
    record = reading.record
    earlier = reading.session.claimed[reading.model].get(record.pk) if record else None
    if earlier is not None and has_changes:
        reading.problem(
            "slug",
            "row-twice",
            _("Row %(row)s of this file says something else of the same record.")
            % {"row": earlier},
            _("Keep one of the two rows."),
        )
