"""Quotes on pages: a passage with its source, the numbers that lead to it, who it is about.

A page has dozens of these, so that they are put together here and not in templates.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from archive.models import Citation
from archive.templatetags.facts import (
    not_stated,
    passage_link,
    record_link,
    support_words,
    withheld,
)
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _
from archive.templatetags.records import of_whom, on_field, part_played

register = template.Library()


@register.simple_tag
def quote_line(citation: Citation) -> SafeString:
    """One passage in a cell or a timeline: its words, then what it does and where it stands."""
    return format_html(
        '<p><q class="quote"{}>{}</q></p>\n<p class="quote-source">{} {}</p>',
        lang(citation.article.language),
        withheld(citation.shown),
        support_words(citation),
        passage_link(citation),
    )


def lang(tag: str) -> SafeString:
    """The attribute that names a language; nothing where it is not known."""
    return format_html(' lang="{}"', tag) if tag else SafeString("")


@register.simple_tag
def field_quotes(citations: list[Citation], field: str) -> SafeString:
    """The passages about one field of a record, within its `dl.facts`."""
    return format_html_join(
        "", "<dd>{}</dd>", ((quote_line(each),) for each in on_field(citations, field))
    )


@register.simple_tag
def refs(notes: Iterable[Any]) -> SafeString:
    """The numbers of quotes listed further down."""
    word = _("Quote")
    links = format_html_join(
        ", ",
        '<a href="#words-{0}"><span class="hidden-label">{1} </span>{0}</a>',
        ((note.number, word) for note in notes),
    )
    return links or format_html('<span class="not-stated">{}</span>', _("none"))


@register.simple_tag
def people_rows(appearances: Iterable[Any], other: str) -> SafeString:
    """People and groups: who, the posts then, of what, the part played, the words."""
    words = _("Words")
    return SafeString("\n".join(person_row(each, other, words) for each in appearances))


def person_row(appearance: Any, other: str, words: str) -> SafeString:
    return format_html(
        '<tr role="row"><th role="rowheader" scope="row"{}>{}</th><td role="cell">{}</td>'
        '<td role="cell">{}</td><td role="cell">{}</td>'
        '<td role="cell" data-label="{}">{}</td></tr>',
        SafeString(' class="person"') if appearance.official else "",
        who(appearance),
        posts_then(appearance.public_posts),
        of_whom(appearance),
        part_played(appearance, other),
        words,
        refs(appearance.refs),
    )


@register.simple_tag
def who(appearance: Any) -> SafeString:
    """Somebody named, or a group in the words of the article."""
    if appearance.official:
        return record_link(appearance.official, "name")
    return format_html(
        '<q class="quote">{}</q><span class="basis">{}</span>',
        appearance.group,
        _("nobody named"),
    )


@register.simple_tag
def posts_then(posts: Iterable[Any]) -> SafeString:
    """The posts that are reported with an appearance."""
    lines = format_html_join("", "<li>{}</li>", ((post.title,) for post in posts))
    if lines:
        return format_html('<ul class="parties">{}</ul>', lines)
    return format_html("{} {}", _("post"), not_stated())
