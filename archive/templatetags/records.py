"""Records in the tables of other records' pages: links, or a word where there is none."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from archive.models import Citation
from archive.templatetags.facts import doubt, not_stated, record_link, words_of

register = template.Library()


@register.simple_tag
def record_or_not_stated(record, css: str = "") -> SafeString:
    """A link to the record; that it is withdrawn; or that the source names none."""
    if record is None:
        return not_stated()
    if record.is_public:
        return record_link(record, css)
    if record.is_withdrawn:
        return format_html('<span class="zero">{}</span>', _("withdrawn"))
    return not_stated()


@register.simple_tag
def of_whom(fact) -> SafeString:
    """The body and the area that a fact is of, and which of the two a reader concluded."""
    given = [name for name in ("organization", "place") if getattr(fact, name) is not None]
    if not given:
        return not_stated()
    links = format_html_join(
        ", ", "{}", ((record_or_not_stated(getattr(fact, name)),) for name in given)
    )
    return links + inferred_notes(fact, given)


def inferred_notes(fact, fields: list[str]) -> SafeString:
    """“organization and place inferred”, under the values."""
    labels = [
        str(fact._meta.get_field(name).verbose_name) for name in fields if name in fact.inferred
    ]
    if not labels:
        return SafeString("")
    return format_html(
        '<span class="basis"><span class="inferred">{}</span></span>',
        _("%(field)s inferred") % {"field": get_text_list(labels, _("and"))},
    )


@register.simple_tag
def native_name(record) -> SafeString:
    """The name in its own script, beside the other; nothing where there is none."""
    if not record.native_name:
        return SafeString("")
    tag = "zh" if is_chinese(record.native_name) else ""
    if not tag:
        return format_html('<span class="native-name">{}</span>', record.native_name)
    return format_html('<span class="native-name" lang="{}">{}</span>', tag, record.native_name)


def is_chinese(words: str) -> bool:
    """Han characters only: with kana or hangul among them it is another language."""
    return all("\u3400" <= letter <= "\u9fff" or letter in "·・ " for letter in words)


@register.simple_tag
def date_link(record, address: str) -> SafeString:
    """A date that leads somewhere, and under it what is wrong with it."""
    words = words_of(record)
    if not words.text:
        return format_html('<a href="{}">{}</a>', address, doubt(words))
    link = format_html('<a href="{}">{}</a>', address, words.text)
    if not words.doubt_text:
        return link
    return format_html('{}<span class="basis">{}</span>', link, doubt(words))


@register.filter
def on_field(citations: list[Citation], field: str) -> list[Citation]:
    """The passages about this field of their record."""
    return [citation for citation in citations if citation.about == field]


@register.filter
def on_no_field_of(citations: list[Citation], fields: str) -> list[Citation]:
    """The passages about the whole, or about a field that is not among `fields`: "date, place"."""
    beside = {name.strip() for name in fields.split(",")}
    return [citation for citation in citations if citation.about not in beside]
