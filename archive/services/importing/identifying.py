"""Identifying: the record of a row without slug, by the key of its sheet."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from archive.models import (
    Agreement,
    Article,
    Citation,
    ImportChange,
    ImportStatus,
    Official,
    Organization,
    Place,
    Redaction,
)
from archive.resources.sheets import Column
from archive.services.importing.answers import NEW
from archive.services.importing.parsing import Reading, emptied
from archive.services.importing.people import Tie, candidates_of
from archive.services.importing.resolving import described, joined, not_found
from archive.text.cells import clean
from archive.text.shapes import flat


def identify(reading: Reading) -> Any:
    """The record that a row without slug means, or None if it is a new one.

    What is not clear is added to the reading's questions.
    """
    reading.session.recorder.flush_for(reading.model, key_values(reading))
    if reading.model is Official:
        return identify_person(reading)
    if reading.model is Agreement and not reading.values.get("title"):
        reading.problem(
            "slug",
            "missing",
            _("An agreement without a title is known by its slug only."),
            _("Give the row a slug of its own."),
        )
        return None
    found = list(candidates(reading)[:6]) if is_key_complete(reading) else []
    if not found and reading.model in (Place, Organization) and reading.values.get("name"):
        found = list(looser(reading)[:6])
    if reading.model in (Citation, Redaction):
        words = flat(reading.values.get("quote") or "")
        found = [each for each in candidates(reading) if flat(each.exact) == words]
    if len(found) > 1:
        return choose(reading, found)
    return found[0] if found else None


def choose(reading: Reading, found: list[Any]) -> Any:
    """The one of several that a person has chosen; else a question."""
    column = next(iter(reading.resource.key()), "slug")
    answer = reading.answer(column)
    for record in found:
        if record.slug == answer:
            return record
    if answer != NEW:
        reading.question(column, [{"slug": each.slug, "why": described(each)} for each in found])
    return None


def is_key_complete(reading: Reading) -> bool:
    """Whether every cell of the key could be read."""
    key = reading.resource.key()
    return not any(name in reading.row.cells and name not in reading.values for name in key)


def key_values(reading: Reading) -> tuple:
    """What the row has in the columns of its key; people are known by their name."""
    if reading.model is Official:
        return (joined(reading.values.get("name") or ""),)
    if reading.model is Article and reading.values.get("url"):
        return (reading.values["url"],)
    values = (reading.values.get(name) for name in reading.resource.key())
    return tuple(getattr(value, "pk", value) or None for value in values)


def key_columns(reading: Reading) -> list[Column]:
    return [reading.resource.fields[name] for name in reading.resource.key()]


def condition(reading: Reading, column: Column) -> dict[str, Any]:
    """What one column of the key demands of a record."""
    value = reading.values.get(column.name)
    if column.name == "kind_of_record" or (column.name == "quote"):
        return {}
    if column.name == "record":
        return arc_condition(reading, value)
    if value is None:
        value = emptied(reading.resource, column)
    field = reading.model._meta.get_field(column.attribute)
    if value is None and field.is_relation:
        return {f"{column.attribute}__isnull": True}
    return {column.attribute: value}


def arc_condition(reading: Reading, record: Model | None) -> dict[str, Any]:
    kind = reading.values.get("kind_of_record")
    names = [name for name in reading.resource.arc if name.removeprefix("about_") == kind]
    if not names or record is None:
        return {"pk": None}
    return {names[0]: record}


def candidates(reading: Reading) -> QuerySet:
    """The records that have the key of this row."""
    rows = reading.model._default_manager.order_by("pk")
    if reading.model is Article and reading.values.get("url"):
        return rows.filter(url=reading.values["url"])
    for column in key_columns(reading):
        rows = rows.filter(**condition(reading, column))
    return rows


def looser(reading: Reading) -> QuerySet:
    """The places or bodies of this name, where the row does not say what they lie in."""
    rows = reading.model._default_manager.order_by("pk")
    for column in key_columns(reading):
        if column.name in reading.row.cells:
            rows = rows.filter(**condition(reading, column))
    return rows


def identify_person(reading: Reading) -> Official | None:
    """The official of a row: seen in this very file before, or known by what its facts share.

    An official of the same name with nothing in common is a question.
    """
    name = reading.values.get("name")
    if not name or "name" in reading.marked:
        return None
    answer = reading.answer("name")
    if answer and answer != NEW:
        return answered(reading, answer)
    resolver = reading.session.resolver
    same = resolver.ids_named(Official, name)
    known = seen_before(reading, same) or by_wikidata(reading)
    if known is not None or not same or answer == NEW:
        return known
    tied = ties_in_file(reading, name)
    sharing = resolver.acquaintance.sharing(same - resolver.in_file, tied)
    if len(sharing) == 1 and not same & resolver.in_file:
        return Official.objects.get(pk=next(iter(sharing)))
    reading.question("name", candidates_of(same, resolver.acquaintance, tied))
    return None


def answered(reading: Reading, slug: str) -> Official | None:
    chosen = reading.session.resolver.by_slug(Official, slug)
    if chosen is None:
        error = not_found(Official, slug)
        reading.problem("name", error.code, error.message, error.remedy)
    return chosen


def seen_before(reading: Reading, same: set[int]) -> Official | None:
    """The official that this row of the same file, byte for byte, made or changed before."""
    changes = ImportChange.objects.filter(
        run__sha256=reading.session.sha256,
        run__status=ImportStatus.APPLIED,
        sheet=reading.row.sheet,
        row=reading.row.number,
        record_id__in=same,
    )
    return Official.objects.filter(pk__in=changes.values("record_id")).first()


def by_wikidata(reading: Reading) -> Official | None:
    wikidata = reading.values.get("wikidata")
    return Official.objects.filter(wikidata=wikidata).first() if wikidata else None


def ties_in_file(reading: Reading, name: str) -> set[Tie]:
    """What the file says of a name: the articles, bodies, places, events of its rows."""
    ties: set[Tie] = set()
    for row in reading.session.rows_about(name):
        for column, text in row.cells.items():
            if cell := clean(text):
                ties |= reading.session.soft_tie(row.sheet, column, cell)
    return ties
