"""The search page: records of every kind, best first, with the words that match."""

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.filters import SearchFilter
from archive.filters.search import NARROWING
from archive.models import RECORDS, Agreement, Article, Delegation, Event, SearchEntry
from archive.models.prepared import Prepared
from archive.services.narrowing import best_of_each, nearly, search_among, total, worth_reading
from archive.services.searching import BadCursorError, Count, Results, search
from archive.views.facets import chosen
from archive.views.lists import Page, bad_request

LONGEST = 200  # characters of a query that are read
NOTHING = Results([], Count(), {}, "")


class Search(TemplateView):
    """/search/?q=…: the best of each kind; with `kind` or of one kind only, page by page.

    `place`, `organization`, `official`, `from` and `to` narrow it as they narrow the lists.
    """

    template_name = "archive/search.html"

    def get(self, request, *args, **kwargs):
        q, kind, after = words_of(request), *(request.GET.get(n, "") for n in ("kind", "after"))
        if kind and kind not in RECORDS:
            return bad_request(request, _("There is no such kind of record."))
        data = request.GET.copy()
        data["q"] = q
        filterset = SearchFilter(data, queryset=SearchEntry.objects.none())
        is_valid = filterset.is_valid()
        rows = filterset.narrowed() if is_valid else None
        is_asked = is_valid and bool(q or rows is not None)
        try:
            best = found(filterset, q, kind, after, rows) if is_asked else NOTHING
        except BadCursorError:
            return bad_request(
                request, _("This page of the search does not exist. Start at its first page.")
            )
        groups, results = ([], best) if isinstance(best, Results) else (best, NOTHING)
        kinds = {group.kind: group.count for group in groups} or results.kinds
        context = self.get_context_data(
            q=q,
            kind=kind,
            filter=filterset,
            is_asked=is_asked,
            is_valid=is_valid,
            chosen=[each for each in chosen(filterset) if each.name in NARROWING],
            clear="?" + urlencode({"q": q}),
            count=total(kinds.values()) if groups else results.count,
            kinds=[(each, kinds[each]) for each in RECORDS if each in kinds],
            groups=[(group, list(with_days(group.hits))) for group in groups],
            page=Page(list(with_days(results.hits)), results.next_cursor, is_first=not after),
            near=nearly(q) if is_asked and q and not kinds else [],
        )
        return self.render_to_response(context, status=200 if is_valid else 400)


def found(filterset, q, kind, after, rows):
    """The best of each kind, or a page of hits: of all public records, or of those that the
    filters leave."""
    most = worth_reading(filterset.form.cleaned_data.values())
    if not kind and not after:
        return best_of_each(q=q, rows=rows, most=most)
    if rows is None:
        return search(q=q, kind=kind, after=after)
    return search_among(q=q, rows=rows, most=most, kind=kind, after=after)


def words_of(request) -> str:
    """What somebody typed, as far as it is read."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]


def with_days(hits):
    """Each hit with its record where that has a day to show: one statement a kind."""
    days = {}
    for kind in {hit.kind for hit in hits} & dated.keys():
        rows = dated[kind]([hit.record_id for hit in hits if hit.kind == kind])
        days.update({(kind, row.pk): row for row in rows})
    for hit in hits:
        yield hit, days.get((hit.kind, hit.record_id))


# The public records of the kinds that have a day, with all that a date prints.
dated = {
    "article": Prepared(lambda ids: Article.objects.public().defer("text").filter(pk__in=ids)),
    "agreement": Prepared(
        lambda ids: Agreement.objects.public().select_related("event").filter(pk__in=ids)
    ),
    "event": Prepared(lambda ids: Event.objects.public().filter(pk__in=ids)),
    "delegation": Prepared(lambda ids: Delegation.objects.public().filter(pk__in=ids)),
}
