"""Where a list or a record can be taken away, and as what."""

from django import template
from django.urls import reverse

from archive.models import RECORDS, Article
from archive.models.addresses import address_of
from archive.models.records import Fact
from archive.resources import SHEET_OF
from archive.templatetags.frame import request_of

register = template.Library()


@register.simple_tag(takes_context=True)
def list_files(context, kind: str) -> list[tuple[str, str]]:
    """The files of the list on this page, narrowed like it: (name, address)."""
    request = request_of(context)
    match = request.resolver_match if request else None
    if match is None or match.url_name != f"{kind}_list":
        return []
    parameters = request.GET.copy()
    parameters.pop("after", None)
    query = f"?{parameters.urlencode()}" if parameters else ""
    sheet = SHEET_OF[RECORDS[kind]]
    return [
        (file.upper(), reverse("archive:list_file", args=[sheet, file]) + query)
        for file in ("csv", "xlsx", "json")
    ]


@register.simple_tag
def record_files(record) -> list[tuple[str, str]]:
    """The files of a record or fact: (name, address)."""
    if isinstance(record, Fact):
        return [("JSON", address_of("archive:api_fact", record.public_id))]
    if type(record) not in RECORDS.values():
        return []
    before = (SHEET_OF[type(record)],)
    return [
        ("JSON", address_of("archive:record_json", record.slug, before=before)),
        *text_of(record),
        ("CSV", address_of("archive:record_facts", record.slug, before=before)),
    ]


def text_of(record) -> list[tuple[str, str]]:
    """The plain text, which only articles have."""
    if not isinstance(record, Article):
        return []
    return [("TXT", address_of("archive:article_text", record.slug))]
