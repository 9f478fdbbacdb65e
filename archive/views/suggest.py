"""Names that come up in the search box while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import SearchEntry
from archive.models.entry_ids import KINDS_WITHOUT_DAYS
from archive.services.suggesting import suggest as suggested
from archive.templatetags.frame import kind_name
from archive.text.redacting import MARK
from archive.views.search import words_of

MOST = 8
SECONDS = 60  # for which a browser need not ask again


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """/suggest/?q=…: at most eight public records, each with its kind, title and address."""
    found = suggested(words_of(request), limit=MOST)
    response = JsonResponse({"suggestions": [suggestion(entry) for entry in found]})
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def suggestion(entry: SearchEntry) -> dict[str, str]:
    return {
        "kind": kind_name(entry.kind),
        "title": entry.title.replace(MARK, _("withheld")),
        "about": entry.about if entry.kind in KINDS_WITHOUT_DAYS else "",
        "url": entry.get_absolute_url(),
    }
