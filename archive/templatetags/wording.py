"""Facts in words: a heading for a note, a line for a margin, a sentence for a page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext_lazy,
    ngettext,
    ngettext_lazy,
)

from archive.models import (
    Appearance,
    Article,
    Citation,
    Name,
    Party,
    PartyRole,
    Post,
    Progress,
    Supports,
)
from archive.templatetags.facts import (
    covered,
    displays,
    doubt,
    field_label,
    in_a_row,
    inferred_note,
    not_stated,
    record_link,
    withheld,
    words_of,
)
from archive.templatetags.frame import as_number
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _
from archive.text.dates import describe

register = template.Library()

KINDS = {
    "about_article": ngettext_lazy("This article", "This article", "number"),
    "official": ngettext_lazy("Official", "Officials", "number"),
    "event": ngettext_lazy("Event", "Events", "number"),
    "delegation": ngettext_lazy("Delegation", "Delegations", "number"),
    "agreement": ngettext_lazy("Agreement", "Agreements", "number"),
    "organization": ngettext_lazy("Organization", "Organizations", "number"),
    "place": ngettext_lazy("Place", "Places", "number"),
    "post": ngettext_lazy("Post", "Posts", "number"),
    "appearance": ngettext_lazy("Appearance", "Appearances", "number"),
    "party": ngettext_lazy("Party", "Parties", "number"),
    "progress": ngettext_lazy("Progress", "Progress", "number"),
    "name": ngettext_lazy("Name", "Names", "number"),
}
DOUBTS: dict[str, Any] = {
    Supports.IMPLIES: gettext_lazy("implied"),
    Supports.CONTRADICTS: gettext_lazy("contradicted"),
    Supports.MENTIONS: gettext_lazy("only mentioned"),
}


@register.simple_tag
def article_words(article: Article, field: str) -> SafeString:
    """Printed words kept beside an article (byline, rights …) as the public may read them."""
    words = getattr(article, field)
    return withheld(covered(article, words)) if words else not_stated()


@register.simple_tag
def title_words(article: Article) -> str:
    """The title as plain text, for where no mark-up may stand."""
    return covered(article, article.title)


@register.filter
def language_name(tag: str) -> str:
    """The name of a language tag in the reader's language; an unknown tag as it is."""
    if tag.lower() == "zh":
        return _("Chinese")  # of which Django knows only the two scripts
    try:
        return get_language_info(tag.lower())["name_translated"]
    except KeyError:
        return tag


@register.simple_tag
def imprint(article: Article) -> SafeString:
    """Who published the article and when, then what of that is not stated, and its length."""
    byline = covered(article, article.byline)
    publisher = article.publisher if article.publisher and article.publisher.is_public else None
    date = words_of(article)
    given = {
        _("publisher"): publisher,
        _("byline"): byline,
        _("web address"): article.url,
        _("date of publication"): date.text,
    }
    parts = [record_link(publisher), withheld(byline), date.text]
    said = [format_html("{}{}", part, _(". ")) for part in parts if part]
    missing = [name for name, value in given.items() if not value]
    if missing:
        names = in_a_row(missing)
        subject = names[:1].upper() + names[1:]
        said.append(format_html("{}{}{}{}", subject, _(": "), not_stated(), _(". ")))
    return format_html_join("", "{}", ((sentence,) for sentence in [*said, length(article)]))


def length(article: Article) -> str:
    """“In English, 1,202 words.” Chinese and Japanese are counted in characters."""
    start, end = article.body
    text = article.text[start:end]
    if article.language.lower().startswith(("zh", "ja")):
        number = len("".join(text.split()))
        size = ngettext("%(count)s character", "%(count)s characters", number)
    else:
        number = len(text.split())
        size = ngettext("%(count)s word", "%(count)s words", number)
    size %= {"count": as_number(number)}
    if not article.language:
        return size[:1].upper() + size[1:] + "."
    return _("In %(language)s, %(size)s.") % {
        "language": language_name(article.language),
        "size": size,
    }


