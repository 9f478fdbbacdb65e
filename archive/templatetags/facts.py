"""Dates, doubts, quotes and links, worded alike on every page."""

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from archive.models import Article, Citation, Supports
from archive.models.records import Fact
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _
from archive.text.dates import DateWords, describe
from archive.text.redacting import MARK, redact

register = template.Library()

OWNERS = ["agreement", "event", "delegation", "official", "organization", "place"]
SUPPORT: dict[str, Any] = {
    Supports.STATES: "",
    Supports.IMPLIES: gettext_lazy("Implies it, without saying so."),
    Supports.CONTRADICTS: gettext_lazy("Says otherwise."),
    Supports.MENTIONS: gettext_lazy("Only a mention."),
}
DOUBTS: dict[str, str] = {Supports.IMPLIES: "inferred", Supports.CONTRADICTS: "disputed"}
SUPPORT_OF_FIELD: dict[str, Any] = {
    Supports.STATES: gettext_lazy("On this: %(field)s."),
    Supports.IMPLIES: gettext_lazy("Implied by this: %(field)s."),
    Supports.CONTRADICTS: gettext_lazy("Says otherwise on this: %(field)s."),
    Supports.MENTIONS: gettext_lazy("Mentions this: %(field)s."),
}


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


def has_day(record) -> bool:
    """Whether it is a kind of record that happened, or was published, on some day."""
    return hasattr(type(getattr(record, "dated", record)), "sorts_on")


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
    return format_html("<strong>{}</strong>{}{}", words.text, _(", "), doubt(words))


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
    words = public_title(record) if isinstance(record, Article) else record
    if not css:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), words)
    return format_html('<a class="{}" href="{}">{}</a>', css, record.get_absolute_url(), words)


@register.filter
def withheld(words: str) -> SafeString:
    """Words as the public may read them, with a plain sign where some are withheld."""
    if MARK not in words:
        return conditional_escape(words)
    sign = format_html('<span class="redacted">{}</span>', _("withheld"))
    return format_html_join(sign, "{}", ((part,) for part in words.split(MARK)))


@register.filter
def displays(record, field: str):
    """The labels of a list of terms: roles, kinds."""
    choices = dict(record._meta.get_field(field).choices)
    terms = ((choices.get(term, term),) for term in getattr(record, field))
    return format_html_join(between_terms(), "{}", terms)


@register.simple_tag
def between_terms() -> str:
    """What stands between the terms of a list: a comma; Chinese has one for lists alone."""
    return _("{one}, {other}").format(one="", other="")


def in_a_row(words: list[str]) -> str:
    """“organization, place and side”."""
    *others, last = words
    if not others:
        return last
    return _("{words} and {last}").format(words=between_terms().join(others), last=last)


@register.filter
def public_title(article: Article) -> SafeString:
    """An article's title as the public may read it."""
    return withheld(covered(article, article.title))


def covered(article: Article, words: str) -> str:
    """Words of an article (its title, its byline) under the marks of what it withholds."""
    return redact(words, article.withheld) if article.withheld else words


@register.filter
def support_words(citation: Citation) -> SafeString:
    """What a passage does for its fact, where that is not simply to state all of it."""
    words = SUPPORT[citation.supports]
    if citation.about:
        words = SUPPORT_OF_FIELD[citation.supports] % {"field": field_label(citation)}
    css = DOUBTS.get(citation.supports, "")
    return format_html('<span class="{}">{}</span>' if css else "{1}", css, words)


def field_label(citation: Citation) -> str:
    """The field that a passage is about, in the reader's words."""
    try:
        model: Any = citation._meta.get_field(citation.target_name).related_model
        return str(model._meta.get_field(citation.about).verbose_name)
    except FieldDoesNotExist:
        return citation.about


@register.simple_tag
def passage_link(citation: Citation) -> SafeString:
    """“Article, paragraph 7”, leading to the passage in its place."""
    title = public_title(citation.article)
    link = format_html('<a href="{}">{}</a>', citation.get_absolute_url(), title)
    if citation.paragraph is None:
        return format_html("{}{}{}", link, _(", "), _("beside the article"))
    where = _("paragraph %(number)d") % {"number": citation.paragraph}
    return format_html("{}{}{}", link, _(", "), where)


@register.simple_tag
def cite_text(record) -> SafeString:
    """How to name a record or fact in a footnote, up to its address."""
    parts = []
    if isinstance(record, Article):
        publisher = record_link(record.publisher) and record.publisher
        parts += [part for part in (publisher, covered(record, record.byline)) if part]
    if has_day(record):
        parts.append(date_in_words(record))
    parts.append(_("Cooperation Archive"))
    rest = format_html_join(" ", "{}.", ((part,) for part in parts))
    return format_html("“{}.” {}", headline(record), rest)


def date_in_words(record) -> str:
    """The date and its doubt as plain text: 12 September (year inferred: 2018)."""
    words = words_of(record)
    if not words.text or not words.doubt:
        return words.text or _("No date stated")
    return f"{words.text} ({words.doubt_text})"


def headline(record):
    """What to call a record; a fact is called after the record it belongs to as well."""
    if isinstance(record, Article):
        return public_title(record)
    if not isinstance(record, Fact):
        return record
    owners = (getattr(record, name, None) for name in OWNERS)
    owner = next((each for each in owners if each and str(each) != str(record)), None)
    return f"{owner}{_(': ')}{record}" if owner else record
