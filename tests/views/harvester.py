"""A strict harvester: it takes nothing that the schemas of OAI-PMH 2.0 do not allow.

Written after OAI-PMH.xsd and oai_dc.xsd: which elements, in which order, how often, with
which attributes and what in them.
"""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
SPEC = r"([A-Za-z0-9\-_.!~*'()])+(:[A-Za-z0-9\-_.!~*'()]+)*"
IDENTIFIER = r"oai:[a-zA-Z0-9.\-]+:[a-zA-Z0-9\-_.!~*'();/?:@&=+$,%]+"
DC_ELEMENTS = {
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
}
ERRORS = {
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noMetadataFormats",
    "noRecordsMatch",
    "noSetHierarchy",
}
REQUEST = {"verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"}

# Element → (child, pattern of its text or None, least, most), in their order.
MANY = 10**6
CHILDREN = {
    "Identify": [
        ("repositoryName", r".+", 1, 1),
        ("baseURL", r"https?://.+", 1, 1),
        ("protocolVersion", r"2\.0", 1, 1),
        ("adminEmail", r"\S+@(\S+\.)+\S+", 1, MANY),
        ("earliestDatestamp", MOMENT, 1, 1),
        ("deletedRecord", "no|persistent|transient", 1, 1),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ", 1, 1),
    ],
    "ListMetadataFormats": [("metadataFormat", None, 1, MANY)],
    "metadataFormat": [
        ("metadataPrefix", r"[A-Za-z0-9\-_.!~*'()]+", 1, 1),
        ("schema", r"http://.+", 1, 1),
        ("metadataNamespace", r"http://.+", 1, 1),
    ],
    "ListSets": [("set", None, 1, MANY), ("resumptionToken", ".*", 0, 1)],
    "set": [("setSpec", SPEC, 1, 1), ("setName", ".+", 1, 1)],
    "ListIdentifiers": [("header", None, 1, MANY), ("resumptionToken", ".*", 0, 1)],
    "ListRecords": [("record", None, 1, MANY), ("resumptionToken", ".*", 0, 1)],
    "GetRecord": [("record", None, 1, 1)],
    "header": [
        ("identifier", IDENTIFIER, 1, 1),
        ("datestamp", MOMENT, 1, 1),
        ("setSpec", SPEC, 0, 9),
    ],
}


@dataclass
class Harvested:
    """One record or header."""

    identifier: str
    datestamp: str
    sets: list[str]
    is_deleted: bool
    metadata: dict[str, list[str]] = field(default_factory=dict)


class RefusedError(Exception):
    """The answer was an error of the protocol."""


class Harvester:
    """Asks a repository as a program would, and checks every answer to the letter."""

    def __init__(self, client, *, post=False):
        self.client, self.post = client, post

    def ask(self, **arguments):
        """The element that the verb is answered with. Raises RefusedError with the code."""
        query = {name.rstrip("_"): value for name, value in arguments.items()}
        response = (self.client.post if self.post else self.client.get)("/oai", query)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        assert root.tag == f"{{{OAI}}}OAI-PMH"
        assert root.get(LOCATION).split() == [OAI, f"{OAI}OAI-PMH.xsd"]
        moment, request, answer = root
        assert re.fullmatch(MOMENT, text_of(moment, "responseDate"))
        assert re.fullmatch("https?://.+/oai", text_of(request, "request"))
        assert set(request.attrib) <= REQUEST
        return self.refused(request, answer) or self.checked(query, request, answer)

    def refused(self, request, answer):
        if answer.tag != f"{{{OAI}}}error":
            return
        assert answer.get("code") in ERRORS
        assert answer.text
        if answer.get("code") in {"badVerb", "badArgument"}:
            assert not request.attrib
        raise RefusedError(answer.get("code"))

    def checked(self, query, request, answer):
        assert request.attrib == query
        assert answer.tag == f"{{{OAI}}}{query['verb']}"
        check(answer)
        return answer

    def get(self, identifier):
        (record,) = self.ask(verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
        return read_record(record)

    def all(self, verb="ListRecords", **arguments):
        """Every record or header of a list, token by token."""
        answer = self.ask(verb=verb, metadataPrefix="oai_dc", **arguments)
        while True:
            for child in answer:
                if not child.tag.endswith("resumptionToken"):
                    yield read_record(child) if verb == "ListRecords" else read_header(child)
            token = answer.find(f"{{{OAI}}}resumptionToken")
            if token is None or not token.text:
                return
            answer = self.ask(verb=verb, resumptionToken=token.text)


def text_of(element, name):
    assert element.tag == f"{{{OAI}}}{name}"
    return element.text


def check(element):
    """The children of an element, theirs too, are what the schema wants."""
    name = element.tag.removeprefix(f"{{{OAI}}}")
    left = list(element)
    for child, pattern, least, most in CHILDREN[name]:
        there = 0
        while left and left[0].tag == f"{{{OAI}}}{child}":
            there += 1
            check_child(left.pop(0), child, pattern)
        assert least <= there <= most, (name, child)
    assert left == [], (name, left[0].tag)


def check_child(element, name, pattern):
    if name == "record":
        header, *rest = element
        check(header)
        assert len(rest) == (0 if header.get("status") else 1)
    elif pattern is None:
        check(element)
    else:
        assert re.fullmatch(pattern, element.text or ""), (name, element.text)
    assert set(element.attrib) <= {"header": {"status"}, "resumptionToken": {"cursor"}}.get(
        name, set()
    )


def read_header(header):
    assert header.get("status") in {None, "deleted"}
    return Harvested(
        identifier=header.findtext(f"{{{OAI}}}identifier"),
        datestamp=header.findtext(f"{{{OAI}}}datestamp"),
        sets=[each.text for each in header.findall(f"{{{OAI}}}setSpec")],
        is_deleted=header.get("status") == "deleted",
    )


def read_record(record):
    found = read_header(record[0])
    if len(record) > 1:
        (container,) = record[1]
        assert container.tag == f"{{{OAI_DC}}}dc"
        assert container.get(LOCATION).split() == [OAI_DC, f"{OAI}oai_dc.xsd"]
        for element in container:
            namespace, name = element.tag[1:].split("}")
            assert namespace == DC
            assert name in DC_ELEMENTS
            assert len(element) == 0
            found.metadata.setdefault(name, []).append(element.text)
    return found
