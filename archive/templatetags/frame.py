"""The frame of every page: where the reader is, the other language, counts, fields, addresses."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, TextInput
from django.template.loader import get_template
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext_lazy,
    ngettext_lazy,
    override,
    to_locale,
)

from archive.models.addresses import address_of
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _

register = template.Library()

LEAST_THOUSAND = 1000
OWN_NAMES = {"zh-hans": "中文"}  # short, as readers look for it

LISTS = {
    "article": gettext_lazy("Articles"),
    "official": gettext_lazy("Officials"),
    "delegation": gettext_lazy("Delegations"),
    "agreement": gettext_lazy("Agreements"),
    "event": gettext_lazy("Events"),
    "organization": gettext_lazy("Organizations"),
    "place": gettext_lazy("Places"),
}
KIND_NAMES = {
    "article": gettext_lazy("Article"),
    "official": gettext_lazy("Official"),
    "delegation": gettext_lazy("Delegation"),
    "agreement": gettext_lazy("Agreement"),
    "event": gettext_lazy("Event"),
    "organization": gettext_lazy("Organization"),
    "place": gettext_lazy("Place"),
}
COUNTS = {
    "article": ngettext_lazy("%(count)s article", "%(count)s articles", "number"),
    "official": ngettext_lazy("%(count)s official", "%(count)s officials", "number"),
    "delegation": ngettext_lazy("%(count)s delegation", "%(count)s delegations", "number"),
    "agreement": ngettext_lazy("%(count)s agreement", "%(count)s agreements", "number"),
    "event": ngettext_lazy("%(count)s event", "%(count)s events", "number"),
    "organization": ngettext_lazy("%(count)s organization", "%(count)s organizations", "number"),
    "place": ngettext_lazy("%(count)s place", "%(count)s places", "number"),
    "": ngettext_lazy("%(count)s record", "%(count)s records", "number"),
}


def request_of(context):
    """The request a page answers; also within an `include … only`. None on bare error pages."""
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def nav_link(context, name: str, label: str) -> SafeString:
    """A link of the main menu, marked when the page is the one it names or lies below it."""
    address = address_in(get_language(), name)
    return menu_link(address, label, where_in(context, address))


def where_in(context, address: str) -> str:
    """How a link to this address is marked: "page" on it, "true" below it, "" elsewhere."""
    request = request_of(context)
    here = request.path if request else ""
    if not here.startswith(address):
        return ""
    return "page" if here == address else "true"


@lru_cache(maxsize=200)
def address_in(language: str, name: str) -> str:
    """The address of a page without arguments in a language: every page has the same few."""
    with override(language):
        return reverse(name)


def menu_link(address: str, label: str, current: str) -> SafeString:
    if not current:
        return format_html('<a href="{}">{}</a>', address, label)
    return format_html('<a href="{}" aria-current="{}">{}</a>', address, current, label)


@register.simple_tag(takes_context=True)
def records_menu(context) -> SafeString:
    """The lists of records as items of the main menu."""
    language = get_language()
    lists = [(kind, address_in(language, f"archive:{kind}_list")) for kind in LISTS]
    return menu(language, *((*each, where_in(context, each[1])) for each in lists))


@lru_cache(maxsize=200)
def menu(_language: str, *lists: tuple[str, str, str]) -> SafeString:
    """Items of a menu: kinds of records, the addresses of their lists, how each is marked."""
    links = ((menu_link(address, list_name(kind), current),) for kind, address, current in lists)
    return format_html_join("\n        ", "<li>{}</li>", links)


@register.simple_tag
def crumbs(kind: str, here: str = "") -> SafeString:
    """The way back: the list of a kind of record, and where the reader stands."""
    link = menu_link(address_of(f"archive:{kind}_list"), list_name(kind), "")
    beyond = format_html(" › {}", here) if here else ""  # noqa: RUF001 -- the mark between crumbs
    return format_html('<p class="crumbs">{}{}</p>', link, beyond)


@register.simple_tag
def same_everywhere(template_name: str) -> SafeString:
    """A part of the frame that is the same on all pages of a language, rendered once."""
    return rendered_once(template_name, get_language(), get_script_prefix())


@lru_cache(maxsize=50)
def rendered_once(template_name: str, _language: str, _prefix: str) -> SafeString:
    return SafeString(get_template(template_name).render())


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[dict[str, str]]:
    """This page in the site's other languages: code, tag, name, url; else their home pages."""
    request = request_of(context)
    here = request.get_full_path() if request else "/"
    return [
        {
            "tag": to_locale(code).replace("_", "-"),
            "name": OWN_NAMES.get(code) or get_language_info(code)["name_local"],
            "url": in_language(request, here, code),
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


def in_language(request, address: str, code: str) -> str:
    """The address of this page in a language, the home page where there is no such page."""
    home = address_in(code, "archive:home")
    own = address_in(get_language(), "archive:home")
    is_page = request is not None and (request.resolver_match or is_one(request.path))
    return home + address.removeprefix(own) if is_page and address.startswith(own) else home


def is_one(path: str) -> bool:
    """Whether there is a page at this path."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


@register.simple_tag(takes_context=True)
def permanent_url(context, record) -> str:
    """The full address to cite: the same whatever language the page is read in."""
    with override(settings.LANGUAGE_CODE):
        address = record.get_absolute_url()
    request = request_of(context)
    return request.build_absolute_uri(address) if request else address


@register.filter
def as_number(number: int) -> str:
    """A number with its thousands told apart."""
    if type(number) is int and 0 <= number < LEAST_THOUSAND:
        return str(number)
    return number_format(number, use_l10n=True, force_grouping=True)


@register.simple_tag
def counted(kind: str, count: int, is_capped: bool = False) -> str:  # noqa: FBT001, FBT002
    """“13 agreements”, “more than 1,000 agreements”. `kind` "" counts records of any kind."""
    number = as_number(count)
    shown = _("more than %(count)s") % {"count": number} if is_capped else number
    return COUNTS[kind] % {"count": shown, "number": count}


@register.filter
def list_name(kind: str) -> str:
    """The heading of the list of this kind of record."""
    return str(LISTS[kind])


@register.filter
def kind_name(kind: str) -> str:
    """What one record of this kind is called."""
    return str(KIND_NAMES[kind])


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input in the dress of the site; boxes to tick keep their own."""
    if field.use_fieldset:
        return field.as_widget()
    widget = field.field.widget
    css = f"field {widget.attrs.get('class', '')}".strip()
    if type(widget) is TextInput and not field.value():
        attributes = widget.attrs | field.build_widget_attrs({"class": css})
        return empty_input(widget.input_type, field.html_name, field.auto_id, *attributes.items())
    return field.as_widget(attrs={"class": css})


@lru_cache(maxsize=200)
def empty_input(kind: str, name: str, css_id: str, *attributes: tuple[str, Any]) -> SafeString:
    """A line to type in. Most are empty, and the same on every page."""
    attrs = {"type": kind, **dict(attributes), "id": css_id}
    return TextInput(attrs).render(name, None)


@register.simple_tag
def figure_link(kind: str, count: int, is_capped: bool) -> SafeString:  # noqa: FBT001
    """A count large and its noun small, leading to the list."""
    noun = COUNTS[kind] % {"count": "\0", "number": count}
    before, _number, after = noun.partition("\0")
    number = as_number(count) + ("+" if is_capped else "")
    address = reverse(f"archive:{kind}_list")
    return format_html('<a href="{}">{}<strong>{}</strong>{}</a>', address, before, number, after)
