"""The search page: records of every kind, best first, with the words that match."""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.models import RECORDS
from archive.services.searching import BadCursorError, search
from archive.views.lists import Page, bad_request

LONGEST = 200  # characters of a query that are read


class Search(TemplateView):
    """/search/?q=…&kind=…&after=…; without words, how to search."""

    template_name = "archive/search.html"

    def get(self, request, *args, **kwargs):
        words = request.GET.get("q", "").replace("\0", " ")
        q = " ".join(words.split())[:LONGEST]
        kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
        if kind and kind not in RECORDS:
            return bad_request(request, _("There is no such kind of record."))
        try:
            results = search(q=q, kind=kind, after=after)
        except BadCursorError:
            return bad_request(
                request, _("This page of the search does not exist. Start at its first page.")
            )
        context = self.get_context_data(
            q=q,
            kind=kind,
            results=results,
            kinds=[(each, results.kinds[each]) for each in RECORDS if each in results.kinds],
            page=Page(list(with_days(results.hits)), results.next_cursor, is_first=not after),
        )
        return self.render_to_response(context)


def with_days(hits):
    """Each hit with its record where that has a day to show: one statement a kind."""
    days = {}
    for kind in {hit.kind for hit in hits}:
        rows = dated_rows(kind)
        if rows is not None:
            ids = [hit.record_id for hit in hits if hit.kind == kind]
            days.update({(kind, pk): row for pk, row in rows.in_bulk(ids).items()})
    for hit in hits:
        yield hit, days.get((hit.kind, hit.record_id))


def dated_rows(kind):
    """The public records of a kind with all that a date prints; None where a kind has no day."""
    rows = RECORDS[kind].objects.public()
    match kind:
        case "article":
            return rows.defer("text")
        case "agreement":
            return rows.select_related("event")
        case "event" | "delegation":
            return rows
    return None
