"""Dates, doubts, quotes and links, worded alike on every page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Article
from archive.text.dates import DateWords, describe
from archive.text.redacting import MARK

register = template.Library()


def words_of(record) -> DateWords:
    """The dated claim of a record (or of an agreement's event) in the reader's language."""
    record = getattr(record, "dated", record)
    prefix = "published" if isinstance(record, Article) else "date"
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    return describe(
        getattr(record, prefix),
        basis=getattr(record, f"{prefix}_basis"),
        language=language,
    )


def doubt(words: DateWords) -> SafeString:
    """What has to be said about a date besides the date, marked as sure as it is."""
    if not words.doubt:
        return format_html("{}", words.doubt_text)
    return format_html('<span class="{}">{}</span>', words.doubt, words.doubt_text)


@register.simple_tag
def date_cell(record) -> SafeString:
    """A date for a cell: the day, and under it what is wrong with it."""
    words = words_of(record)
    if not words.text:
        return doubt(words)
    if not words.doubt_text:
        return format_html("{}", words.text)
    return format_html('{}<span class="basis">{}</span>', words.text, doubt(words))


@register.simple_tag
def date_line(record) -> SafeString:
    """A date within a line: the day, a comma, what is wrong with it."""
    words = words_of(record)
    if not words.text:
        return doubt(words)
    if not words.doubt:
        return format_html("<strong>{}</strong>", words.text)
    return format_html("<strong>{}</strong>, {}", words.text, doubt(words))


@register.filter
def certainty(record) -> str:
    """How sure the date of a record is, as the timeline and the plots draw it."""
    words = words_of(record)
    return {"inferred": "guess", "not-stated": "unknown"}.get(words.doubt, "")


@register.simple_tag
def not_stated() -> SafeString:
    """The value of what the source does not say."""
    return format_html('<span class="not-stated">{}</span>', _("not stated"))


@register.filter
def or_not_stated(value):
    """The value, or that it is not stated."""
    return value if value not in (None, "", []) else not_stated()


@register.simple_tag
def inferred_note(fact, field: str) -> SafeString:
    """“place inferred” under a value that a reader concluded; nothing where the words say it."""
    if field not in fact.inferred:
        return SafeString("")
    label = fact._meta.get_field(field).verbose_name
    return format_html(
        '<span class="basis"><span class="inferred">{}</span></span>',
        _("%(field)s inferred") % {"field": label},
    )


@register.simple_tag
def record_link(record, css: str = "") -> SafeString:
    """A link to a record that the public may see; nothing at all for any other."""
    if record is None or not record.is_public:
        return SafeString("")
    if not css:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
    return format_html('<a class="{}" href="{}">{}</a>', css, record.get_absolute_url(), record)


@register.filter
def withheld(words: str) -> SafeString:
    """Words as the public may read them, with a plain sign where some are withheld."""
    sign = format_html('<span class="redacted">{}</span>', _("withheld"))
    return format_html_join(sign, "{}", ((part,) for part in words.split(MARK)))


@register.filter
def displays(record, field: str):
    """The labels of a list of terms: roles, kinds."""
    choices = dict(record._meta.get_field(field).choices)
    return format_html_join(
        ", ", "{}", ((choices.get(term, term),) for term in getattr(record, field))
    )
