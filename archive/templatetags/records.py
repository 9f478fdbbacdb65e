"""Records in the tables of other records' pages: links, or a word where there is none."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from archive.models import Article, Citation, Party, PartyRole
from archive.models.places import DEEPEST
from archive.templatetags.facts import (
    date_cell,
    displays,
    doubt,
    in_a_row,
    not_stated,
    record_link,
    words_of,
)
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _

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
        _(", "), "{}", ((record_or_not_stated(getattr(fact, name)),) for name in given)
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
        _("%(field)s inferred") % {"field": in_a_row(labels)},
    )


@register.simple_tag
def part_played(appearance, other: str = "delegation") -> SafeString:
    """“Led, spoke”, under it the delegation or the event, and what of it a reader concluded."""
    roles = displays(appearance, "roles")
    said = [capfirst(roles) if roles else format_html("{} {}", _("role"), not_stated())]
    if appearance.event_id and (appearance.delegation_id or other == "event"):
        link = record_link(getattr(appearance, other))
        preposition = {"delegation": _("with"), "event": _("at")}[other]
        said.append(format_html('<span class="basis">{} {}</span>', preposition, link))
    said.append(inferred_notes(appearance, ["roles", "side", "delegation", "event"]))
    return format_html_join("", "{}", ((part,) for part in said))


@register.simple_tag
def whereabouts(event) -> SafeString:
    """“Room 412, Dalian University of Technology, Dalian”: venue, premises, place."""
    links = [record_or_not_stated(record) for record in (event.organization, event.place) if record]
    parts = [event.venue, *links] if event.venue else links
    if not parts:
        return not_stated()
    return format_html_join(_(", "), "{}", ((part,) for part in parts))


@register.simple_tag
def journey_end(delegation, end: str, css: str = "") -> SafeString:
    """The body and the place at one end, "from" or "to", of a delegation's journey."""
    names = [f"{end}_organization", f"{end}_place"]
    given = [name for name in names if getattr(delegation, name) is not None]
    if not given:
        return not_stated()
    links = ((record_or_not_stated(getattr(delegation, name), css),) for name in given)
    return format_html_join(_(", "), "{}", links) + inferred_notes(delegation, given)


@register.simple_tag
def party_line(party, css: str = "") -> SafeString:
    """A side of an agreement, or who signed for it: links, and what it is of."""
    who = party.official or party.organization
    if who:
        said = record_or_not_stated(who, css)
    elif party.unnamed:
        said = format_html(
            '<span class="not-stated">{}</span>{}{}', _("not named"), _(": "), party.unnamed
        )
    else:
        said = record_or_not_stated(party.place, css)
    return said + whose(party)


def whose(party) -> SafeString:
    """Under a side: the body that a person signed for, the place it is of, what is inferred."""
    parts = []
    if party.official_id and party.organization_id:
        parts.append(format_html("{} {}", _("for"), record_or_not_stated(party.organization)))
    if party.place_id and str(party) != str(party.place):
        parts.append(format_html("{} {}", _("of"), record_or_not_stated(party.place)))
    below = format_html_join(_(", "), "{}", ((part,) for part in parts))
    basis = format_html('<span class="basis">{}</span>', below) if parts else SafeString("")
    return basis + inferred_notes(party, ["official", "organization", "place", "unnamed"])


@register.simple_tag
def tree_line(record) -> SafeString:
    """What it is part of, the nearest first; nothing for a withdrawn part of the tree."""
    above = record.parent
    links: list[SafeString] = []
    while above is not None and len(links) < DEEPEST:
        links.append(record_link(above))
        above = above.parent
    return format_html_join(_(", "), "{}", ((link,) for link in links if link))


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
def date_link(record, to) -> SafeString:
    """A date that leads to `to` (a passage, a record; None for nowhere), its doubt under it."""
    if not to:
        return date_cell(record)
    words = words_of(record)
    link = format_html('<a href="{}">{}</a>', to.get_absolute_url(), words.text or doubt(words))
    if not words.text or not words.doubt_text:
        return link
    return format_html('{}<span class="basis">{}</span>', link, doubt(words))


@register.simple_tag
def article_rows(articles: Iterable[Article]) -> SafeString:
    """Articles in a table: the day, and the title that leads there."""
    return format_html_join(
        "\n",
        '<tr role="row"><td role="cell" class="date">{}</td>'
        '<th role="rowheader" scope="row">{}</th></tr>',
        ((date_cell(each), record_link(each, "name")) for each in articles),
    )


@register.filter
def sides(agreement) -> list[Party]:
    """The public sides of an agreement, without who signed or watched for them."""
    return [party for party in agreement.public_parties if party.role == PartyRole.PARTY]


@register.filter
def on_field(citations: list[Citation], field: str) -> list[Citation]:
    """The passages about this field of their record."""
    return [citation for citation in citations if citation.about == field]


@register.filter
def on_no_field_of(citations: list[Citation], fields: str) -> list[Citation]:
    """The passages about the whole, or about a field that is not among `fields`: "date, place"."""
    beside = {name.strip() for name in fields.split(",")}
    return [citation for citation in citations if citation.about not in beside]