@register.filter
def note_heading(citations: list[Citation]) -> SafeString:
    """“Posts”, “Event, date”, “Official, only mentioned”: what citations of a kind are about."""
    first = citations[0]
    words = [KINDS[first.target_name] % {"number": len(citations)}]
    if first.about:
        words.append(field_label(first))
    if first.supports in DOUBTS:
        words.append(str(DOUBTS[first.supports]))
    return format_html_join(_(", "), "{}", ((word,) for word in words))


@register.simple_tag
def in_short(target) -> SafeString:
    """A record or fact in a margin: as few words and links as tell which."""
    match target:
        case Article():
            return SafeString("")
        case Post():
            return format_html("{}{}{}", record_link(target.official), _(": "), fact_link(target))
        case Appearance():
            return appearance_in_short(target)
        case Party():
            role = target.role != PartyRole.PARTY and target.get_role_display()
            return format_html("{}{}{}", fact_link(target), _(", ") if role else "", role or "")
        case Progress():
            return format_html("{}{}{}", record_link(target.agreement), _(": "), fact_link(target))
        case Name():
            return format_html("{}{}{}", record_link(target.record), _(": "), fact_link(target))
        case _:
            return record_link(target)


def fact_link(fact) -> SafeString:
    return format_html('<a href="{}">{}</a>', fact.get_absolute_url(), fact)


def appearance_in_short(appearance: Appearance) -> SafeString:
    """Who, and in which roles; of a tie, which event of which delegation."""
    if not appearance.official_id and not appearance.group:
        return format_html(
            "{}{}{}", record_link(appearance.delegation), _(": "), fact_link(appearance)
        )
    roles = displays(appearance, "roles")
    return format_html("{}{}{}", fact_link(appearance), _(", ") if roles else "", roles)


@register.simple_tag
def linked(fact, field: str) -> SafeString:
    """The record in a field, with what is inferred about it; or that it is not stated."""
    link = record_link(getattr(fact, field), "name") or not_stated()
    return format_html("{}{}", link, inferred_note(fact, field))


@register.simple_tag
def edtf_words(edtf: str) -> SafeString:
    """A day that a fact gives without a note of its own: since, until."""
    if not edtf:
        return not_stated()
    words = describe(edtf, language="zh-hans" if get_language().startswith("zh") else "en")
    return format_html("{}{}{}", words.text, _(", ") if words.doubt else "", doubt(words))


@register.simple_tag
def appearance_sentence(appearance: Appearance) -> SafeString:
    """Who was where, in which roles."""
    where = record_link(appearance.event) or record_link(appearance.delegation)
    if not appearance.official_id and not appearance.group:
        return said(_("{who} was at {where}."), record_link(appearance.delegation), where)
    who = record_link(appearance.official) or format_html(
        '<q class="quote">{}</q>', appearance.group
    )
    roles = displays(appearance, "roles")
    if not appearance.event_id:
        sentence = _("{who} belonged to {where}")
    else:
        sentence = _("{who} was at {where}")
    return format_html(
        "{}{}{}{}", said(sentence, who, where), _(": ") if roles else "", roles, _(".")
    )


@register.simple_tag
def party_sentence(party: Party) -> SafeString:
    """Who did what for the agreement."""
    sentences = {
        PartyRole.PARTY: _("{who} is reported as a party to {where}."),
        PartyRole.SIGNATORY: _("{who} is reported to have signed {where}."),
        PartyRole.WITNESS: _("{who} is reported as a witness of {where}."),
    }
    who = (
        record_link(party.official)
        or record_link(party.organization)
        or ("" if party.unnamed else record_link(party.place))
        or party.unnamed
    )
    return said(sentences[PartyRole(party.role)], who, record_link(party.agreement))


def said(sentence: str, who, where) -> SafeString:
    """A translated sentence around two links."""
    return format_html(sentence, who=who, where=where)
