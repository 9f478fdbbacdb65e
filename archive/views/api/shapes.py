"""Shapes: the properties of each kind of thing, for the answers and for what describes them.

A property knows its name, its JSON Schema (2020-12, as in OpenAPI 3.1) and how it is read from
a record. What a source does not state is null, never left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import override

from archive.models.terms import TermsField

type Schema = dict[str, Any]

OPEN = {"type": "string"}


class Site:
    """Where the archive is read: makes full addresses, the same in every language."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def root(self) -> str:
        return self.request.build_absolute_uri("/").rstrip("/")

    def page(self, record: Any) -> str:
        """The permanent address of a record, fact or passage."""
        with override(settings.LANGUAGE_CODE):
            return self.root + record.get_absolute_url()

    def absolute(self, path: str) -> str:
        return self.root + path


@dataclass(frozen=True)
class Property:
    """One property of a shape."""

    name: str
    schema: Schema
    read: Callable[[Any, Any], Any]  # of the record and the Site
    meaning: Any = ""

    def describe(self) -> Schema:
        return self.schema | ({"description": str(self.meaning)} if self.meaning else {})


@dataclass(frozen=True)
class Shape:
    """An object with these properties, all of them always there."""

    name: str
    meaning: Any
    properties: tuple[Property, ...]

    def write(self, record: Any, site: Site) -> dict[str, Any]:
        return {each.name: each.read(record, site) for each in self.properties}

    def describe(self) -> Schema:
        return {
            "type": "object",
            "description": str(self.meaning),
            "properties": {each.name: each.describe() for each in self.properties},
            "required": [each.name for each in self.properties],
            "additionalProperties": False,
        }

    @property
    def ref(self) -> Schema:
        return {"$ref": f"#/components/schemas/{self.name}"}

    def with_more(self, name: str, meaning: Any, *properties: Property) -> "Shape":
        """The same with further properties, under another name."""
        return Shape(name, meaning, (*self.properties, *properties))

    def under(self, name: str, read: Callable[[Any], Any], meaning: Any = "") -> Property:
        """A property that holds one of these, or null."""
        schema = {"anyOf": [self.ref, {"type": "null"}]}
        return Property(
            name, schema, lambda record, site: self.or_null(read(record), site), meaning
        )

    def each_under(self, name: str, read: Callable[[Any], Any], meaning: Any = "") -> Property:
        """A property that holds a list of these."""
        schema = {"type": "array", "items": self.ref}
        return Property(
            name,
            schema,
            lambda record, site: [self.write(each, site) for each in read(record)],
            meaning,
        )

    def or_null(self, record: Any, site: Site) -> dict[str, Any] | None:
        return None if record is None else self.write(record, site)


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    given = schema | {"type": [schema["type"], "null"]}
    return given | {"enum": [*schema["enum"], None]} if "enum" in schema else given


def constant(name: str, value: str, meaning: Any = "") -> Property:
    """A property that says what kind of thing this is."""
    return Property(name, {"type": "string", "const": value}, lambda _record, _site: value, meaning)


def words(name: str, read: Callable[[Any], str], meaning: Any = "") -> Property:
    """Words, or null where there are none."""
    return Property(name, nullable(OPEN), lambda record, _site: read(record) or None, meaning)


def address(name: str, read: Callable[[Any, Site], str], meaning: Any = "") -> Property:
    return Property(name, {"type": "string", "format": "uri"}, read, meaning)


def own(model: type[models.Model], *names: str) -> tuple[Property, ...]:
    """Properties as the model has them: null where blank, except that lists are empty."""
    return tuple(of_field(field_of(model, name)) for name in names)


def field_of(model: type[models.Model], name: str) -> models.Field:
    return cast(models.Field, model._meta.get_field(name))


def of_field(field: models.Field) -> Property:
    schema = schema_of(field)
    may_lack = field.null or (field.blank and field.editable and schema["type"] != "array")
    meaning = capfirst(field.verbose_name)
    if field.help_text:
        meaning = format_lazy("{}. {}", meaning, field.help_text)
    return Property(
        field.name,
        nullable(schema) if may_lack else schema,
        lambda record, _site: plain(getattr(record, field.name)),
        meaning,
    )


def schema_of(field: models.Field) -> Schema:
    """The JSON Schema of a model's field, without whether it may be null."""
    one = {"type": "string", "enum": [key for key, _ in field.choices]} if field.choices else OPEN
    if isinstance(field, TermsField):
        return {"type": "array", "items": one}
    for kind, schema in SCHEMAS.items():
        if isinstance(field, kind):
            return schema
    return one


SCHEMAS: dict[type[models.Field], Schema] = {
    models.BooleanField: {"type": "boolean"},
    models.DateTimeField: {"type": "string", "format": "date-time"},  # before its parent, the date
    models.DateField: {"type": "string", "format": "date"},
    models.DecimalField: {"type": "number"},
    models.IntegerField: {"type": "integer"},
}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case "":
            return None
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value
