"""References to a record or fact, and the way to its words on the publisher's page."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override

from archive.models import Article, Citation, DateBasis, Supports
from archive.models.addresses import address_of
from archive.models.records import Fact, Kept
from archive.templatetags.facts import covered, date_in_words, has_day, headline
from archive.templatetags.frame import permanent_url
from archive.templatetags.markup import format_html_join
from archive.templatetags.phrases import phrase as _
from archive.text.fragments import at_fragment, text_fragment
from archive.text.redacting import MARK, redact
from archive.text.references import FORMATS, Reference
from archive.text.slugs import in_address

register = template.Library()

WITHHELD = "[withheld]"  # what stands in plain text where words are withheld
DOUBTS = "?~%X/["


@register.simple_tag(takes_context=True)
def reference_formats(context, record: Any) -> SafeString:
    """The record or fact in every format, to copy or to take away.

    Asks the database for nothing but what is loaded.
    """
    address = permanent_url(context, record)
    reference = reference_of(record, address=address, accessed=timezone.localdate())
    download, page = _("Download as %(format)s"), record.get_absolute_url()
    return format_html_join(
        "\n",
        "<details><summary>{0}</summary>"
        '<pre class="reference" lang="en" translate="no">{1}</pre>'
        '<p class="small"><a href="{2}" rel="nofollow">{3}</a></p></details>',
        (
            (
                each.label,
                each.write(reference),
                below(page, each.name),
                download % {"format": each.label},
            )
            for each in FORMATS.values()
        ),
    )


def cite_url(record: Any, name: str) -> str:
    """Where the reference is in one format: below the page of the record, fact or pair."""
    return below(record.get_absolute_url(), name)


def below(page: str, name: str) -> str:
    return f"{page}cite/{name}/"


def reference_of(record: Kept, *, address: str, accessed: date) -> Reference:
    """What is cited, in English and as the public may read it.

    Of an article `publisher` and `redactions` are loaded, of a fact its `public_citations`.
    What is no record, such as a pair, has a title and a `description`.
    """
    given: dict[str, Any] = {
        "kind": record.record_kind(),
        "slug": record.slug,
        "url": address,
        "accessed": accessed,
    }
    with override(settings.LANGUAGE_CODE):
        if isinstance(record, Article):
            return Reference(**given, **printed(record))
        if isinstance(record, Fact):
            return Reference(**given, **reported(record))
        if not isinstance(record, Kept):
            return Reference(**given, title=str(record), description=record.description)
        description = str(record._meta.verbose_name)
        if has_day(record):
            description += f", {lower(date_in_words(record))}"
        return Reference(**given, title=str(record), description=capital(description))


def printed(article: Article) -> dict:
    """What a reference tells of an article."""
    publisher = article.publisher
    return {
        "title": plain(covered(article, article.title)),
        "publisher": str(publisher) if publisher and publisher.is_public else "",
        "byline": plain(covered(article, article.byline)),
        "issued": issued_of(article),
        "source_url": public_url(article),
        "language": article.language,
    }


def reported(fact: Fact) -> dict:
    """What a reference tells of a fact: the passage that states it."""
    title, kind = str(headline(fact)), capital(str(fact._meta.verbose_name))
    citations = getattr(fact, "public_citations", [])
    citation = chosen(citations)
    if citation is None:
        return {"title": title, "description": kind}
    article = citation.article
    return {
        "title": plain(redact(title, withheld_by(citations))),
        "description": kind,
        "article": plain(covered(article, article.title)),
        "paragraph": citation.paragraph,
        "quote": plain(citation.shown),
        "source_url": public_url(article),
        "language": article.language,
    }


def withheld_by(citations: list[Citation]) -> set[str]:
    """The words that the articles of these citations withhold."""
    return {words for one in citations for words in one.article.withheld}


def chosen(citations: list[Citation]) -> Citation | None:
    """The passage to name: the first that states the fact, else the first of all."""
    states = (each for each in citations if each.supports == Supports.STATES)
    return next(states, citations[0] if citations else None)


def issued_of(article: Article) -> str:
    """The EDTF string of its day; qualified where a reader concluded all of it."""
    is_plain = article.published and not set(article.published) & set(DOUBTS)
    if is_plain and article.published_basis == DateBasis.INFERRED:
        return f"{article.published}?"
    return article.published


@register.simple_tag
def public_url(article: Article, field: str = "url") -> str:
    """An address kept of the article, its own or the copy's, unless it says withheld words."""
    address: str = getattr(article, field)
    if not article.withheld:
        return address
    return "" if in_address(address, article.withheld) else address


@register.simple_tag
def source_url(citation: Citation) -> str:
    """The passage on the publisher's page, as a browser finds it; "" without such a page.

    Made of words that the public may read. What stands around the quote is left out for
    every article that withholds anything: it may be cut from the middle of a name.
    """
    article = citation.article
    url = public_url(article)
    if not url:
        return ""
    around = (citation.prefix, citation.suffix) if not article.withheld else ("", "")
    fragment = text_fragment(citation.shown, prefix=around[0], suffix=around[1])
    return at_fragment(url, fragment) if fragment else url


@register.simple_tag
def history_url(record: Kept) -> str:
    """Where the corrections to a record are; a fact has no such page."""
    if isinstance(record, Fact):
        return ""
    return address_of("archive:record_history", record.slug, before=(list_word(record),))


def list_word(record: Kept) -> str:
    """The word that begins the addresses of records of its kind: articles."""
    return f"{record.record_kind()}s"


def plain(words: str) -> str:
    """Words under the marks of what is withheld, for a text without mark-up."""
    return words.replace(MARK, WITHHELD)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def lower(words: str) -> str:
    """“No date stated” within a line; a month keeps its capital."""
    return words[:1].lower() + words[1:] if words.startswith("No ") else words
