"""The OpenAPI 3.1 document, made of the same shapes and filters as the answers."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from archive.filters.base import LONGEST_SEARCH
from archive.filters.fields import DAY, DayField
from archive.models import RECORDS
from archive.views.api.answers import PROBLEM, endpoint
from archive.views.api.asking import LIMIT, MOST
from archive.views.api.facts import FACT_KINDS
from archive.views.api.finding import HIT, SUGGESTED, SUGGESTION
from archive.views.api.records import KINDS, Kind
from archive.views.api.references import (
    CITATION,
    CLAIM,
    PASSAGE,
    POSITION_SELECTOR,
    QUOTE_SELECTOR,
    REFERENCE,
)
from archive.views.api.shapes import Schema, Shape, Site

SHAPES = [
    REFERENCE,
    CLAIM,
    QUOTE_SELECTOR,
    POSITION_SELECTOR,
    CITATION,
    PASSAGE,
    PROBLEM,
    HIT,
    SUGGESTION,
    *(kind.shape for kind in FACT_KINDS.values()),
    *(kind.shape for kind in KINDS.values()),
]
PRINTED = r"^[^\u0000]*$"
SLUG: Schema = {
    "name": "slug",
    "in": "path",
    "required": True,
    "description": gettext_lazy("The permanent name of the record."),
    "schema": {"type": "string", "pattern": r"^[\w-]{1,120}$"},
}
AFTER: Schema = {
    "name": "after",
    "in": "query",
    "description": gettext_lazy(
        "A cursor, as “next” holds it. Follow “next” rather than making one."
    ),
    "schema": {"type": "string"},
}
SIZE: Schema = {
    "name": "limit",
    "in": "query",
    "description": gettext_lazy("How many results at most."),
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
}
OF_KIND: Schema = {
    "name": "kind",
    "in": "query",
    "description": gettext_lazy("Only records of this kind."),
    "schema": {"type": "string", "enum": [*RECORDS, ""]},
}
AS_JSON: Schema = {
    "name": "format",
    "in": "query",
    "description": gettext_lazy("Without it, by the Accept header of the request."),
    "schema": {"type": "string", "enum": ["html", "json"]},
}
REASONS = {
    "304": gettext_lazy("Not changed since the answer with this ETag."),
    "400": gettext_lazy("A parameter cannot be understood."),
    "404": gettext_lazy("Nothing public is there."),
    "410": gettext_lazy("It was withdrawn; the detail says why."),
    "414": gettext_lazy("The address is longer than the server in front takes."),
    "429": gettext_lazy("Too many requests from one address in this minute."),
}


def page_of(shape: Shape) -> Schema:
    """The schema of one page of a list."""
    return {
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": shape.ref},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": _("The address of the next page; null on the last."),
            },
        },
        "required": ["results", "next"],
        "additionalProperties": False,
    }


def whole(kind: Kind) -> Schema:
    """The schema of a record with all that belongs to it."""
    schema = kind.shape.describe()
    more = {each.name: each.describe() for each in kind.whole}
    parts = {part.name: page_of(part.shape) for part in kind.parts}
    return schema | {
        "properties": {**schema["properties"], **more, **parts},
        "required": [*schema["required"], *more, *parts],
    }


def operation(name: str, summary: Any, schema: Schema, *parameters: Schema, fails: str) -> Schema:
    """The GET of one path. `fails` are the numbers of the problems it may answer with."""
    problem = {"application/problem+json": {"schema": PROBLEM.ref}}
    etag = {"ETag": {"schema": {"type": "string"}}}
    answers: Schema = {
        "200": {
            "description": _("The answer."),
            "headers": etag,
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": str(REASONS["304"])},
        "414": {"description": str(REASONS["414"])},
    }
    for number in fails.split():
        answers[number] = {"description": str(REASONS[number]), "content": problem}
    answers["429"]["headers"] = {
        "Retry-After": {"schema": {"type": "integer"}, "description": _("Seconds to wait.")}
    }
    return {
        "get": {
            "operationId": name,
            "summary": str(summary),
            "parameters": [described(each) for each in parameters],
            "responses": answers,
        }
    }


def described(parameter: Schema) -> Schema:
    return parameter | {"description": str(parameter["description"])}


def of_filter(name: str, given: django_filters.Filter) -> Schema:
    """A parameter as the filter of the list understands it."""
    field = given.field
    words = format_lazy("{}. {}", field.label, field.help_text) if field.help_text else field.label
    return {"name": name, "in": "query", "description": words, "schema": schema_of(field)}


def schema_of(field: Any) -> Schema:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        keys = [key for key, _label in choices if key]
        if isinstance(field, forms.MultipleChoiceField):
            return {"type": "array", "items": {"type": "string", "enum": keys}}
        return {"type": "string", "enum": [*keys, ""]}
    if isinstance(field, DayField):
        return {"type": "string", "pattern": f"^({DAY.pattern})?$"}
    patterns = [each.regex.pattern for each in field.validators if isinstance(each, RegexValidator)]
    pattern = f"{patterns[0]}|^$" if patterns else PRINTED
    return {"type": "string", "maxLength": field.max_length, "pattern": pattern}


def paths_of(kind: Kind) -> Iterator[tuple[str, Schema]]:
    """The paths of one kind of record."""
    word = kind.shape.name
    filters = [of_filter(name, each) for name, each in kind.filter.base_filters.items()]
    yield (
        f"/api/{kind.name}/",
        operation(
            f"list{word}",
            kind.shape.meaning,
            page_of(kind.shape),
            *filters,
            AFTER,
            SIZE,
            fails="400 404 429",
        ),
    )
    yield (
        f"/api/{kind.name}/{{slug}}/",
        operation(f"get{word}", kind.shape.meaning, whole(kind), SLUG, fails="400 404 410 429"),
    )
    for part in kind.parts:
        yield (
            f"/api/{kind.name}/{{slug}}/{part.name}/",
            operation(
                f"list{word}{part.name.capitalize()}",
                part.shape.meaning,
                page_of(part.shape),
                SLUG,
                AFTER,
                SIZE,
                fails="400 404 410 429",
            ),
        )


def words(meaning: Any) -> Schema:
    schema = {"type": "string", "maxLength": LONGEST_SEARCH, "pattern": PRINTED}
    return {"name": "q", "in": "query", "description": meaning, "schema": schema}


def other_paths() -> Iterator[tuple[str, Schema]]:
    """The paths that are not of one kind of record."""
    index = {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}
    begin = operation("index", _("Where everything is."), index, AS_JSON, fails="400 429")
    begin["get"]["responses"]["200"]["content"]["text/html"] = {"schema": {"type": "string"}}
    yield "/api/", begin
    fact: Schema = {"oneOf": [kind.shape.ref for kind in FACT_KINDS.values()]}
    public_id = SLUG | {"name": "id", "description": _("The kind of fact, a hyphen, its slug.")}
    summary = _("One fact with its passages.")
    yield "/api/facts/{id}/", operation("getFact", summary, fact, public_id, fails="400 404 429")
    summary = _("Records with all the words, best first.")
    asked = words(_("Words; “several in quotes” stand together; -word excludes it."))
    answer = operation(
        "search", summary, page_of(HIT), asked, OF_KIND, AFTER, SIZE, fails="400 404 429"
    )
    yield "/api/search/", answer
    several = {"type": "array", "items": SUGGESTION.ref, "maxItems": SUGGESTED}
    found: Schema = {
        "type": "object",
        "properties": {"results": several},
        "required": ["results"],
        "additionalProperties": False,
    }
    summary = _("Names and titles with the words, while somebody types.")
    asked = words(_("Words, the last of which may go on."))
    yield "/api/suggest/", operation("suggest", summary, found, asked, fails="400 429")


def document(site: Site) -> dict[str, Any]:
    """The whole document, for the site at this address."""
    paths = dict(other_paths())
    for kind in KINDS.values():
        paths.update(paths_of(kind))
    limit = settings.ARCHIVE_API_PER_MINUTE
    parts = [
        _("Who met whom, when and where, and what they signed, as press releases report it."),
        _("What a source does not state is null."),
        _("█████ stands for words withheld from the public."),
        limit and _("%(limit)d requests a minute are answered.") % {"limit": limit},
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Cooperation Archive"),
            "version": "1",
            "description": " ".join(filter(None, parts)),
            "license": licence(),
        },
        "servers": [{"url": site.root}],
        "paths": paths,
        "components": {"schemas": {shape.name: shape.describe() for shape in SHAPES}},
    }


def licence() -> Schema:
    address = settings.ARCHIVE_LICENCE_URL
    return {"name": settings.ARCHIVE_LICENCE} | ({"url": address} if address else {})


@endpoint
def openapi(request: HttpRequest) -> dict[str, Any]:
    """/api/openapi.json, in English whatever the address says."""
    with override(settings.LANGUAGE_CODE):
        return document(Site(request))
