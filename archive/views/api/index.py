"""Where the interface for programs begins: a page for people, an index for programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.views.api.answers import encoded, endpoint, validated
from archive.views.api.asking import LIMIT, MOST, bad_parameters, refuse_unknown
from archive.views.api.records import KINDS
from archive.views.api.shapes import Site

FORMATS = ["html", "json"]
OTHERS = {
    "/api/officials/{slug}/": _("A record, with the first of its facts and passages of each kind"),
    "/api/officials/{slug}/posts/": _("All its facts or passages of one kind"),
    "/api/facts/{id}/": _("One fact with its passages"),
    "/api/search/?q=": _("Records of every kind with all the words, best first"),
    "/api/suggest/?q=": _("Ten names and titles that begin like the words, while somebody types"),
    "/api/?format=json": _("This table as JSON"),
}


@endpoint
def index(request: HttpRequest) -> Any:
    """/api/ by what the client accepts, or by ?format=."""
    refuse_unknown(request.GET, {"format"})
    wanted = request.GET.get("format", "json" if prefers_json(request) else "html")
    if wanted not in FORMATS:
        raise bad_parameters({"format": [str(_("Write html or json."))]})
    if wanted == "json":
        response = validated(request, encoded(addresses(Site(request))), "application/json")
    else:
        response = page(request)
    patch_vary_headers(response, ["Accept"])
    return response


def prefers_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def addresses(site: Site) -> dict[str, Any]:
    """The index: what there is, and where."""
    with override(settings.LANGUAGE_CODE):
        lists = {name: site.absolute(reverse("archive:api_list", args=[name])) for name in KINDS}
        others = {
            name: site.absolute(reverse(f"archive:api_{name}"))
            for name in ("search", "suggest", "openapi")
        }
    return {
        **others,
        **lists,
        "licence": settings.ARCHIVE_LICENCE,
        "requests_per_minute": settings.ARCHIVE_API_PER_MINUTE,
    }


def page(request: HttpRequest) -> HttpResponse:
    site = Site(request)
    with override(settings.LANGUAGE_CODE):
        lists = [
            (kind.model.record_kind(), reverse("archive:api_list", args=[name]))
            for name, kind in KINDS.items()
        ]
        agreements = site.absolute(reverse("archive:api_list", args=["agreements"]))
    context = {
        "lists": lists,
        "others": OTHERS.items(),
        "example": f"curl '{agreements}?place=dalian&from=2018&to=2019&limit={MOST}'",
        "per_minute": settings.ARCHIVE_API_PER_MINUTE,
        "usual": LIMIT,
        "most": MOST,
        "licence": settings.ARCHIVE_LICENCE,
        "licence_url": settings.ARCHIVE_LICENCE_URL,
    }
    return render(request, "archive/api.html", context)
