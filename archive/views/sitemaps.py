"""Sitemaps: every public record's address, for search engines.

Source: https://www.sitemaps.org/protocol.html; the alternates in other languages as in
https://developers.google.com/search/docs/specialty/international/localized-versions.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override, to_locale
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive.models import RECORDS
from archive.resources import SHEET_OF

IDS = 5000  # of one file: in two languages at most 10,000 addresses

MODELS = {SHEET_OF[model]: model for model in RECORDS.values()}
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
XML = "application/xml; charset=utf-8"
PAGES = ["home", "about", *(f"{kind}_list" for kind in RECORDS)]  # that are no records
an_hour = cache_control(max_age=3600, public=True)


@require_safe
@an_hour
def index(request):
    """/sitemap.xml: the files. Each kind is cut by its ids, so nothing is counted."""
    names = [("pages", 0), *((kind, number) for kind in MODELS for number in numbers(kind))]
    files = (address_of_file(request, kind, number) for kind, number in names)
    lines = [f"<sitemap><loc>{each}</loc></sitemap>\n" for each in files]
    head = f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    return HttpResponse("".join([head, *lines, "</sitemapindex>\n"]), content_type=XML)


def numbers(kind: str) -> Iterator[int]:
    """The files of a kind that name a public record; from each to the next one by the key."""
    ids = MODELS[kind].objects.public().order_by("pk").values_list("pk", flat=True)
    first = ids.first()
    while first is not None:
        number = first // IDS
        yield number
        first = ids.filter(pk__gte=(number + 1) * IDS).first()


def address_of_file(request, kind, number):
    with override(settings.LANGUAGE_CODE):
        path = reverse("archive:sitemap_file", args=[kind, number])
    return request.build_absolute_uri(path)


@require_safe
@an_hour
def part(request, kind, number):
    """/sitemap-<kind>-<number>.xml: the public records of a range of ids, in each language."""
    if not is_there(kind, number):
        raise Http404
    places = pages() if kind == "pages" else records(kind, number)
    site = request.build_absolute_uri("/").removesuffix("/")
    return StreamingHttpResponse(lines(site, places), content_type=XML)


def is_there(kind: str, number: int) -> bool:
    """The file has been, or will have been, one of the index."""
    if kind not in MODELS:
        return (kind, number) == ("pages", 0)
    return MODELS[kind].objects.filter(pk__gte=number * IDS).exists()


def pages() -> Iterator[tuple[dict[str, str], None]]:
    """The pages that are no records': their path in each language."""
    for name in PAGES:
        yield in_each_language(f"archive:{name}"), None


def records(kind: str, number: int) -> Iterator[tuple[dict[str, str], datetime | None]]:
    """The records with the ids of one file: (path in each language, last change).

    A range of which nothing is public any more gives the list itself: no file may be empty.
    """
    lists = in_each_language(f"archive:{kind.removesuffix('s')}_list")
    first = number * IDS
    rows = MODELS[kind].objects.public().filter(pk__gte=first, pk__lt=first + IDS).order_by("pk")
    found = False
    for slug, changed in rows.values_list("slug", "updated_at").iterator(chunk_size=1000):
        found = True
        yield {code: f"{path}{quote(slug)}/" for code, path in lists.items()}, changed
    if not found:
        yield lists, None


def in_each_language(name: str) -> dict[str, str]:
    """Language code → the path of a page."""
    paths = {}
    for code, _label in settings.LANGUAGES:
        with override(code):
            paths[code] = reverse(name)
    return paths


def lines(site: str, places: Iterable[tuple[dict[str, str], datetime | None]]) -> Iterator[str]:
    """The file, a piece for each page: every language with all of them as its alternates."""
    xhtml = "http://www.w3.org/1999/xhtml"
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{xhtml}">\n'
    for paths, changed in places:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag(code)}" href={quoteattr(site + path)}/>'
            for code, path in paths.items()
        )
        when = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        for path in paths.values():
            yield f"<url><loc>{escape(site + path)}</loc>{when}{links}</url>\n"
    yield "</urlset>\n"


def tag(code: str) -> str:
    """A language as hreflang writes it: zh-Hans."""
    return to_locale(code).replace("_", "-")
