"""The search page: records of every kind, best first, with the words that match."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.filters import SearchFilter
from archive.filters.search import NARROWING
from archive.models import RECORDS, Agreement, Article, Delegation, Event, SearchEntry
from archive.models.prepared import Prepared
from archive.services.counting import Count, total
from archive.services.narrowing import (
    Group,
    Rows,
    best_of_each,
    nearly,
    search_among,
    worth_reading,
)
from archive.services.recognizing import joins_names, named_in
from archive.services.searching import BadCursorError, Hit, Results, search
from archive.views import rows
from archive.views.facets import Chosen, chosen
from archive.views.keeping import digest, seconds_kept, version_for
from archive.views.lists import bad_request
from archive.views.paging import Page

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
        narrowing = Narrowing(request, q)
        is_asked = narrowing.is_valid and bool(q or narrowing.rows is not None)
        try:
            best = found(narrowing, q, kind, after) if is_asked else NOTHING
        except BadCursorError:
            return bad_request(
                request, _("This page of the search does not exist. Start at its first page.")
            )
        groups, results = ([], best) if isinstance(best, Results) else (best, NOTHING)
        kinds = {group.kind: group.count for group in groups} or results.kinds
        shown = [*results.hits, *(hit for group in groups for hit in group.hits)]
        heads = HEADS.each(request, [hit.pk for hit in shown])
        named = named_in(q) if is_asked and q and (not kinds or joins_names(q)) else []
        context = self.get_context_data(
            q=q,
            named=named,
            pair=first_pair(named),
            kind=kind,
            narrowing=narrowing,
            is_asked=is_asked,
            clear="?" + urlencode({"q": q}),
            count=total(kinds.values()) if groups else results.count,
            kinds=[(each, kinds[each]) for each in RECORDS if each in kinds],
            groups=[(group, under(heads, group.hits)) for group in groups],
            page=Page(under(heads, results.hits), results.next_cursor, is_first=not after),
            near=nearly(q) if is_asked and q and not kinds else [],
            keep_for=seconds_kept(),
        )
        return self.render_to_response(context, status=200 if narrowing.is_valid else 400)


class Narrowing:
    """What a search is narrowed by. Without any, no filter is made before it is shown."""

    def __init__(self, request, q: str):
        self.request, self.q = request, q
        self.given = {name: request.GET[name] for name in NARROWING if request.GET.get(name)}

    @cached_property
    def filterset(self) -> SearchFilter:
        data = self.request.GET.copy()
        data["q"] = self.q
        return SearchFilter(data, queryset=SearchEntry.objects.none())

    @cached_property
    def is_valid(self) -> bool:
        return not self.given or self.filterset.is_valid()

    @cached_property
    def rows(self) -> Rows | None:
        """The public records that are left, by kind; None for all."""
        return self.filterset.narrowed() if self.given and self.is_valid else None

    @property
    def most(self) -> int:
        return worth_reading(self.filterset.form.cleaned_data.values())

    @property
    def chosen(self) -> list[Chosen]:
        if not self.given:
            return []
        return [each for each in chosen(self.filterset) if each.name in NARROWING]

    @property
    def keep_as(self) -> str:
        """What the fields of its form are kept by: they do not depend on the words."""
        version = version_for(self.request)
        return digest(version, get_language() or "", urlencode(self.given))


def found(narrowing: Narrowing, q: str, kind: str, after: str) -> list[Group] | Results:
    """The best of each kind, or a page of hits: of all public records, or of those that the
    filters leave."""
    if narrowing.rows is None:
        if not kind and not after:
            return best_of_each(q=q)
        return search(q=q, kind=kind, after=after)
    if not kind and not after:
        return best_of_each(q=q, rows=narrowing.rows, most=narrowing.most)
    return search_among(q=q, rows=narrowing.rows, most=narrowing.most, kind=kind, after=after)


def first_pair(named: list[SearchEntry]) -> tuple[SearchEntry, SearchEntry, str] | None:
    """The first two of one kind, with the address of everything between them; or None."""
    for other in named:
        for one in named[: named.index(other)]:
            if one.kind == other.kind:
                slugs = sorted([one.slug, other.slug])
                return one, other, reverse("archive:pair", args=[f"{one.kind}s", *slugs])
    return None


def words_of(request) -> str:
    """What somebody typed, as far as it is read."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]


def under(heads: dict[int, SafeString], hits: list[Hit]) -> list[tuple[Hit, SafeString]]:
    """The hits that are still there, each with its head."""
    return [(hit, heads[hit.pk]) for hit in hits if hit.pk in heads]


@dataclass
class Head:
    """What of a hit is the same whatever was sought: its entry, its record if that has a day."""

    entry: SearchEntry
    record: Model | None

    @property
    def pk(self) -> int:
        return self.entry.pk

    def record_kind(self) -> str:
        return "head"


def heads_of(ids: list[int]) -> Iterator[Head]:
    """The heads of the hits with these entries: one statement, and one for each kind."""
    entries = list(entries_with(ids))
    days = {}
    for kind in {entry.kind for entry in entries} & dated.keys():
        rows = dated[kind]([entry.record_id for entry in entries if entry.kind == kind])
        days.update({(kind, row.pk): row for row in rows})
    for entry in entries:
        yield Head(entry, days.get((entry.kind, entry.record_id)))


HEADS = rows.Rows("archive/search.html", heads_of, partial="head")


@Prepared
def entries_with(ids):
    return SearchEntry.objects.public().defer("text", "names", "words").filter(pk__in=ids)


# The public records of the kinds that have a day, with all that a date prints.
dated = {
    "article": Prepared(lambda ids: Article.objects.public().defer("text").filter(pk__in=ids)),
    "agreement": Prepared(
        lambda ids: Agreement.objects.public().select_related("event").filter(pk__in=ids)
    ),
    "event": Prepared(lambda ids: Event.objects.public().filter(pk__in=ids)),
    "delegation": Prepared(lambda ids: Delegation.objects.public().filter(pk__in=ids)),
}
