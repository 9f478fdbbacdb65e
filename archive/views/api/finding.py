"""Searching as JSON, and the names that come up while somebody types."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.models import RECORDS, SearchEntry
from archive.resources import SHEET_OF
from archive.services import searching
from archive.services.searching import Hit
from archive.services.suggesting import suggest as suggestions
from archive.views.api.answers import endpoint
from archive.views.api.asking import (
    PAGING,
    bad_cursor,
    bad_parameters,
    limit_of,
    paged,
    refuse_unknown,
    words_of,
)
from archive.views.api.references import CALLED, DATA, PAGE, SLUG
from archive.views.api.shapes import OPEN, Property, Shape, Site, address

SUGGESTED = 10


def api_path(found: SearchEntry | Hit) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse("archive:api_record", args=[SHEET_OF[RECORDS[found.kind]], found.slug])


def page_path(found: SearchEntry | Hit) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse(f"archive:{found.kind}_detail", args=[found.slug])


SUGGESTION = Shape(
    "Suggestion",
    _("A record whose name or title has the words."),
    (
        Property(
            "type",
            {"type": "string", "enum": list(RECORDS)},
            lambda found, _site: found.kind,
            _("What kind of record it is."),
        ),
        SLUG,
        Property("name", OPEN, lambda found, _site: found.title, CALLED),
        address("page_url", lambda found, site: site.absolute(page_path(found)), PAGE),
        address("api_url", lambda found, site: site.absolute(api_path(found)), DATA),
    ),
)
HIT = SUGGESTION.with_more(
    "Hit",
    _("A record that has the words."),
    Property(
        "excerpt",
        {"type": "string"},
        lambda hit, _site: "".join(piece for piece, _matches in hit.excerpt),
        _("Some of its text around the words; █████ stands for words withheld."),
    ),
)


@endpoint
def search(request: HttpRequest) -> dict[str, Any]:
    """Records with all the words, best first, as the search page has them."""
    refuse_unknown(request.GET, {"q", "kind", *PAGING})
    words, size, kind = words_of(request.GET), limit_of(request.GET), request.GET.get("kind", "")
    if kind and kind not in RECORDS:
        raise bad_parameters({"kind": [str(_("There is no such kind of record."))]})
    try:
        results = searching.search(
            q=words, kind=kind, after=request.GET.get("after", ""), limit=size
        )
    except searching.BadCursorError as error:
        raise bad_cursor() from error
    return paged(request, HIT, results.hits, results.next_cursor)


@endpoint
def suggest(request: HttpRequest) -> dict[str, Any]:
    """At most ten records whose names have the words, the last of which may go on."""
    refuse_unknown(request.GET, {"q"})
    found = suggestions(words_of(request.GET), limit=SUGGESTED)
    site = Site(request)
    return {"results": [SUGGESTION.write(entry, site) for entry in found]}
