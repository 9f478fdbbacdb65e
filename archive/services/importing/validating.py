"""Validating: all that the models and the database demand of a row, told by its columns."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, F, Q
from django.utils.translation import gettext as _

from archive.resources.sheets import Column
from archive.services.importing.parsing import Reading
from archive.services.importing.recording import Step
from archive.services.importing.settling import settle_open

SHORT = 50  # characters
BLANK: tuple[Any, ...] = ("", [])


def is_shorthand(column: Column) -> bool:
    """Whether a column of a fact's row belongs to its first citation."""
    return (column.attribute or "").startswith("stating__")


def validate(reading: Reading, record: Any, names: set[str]) -> None:
    """Add what the models refuse to the problems of the row; `names` are the fields it sets.

    What needs the database, its constraints, the database says when the row is written.
    """
    if reading.row.slug:
        names = {*names, "slug"}
    names -= unknown_fields(reading)
    is_partial = bool(reading.needs or reading.marked)
    try:
        clean_fields(record, names)
        if not is_partial:
            # Rules over several fields say nothing while some of the fields are not known.
            record.clean()
    except ValidationError as error:
        add_errors(reading, error)


def clean_fields(record: Any, names: set[str]) -> None:
    """As the model's own, for some of its fields; what they refer to was found before."""
    errors = {}
    model: Any = type(record)
    values = record.__dict__
    for name in names:
        cleaning = cleaning_of(model, name)
        if cleaning is None:
            continue
        value = values.get(name)
        if value is None or (cleaning.may_be_blank and value in BLANK):
            continue
        is_short = isinstance(value, str) and len(value) <= SHORT
        try:
            values[name] = cleaning.remembered(value) if is_short else cleaning.clean(value)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)


class Cleaning(NamedTuple):
    """How the values of one field are cleaned. Names, kinds and dates come again and again:
    short values are remembered."""

    may_be_blank: bool
    clean: Callable[[Any], Any]
    remembered: Callable[[Any], Any]


@cache
def cleaning_of(model: Any, name: str) -> Cleaning | None:
    """How a field is cleaned; None for one that refers to a record."""
    field = model._meta.get_field(name)
    if field.is_relation:
        return None

    def clean(value: Any) -> Any:
        return field.clean(value, None)

    return Cleaning(field.blank, clean, lru_cache(maxsize=2048)(clean))


def refused(step: Step) -> bool:
    """Find out why the database refused the one step; false if the models know no reason."""
    reading, record = step.reading, step.record
    try:
        record.full_clean(exclude=unknown_fields(reading))
        if step.citation is not None:
            step.citation.full_clean(exclude={"article"})
    except ValidationError as error:
        add_errors(reading, error)
        settle_open(reading)
        return True
    return False


def add_errors(reading: Reading, error: ValidationError) -> None:
    for field, errors in error.update_error_dict({}).items():
        for each in errors:
            add_error(reading, field, each)


def unknown_fields(reading: Reading) -> set[str]:
    """The fields whose cells already have an error or a question."""
    columns = (reading.resource.fields.get(name) for name in reading.marked)
    return {
        column.attribute
        for column in columns
        if column is not None and column.attribute and not is_shorthand(column)
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
    columns = (column for column in reading.resource.all_columns() if column.attribute == field)
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
    columns = {column.attribute: column.name for column in reading.resource.all_columns()}
    named = [columns[name] for name in fields_of(constraint) if name in columns]
    given = [name for name in named if name in reading.row.cells]
    return next(iter(given or named), "")


def fields_of(constraint: Any) -> Iterator[str]:
    """The fields that a constraint names, in its order."""
    yield from getattr(constraint, "fields", ())
    for expression in getattr(constraint, "expressions", ()):
        parts = [expression] if isinstance(expression, F) else expression.flatten()
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
