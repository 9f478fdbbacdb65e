"""Validating: all that the models and the database demand of a row, told by its columns."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, F, Q
from django.utils.translation import gettext as _

from archive.resources.sheets import Column
from archive.services.importing.parsing import Reading


def is_shorthand(column: Column) -> bool:
    """Whether a column of a fact's row belongs to its first citation."""
    return (column.attribute or "").startswith("stating__")


def validate(reading: Reading, record: Any) -> None:
    """Add what the models and the database refuse to the problems of the row."""
    wrong = reading.marked
    columns = [reading.resource.fields[name] for name in wrong if name in reading.resource.fields]
    exclude = {
        column.attribute for column in columns if column.attribute and not is_shorthand(column)
    }
    if not record.slug:
        exclude.add("slug")
    try:
        if reading.needs or wrong:
            # Rules over several fields say nothing while some of the fields are not known.
            record.clean_fields(exclude=exclude | missing_relations(record))
        else:
            record.full_clean(exclude=exclude)
    except ValidationError as error:
        for field, errors in error.error_dict.items():
            for each in errors:
                add_error(reading, field, each)


def missing_relations(record: Any) -> set[str]:
    return {
        field.name
        for field in record._meta.concrete_fields
        if field.is_relation and getattr(record, field.attname) is None
    }


def add_error(reading: Reading, field: str, error: ValidationError) -> None:
    """One problem of the row, in the column that has to be corrected."""
    message, code = " ".join(error.messages), error.code or "invalid"
    column = column_of(reading, field)
    if field == NON_FIELD_ERRORS:
        constraint = constraint_saying(reading, message)
        if constraint is not None:
            code, column = constraint.name, column_under(reading, constraint)
    if column not in reading.marked or not column:
        remedy = _("Correct the cell.") if column else _("Correct the row.")
        reading.problem(column, code, message, remedy)


def column_of(reading: Reading, field: str) -> str:
    """The column that holds a field of the model; none for a rule over several fields."""
    if field == NON_FIELD_ERRORS:
        return ""
    columns = (column for column in reading.resource.columns() if column.attribute == field)
    found = next(columns, None)
    return found.name if found is not None else field


def constraint_saying(reading: Reading, message: str) -> BaseConstraint | None:
    """The constraint of the model that says this when it is broken."""
    for constraint in reading.model._meta.constraints:
        if str(constraint.violation_error_message) == message:
            return constraint
    return None


def column_under(reading: Reading, constraint: Any) -> str:
    """The column that a constraint is about: one that the row fills in, else its first."""
    columns = {column.attribute: column.name for column in reading.resource.columns()}
    named = [columns[name] for name in fields_of(constraint) if name in columns]
    given = [name for name in named if name in reading.row.cells]
    return next(iter(given or named), "")


def fields_of(constraint: Any) -> Iterator[str]:
    """The fields that a constraint names, in its order."""
    yield from getattr(constraint, "fields", ())
    for expression in getattr(constraint, "expressions", ()):
        parts: Iterator[Any] = expression.flatten()
        yield from (getattr(part, "name", "") for part in parts if isinstance(part, F))
    condition = getattr(constraint, "condition", None)
    if isinstance(condition, Q):
        yield from (path.partition("__")[0] for path in paths_in(condition))


def paths_in(condition: Q) -> Iterator[str]:
    child: Any
    for child in condition.children:
        if isinstance(child, Q):
            yield from paths_in(child)
        else:
            yield child[0]
