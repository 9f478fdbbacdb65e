"""The answers to harvesters, as XML."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.models.records import Record
from archive.templatetags.dublin_core import dublin_core
from archive.templatetags.frame import LISTS, permanent_url
from archive.text.references.reference import ARCHIVE
from archive.text.xml import legal
from archive.views.oai.asking import (
    PREFIX,
    OaiError,
    read_arguments,
    read_selection,
    require_prefix,
)
from archive.views.oai.harvesting import SETS, batch_of, earliest, record_of

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """/oai: every answer is 200 and XML; what is wrong with a request is said inside."""
    query = request.POST if request.method == "POST" else request.GET
    with override(settings.LANGUAGE_CODE):
        answer = Answer(request)
        try:
            arguments = read_arguments(query)
            answer.repeat(arguments)
            VERBS[arguments["verb"]](answer, arguments)
        except OaiError as error:
            answer.refuse(error)
        return HttpResponse(answer.xml(), content_type="text/xml; charset=utf-8")


class Answer:
    """One answer under way: the request repeated, then what was asked for or an error."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.url = request.build_absolute_uri(reverse("archive:oai"))
        self.host = split_domain_port(request.get_host())[0]
        schema = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
        names = {"xmlns": OAI, "xmlns:xsi": XSI, "xsi:schemaLocation": schema}
        self.root = Element("OAI-PMH", names)
        add(self.root, "responseDate", stamp(timezone.now()))
        self.asked = add(self.root, "request", self.url)

    def repeat(self, arguments: dict[str, str]) -> None:
        """Say what was asked; left out where the arguments themselves are wrong."""
        for name, value in arguments.items():
            self.asked.set(name, legal(value))

    def refuse(self, error: OaiError) -> None:
        for child in list(self.root)[2:]:
            self.root.remove(child)
        if error.code == "badArgument":
            self.asked.attrib.clear()
        add(self.root, "error", error.message, code=error.code)

    def begin(self, verb: str) -> Element:
        return SubElement(self.root, verb)

    def xml(self) -> bytes:
        return tostring(self.root, encoding="utf-8", xml_declaration=True)

    def header(self, parent: Element, record: Record) -> None:
        status = {} if record.is_public else {"status": "deleted"}
        header = SubElement(parent, "header", status)
        kind = record.record_kind()
        add(header, "identifier", f"oai:{self.host}:{kind}/{quote(record.slug)}")
        add(header, "datestamp", stamp(record.updated_at))
        add(header, "setSpec", kind)

    def record(self, parent: Element, record: Record) -> None:
        """The header and, of a public record, its metadata."""
        whole = SubElement(parent, "record")
        self.header(whole, record)
        if not record.is_public:
            return
        schema = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
        names = {"xmlns:oai_dc": OAI_DC, "xmlns:dc": DC, "xsi:schemaLocation": schema}
        metadata = SubElement(SubElement(whole, "metadata"), "oai_dc:dc", names)
        address = permanent_url({"request": self.request}, record)
        for name, value in dublin_core(record, address):
            add(metadata, f"dc:{name}", value)


def add(parent: Element, name: str, words: str, **attributes: str) -> Element:
    """An element with text, without the characters that XML does not know."""
    element = SubElement(parent, name, attributes)
    element.text = legal(words)
    return element


def stamp(moment: datetime) -> str:
    """The second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identify(answer: Answer, arguments: dict[str, str]) -> None:
    body = answer.begin("Identify")
    add(body, "repositoryName", ARCHIVE)
    add(body, "baseURL", answer.url)
    add(body, "protocolVersion", "2.0")
    add(body, "adminEmail", contact(answer.host))
    add(body, "earliestDatestamp", stamp(earliest(SETS.values()) or timezone.now()))
    # What is withdrawn stays listed as deleted; what an editor deletes leaves no trace.
    add(body, "deletedRecord", "transient")
    add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def contact(host: str) -> str:
    """The address to write to; where none is set, the one that every mail host has."""
    given = settings.ARCHIVE_CONTACT
    if "@" in given and not any(sign.isspace() for sign in given) and "//" not in given:
        return given
    return f"postmaster@{host if '.' in host else f'{host}.invalid'}"


def list_metadata_formats(answer: Answer, arguments: dict[str, str]) -> None:
    if "identifier" in arguments:
        record_of(arguments["identifier"], answer.host)
    one = SubElement(answer.begin("ListMetadataFormats"), "metadataFormat")
    add(one, "metadataPrefix", PREFIX)
    add(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    add(one, "metadataNamespace", OAI_DC)


def list_sets(answer: Answer, arguments: dict[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets is given as a whole.")
    body = answer.begin("ListSets")
    for name in SETS:
        one = SubElement(body, "set")
        add(one, "setSpec", name)
        add(one, "setName", str(LISTS[name]))


def get_record(answer: Answer, arguments: dict[str, str]) -> None:
    record = record_of(arguments["identifier"], answer.host)
    require_prefix(arguments)
    answer.record(answer.begin("GetRecord"), record)


def list_records(answer: Answer, arguments: dict[str, str]) -> None:
    list_all(answer, arguments, answer.record)


def list_identifiers(answer: Answer, arguments: dict[str, str]) -> None:
    list_all(answer, arguments, answer.header)


def list_all(
    answer: Answer, arguments: dict[str, str], show: Callable[[Element, Record], None]
) -> None:
    """A batch of records, and the token of the next."""
    selection = read_selection(arguments, SETS)
    records, rest = batch_of(selection)
    if not records:
        raise OaiError("noRecordsMatch", "No record changed then, or none of this set.")
    body = answer.begin(arguments["verb"])
    for record in records:
        show(body, record)
    if rest or selection.given:
        token = rest.token() if rest else ""
        add(body, "resumptionToken", token, cursor=str(selection.given))


VERBS: dict[str, Callable[[Answer, dict[str, str]], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}
