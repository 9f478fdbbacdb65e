"""The OpenAPI document: complete, and true of every answer."""

import re

import pytest
from django.urls import reverse

from archive.models import FACTS
from archive.views.api.records import KINDS
from tests.views.meeting import meeting

# What the schemas here are made of; a word that this test does not know would go unchecked.
SAYS_NOTHING = {"description", "format", "default"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value, schema, document, path="$"):
    """What of `value` is not as the JSON Schema says: sentences."""
    for word, said in schema.items():
        if word not in SAYS_NOTHING:
            yield from RULES[word](value, said, schema, document, path)


def refers(value, said, _schema, document, path):
    yield from faults(
        value, document["components"]["schemas"][said.rpartition("/")[2]], document, path
    )


def is_a(value, said, _schema, _document, path):
    names = [said] if isinstance(said, str) else said
    numeric = isinstance(value, bool) and "boolean" not in names
    if numeric or not any(isinstance(value, TYPES[name]) for name in names):
        yield f"{path} is {value!r}, not {said}"


def one_of_these(value, said, _schema, _document, path):
    if value not in said:
        yield f"{path} is {value!r}, not one of {said}"


def this(value, said, _schema, _document, path):
    yield from one_of_these(value, [said], _schema, _document, path)


def has(value, said, _schema, _document, path):
    if isinstance(value, dict):
        yield from (f"{path} lacks {name}" for name in said if name not in value)


def properties(value, said, _schema, document, path):
    for name, part in said.items():
        if isinstance(value, dict) and name in value:
            yield from faults(value[name], part, document, f"{path}.{name}")


def nothing_else(value, said, schema, document, path):
    for name in set(value or ()) - set(schema.get("properties", ())):
        if said is False:
            yield f"{path} has {name} too"
        else:
            yield from faults(value[name], said, document, f"{path}.{name}")


def each(value, said, _schema, document, path):
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from faults(item, said, document, f"{path}[{number}]")


def at_most(value, said, _schema, _document, path):
    if len(value) > said:
        yield f"{path} is longer than {said}"


def any_of(value, said, _schema, document, path):
    every = [list(faults(value, part, document, path)) for part in said]
    if all(every):
        yield from min(every, key=len)


RULES = {
    "$ref": refers,
    "type": is_a,
    "enum": one_of_these,
    "const": this,
    "required": has,
    "properties": properties,
    "additionalProperties": nothing_else,
    "items": each,
    "maxItems": at_most,
    "anyOf": any_of,
    "oneOf": any_of,
}


@pytest.fixture
def document(client):
    return client.get(reverse("archive:api_openapi")).json()


def schema_of(operation, response):
    """The schema of this answer, as the document has it."""
    content = operation["responses"][str(response.status_code)]["content"]
    return content[response["Content-Type"]]["schema"]


def addresses(path, records, client):
    """The path with each public record or fact in it."""
    if "{slug}" in path:
        kind = re.match(r"/api/(\w+)/", path)[1]
        yield path.replace("{slug}", records[KINDS[kind].model.record_kind()].slug)
    elif "{id}" in path:
        for model in FACTS.values():
            for fact in model.objects.public():
                yield path.replace("{id}", fact.public_id)
    else:
        yield path


def test_every_answer_is_as_the_document_says(client, document):
    records = meeting()
    seen = set()
    for path, operations in document["paths"].items():
        for address in addresses(path, records, client):
            parameters = {each["name"] for each in operations["get"]["parameters"]}
            asked = {"q": "dalian"} if parameters & {"q"} else {}
            asked |= {"format": "json"} if "format" in parameters else {}
            response = client.get(address, asked)
            assert response.status_code == 200, address
            schema = schema_of(operations["get"], response)
            assert list(faults(response.json(), schema, document)) == [], address
            assert response.json() != {"results": [], "next": None}, address
            seen.add(path)

    assert seen == set(document["paths"])


def test_every_refusal_is_as_the_document_says(client, document):
    for path, operations in document["paths"].items():
        address = path.replace("{slug}", "nobody").replace("{id}", "post-nothing")
        for parameters in ({}, {"nonsense": "1"}):
            response = client.get(address, parameters)
            if response.status_code == 200:
                continue
            schema = schema_of(operations["get"], response)
            assert list(faults(response.json(), schema, document)) == [], address


def test_the_document_knows_every_filter_and_only_those(client, document):
    for name, kind in KINDS.items():
        parameters = document["paths"][f"/api/{name}/"]["get"]["parameters"]
        names = {each["name"] for each in parameters}
        assert names == {*kind.filter.base_filters, "after", "limit"}
        for each in parameters:
            assert each["description"]
            if each["schema"].get("enum"):
                value = each["schema"]["enum"][0]
                assert client.get(f"/api/{name}/", {each["name"]: value}).status_code == 200


def test_every_property_says_what_it_is_or_is_told_by_its_name(document):
    undescribed = [
        f"{shape}.{name}"
        for shape, schema in document["components"]["schemas"].items()
        for name, each in schema["properties"].items()
        if "description" not in each and "$ref" not in each and "const" not in each
    ]
    assert undescribed == []


def test_a_value_of_the_wrong_shape_is_noticed(document):
    schema = {"$ref": "#/components/schemas/DatedClaim"}
    claim = dict.fromkeys(("edtf", "as_printed", "earliest", "latest", "basis", "note"))

    assert list(faults(claim, schema, document)) == []
    assert list(faults(claim | {"edtf": 2018}, schema, document))
    assert list(faults(claim | {"basis": "hearsay"}, schema, document))
    assert list(faults(claim | {"day": "2018"}, schema, document))
    assert list(faults({"edtf": None}, schema, document))
