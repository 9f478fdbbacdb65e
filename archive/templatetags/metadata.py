"""What a page tells programs about its record: addresses, Dublin Core, citation tags, JSON-LD."""

import json
import re

from django import template
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, to_locale

from archive.models import Article, DateBasis
from archive.models.records import Fact, Kept
from archive.templatetags.citing import capital, plain, reported
from archive.templatetags.dublin_core import dublin_core, loaded
from archive.templatetags.facts import covered, date_in_words, has_day
from archive.templatetags.frame import address_in, in_language, permanent_url, request_of
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _
from archive.templatetags.schema_org import described
from archive.text.references.reference import ARCHIVE

register = template.Library()

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORKS = ("NewsArticle", "DigitalDocument")  # what can be part of a collection

ENCODER = json.JSONEncoder(ensure_ascii=False)
# What json_script() of Django escapes, so that no value ends the element it stands in.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def absolute_of(context):
    """A function that makes a path of this site a full address."""
    request = request_of(context)
    return request.build_absolute_uri if request else str


@register.simple_tag(takes_context=True)
def metadata_head(context, record: Kept, people=(), posts=()) -> SafeString:
    """What programs read of the page of a record or fact, in its head."""
    every = page_addresses(context)
    own, default = every[get_language() or settings.LANGUAGE_CODE], every[settings.LANGUAGE_CODE]
    address = permanent_url(context, record)
    is_article = isinstance(record, Article)
    properties = [
        ("type", "article" if is_article else "website"),
        ("site_name", _("Cooperation Archive")),
        ("title", title_for_programs(record)),
        ("description", in_a_line(record)),
        ("url", own),
    ]
    elements = [(f"DC.{name}", value) for name, value in dublin_core(record, address)]
    tags = citation_tags(record) + [("citation_public_url", default)] * is_article
    languages = [(to_locale(code).replace("_", "-"), url) for code, url in every.items()]
    parts = [
        format_html('<link rel="canonical" href="{}">', own),
        alternates([*languages, ("x-default", default)]),
        format_html_join("\n", '<meta property="og:{}" content="{}">', properties),
        format_html('<link rel="schema.DC" href="{}">', DUBLIN_CORE),
        format_html_join("\n", '<meta name="{}" content="{}">', [*elements, *tags]),
        json_ld(context, record, address, people=people, posts=posts),
    ]
    return SafeString("\n".join(parts))


def alternates(languages: list[tuple[str, str]]) -> SafeString:
    """The same page in every language."""
    link = '<link rel="alternate" hreflang="{}" href="{}">'
    return format_html_join("\n", link, languages)


def page_addresses(context) -> dict[str, str]:
    """This page's full address in every language."""
    request, absolute = request_of(context), absolute_of(context)
    here = request.path if request else "/"
    return {code: absolute(in_language(request, here, code)) for code, _label in settings.LANGUAGES}


@register.simple_tag(takes_context=True)
def feed_address(context, kind: str) -> str:
    """The feed of a list, with the filters of the list that is read."""
    request = request_of(context)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name in ("after", "sort"):
        query.pop(name, None)
    address = reverse("archive:feed", args=[f"{kind}s"])
    return f"{address}?{query.urlencode()}" if query else address


@register.filter
def title_for_programs(record: Kept) -> str:
    """What the record or fact is called, as plain text that the public may read."""
    if isinstance(record, Article):
        return plain(covered(record, record.title))
    return reported(record)["title"] if isinstance(record, Fact) else str(record)


def in_a_line(record: Kept) -> str:
    """“Event, 12 September (year inferred: 2018)”: the kind of record and its day."""
    parts = [capital(str(record._meta.verbose_name))]
    if has_day(record):
        parts.append(date_in_words(record))
    return _(", ").join(parts)


def citation_tags(record: Kept) -> list[tuple[str, str]]:
    """The tags of an article that reference managers read: [(name, value)]; none of others."""
    if not isinstance(record, Article):
        return []
    tags = {
        "citation_title": title_for_programs(record),
        "citation_author": plain(covered(record, record.byline)),
        "citation_publication_date": stated_day(record).replace("-", "/"),
        "citation_publisher": str(loaded(record, "publisher") or ""),
        "citation_language": record.language,
    }
    return [(name, value) for name, value in tags.items() if value]


def stated_day(article: Article) -> str:
    """The day of publication, where there is one and nobody had to conclude it."""
    doubted = article.published_basis in (DateBasis.INFERRED, DateBasis.UNKNOWN)
    return article.published if DAY.fullmatch(article.published) and not doubted else ""


class Data:
    """JSON within an element of HTML. It escapes itself, so that nothing is marked as safe."""

    def __init__(self, value):
        self.value = value

    def __html__(self):
        return ENCODER.encode(self.value).translate(ESCAPES)


def json_ld(context, record: Kept, address: str, people=(), posts=()) -> SafeString:
    """A record in the words of schema.org, as a block of data; nothing for a fact."""
    if isinstance(record, Fact):
        return SafeString("")
    absolute = absolute_of(context)
    with override(settings.LANGUAGE_CODE):
        data = described(record, absolute=absolute, people=people or (), posts=posts or ())
        home = absolute(address_in(settings.LANGUAGE_CODE, "archive:home"))
        whole = {"@type": "Collection", "name": ARCHIVE, "url": home}
    if data["@type"] in WORKS:
        data |= {"url": address, "isPartOf": whole}
    else:
        page = {"@type": "WebPage", "@id": address, "isPartOf": whole}
        data |= {"mainEntityOfPage": page}
    data = {"@context": "https://schema.org", "@id": f"{address}#record", **data}
    return format_html('<script type="application/ld+json">{}</script>', Data(data))
