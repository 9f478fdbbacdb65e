"""Lists that cost the same however much there is, and the search that fills them."""

from typing import Any

from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q
from django.utils.functional import cached_property

from archive.models import SearchEntry
from archive.text.slugs import slug_of

CAP = 2000  # rows that a list counts and pages through; beyond it, search
LAST_LETTER = "\U0010ffff"  # no slug has it
MOST_FOUND = 500  # records of one kind by which facts are found


class CappedPaginator(Paginator):
    """Counts no further than the cap, so that the last page is never far."""

    @cached_property
    def seen(self):
        return self.object_list.order_by()[: CAP + 1].count()

    @cached_property
    def count(self):
        return min(self.seen, CAP)

    @property
    def is_capped(self):
        return self.seen > CAP


class KeptChangeList(ChangeList):
    """A list without the long texts of its rows, in the one order that an index has."""

    def get_ordering(self, request, queryset):
        return self.model_admin.get_ordering(request)

    def apply_select_related(self, qs):
        return super().apply_select_related(qs).defer(*self.model_admin.list_defer)


class Listed:
    """Mixed into admins: search, paging, labels for suggestions."""

    paginator: Any = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    sortable_by: Any = ()  # by another column all the rows would have to be read and sorted
    list_per_page = 50
    list_max_show_all = 200
    list_defer: list = []  # long texts, by path from a row
    label_related: list = []  # foreign keys that a record's label reads
    label_defer: list = []
    best_first: list = ["-pk"]  # the order of suggestions
    link_fields: list = []  # foreign keys by whose record other pages narrow this list
    searched: dict = {}  # foreign key → kind of record, in whose names and texts words are sought

    def get_changelist(self, request, **kwargs):
        return KeptChangeList

    def lookup_allowed(self, lookup, value, request):
        """Only our filters and links: a list cannot be asked for just any condition."""
        name, _, ending = lookup.partition("__")
        if "\0" in str(value):
            return False
        if name in self.list_filter:
            return ending in {"", "exact", "in", "isnull"}
        return name in self.link_fields and ending == "id__exact"

    def get_search_results(self, request, queryset, search_term):
        words = search_term.replace("\0", " ").strip()
        if words:
            queryset = queryset.filter(self.matching(words))
        return queryset, False

    def matching(self, words):
        """The condition that a row has these words: in its slug, or in a record it is about."""
        slug = slug_of(words)
        condition = Q(pk__in=self.beginning_with(slug) if slug else [])
        for name, kind in self.searched.items():
            condition |= Q(**{f"{name}__in": found(kind, words)})
        return condition

    def beginning_with(self, slug):
        """The first keys of records whose slug begins so, read from the index of slugs."""
        begins = Q(slug__startswith=slug)
        if connection.vendor == "sqlite":  # whose index knows ranges only
            begins = Q(slug__gte=slug, slug__lt=f"{slug}{LAST_LETTER}")
        rows = self.model._default_manager.filter(begins).order_by("slug")
        return rows.values("pk")[:MOST_FOUND]

    def for_labels(self):
        """All records, to be chosen from."""
        return self.with_label(self.model._default_manager.all())

    def with_label(self, rows):
        """The rows with what their labels say, without their texts."""
        joined = rows.select_related(*self.label_related) if self.label_related else rows
        return joined.defer(*self.label_defer)

    def labels(self, records):
        """What suggestions call these records, in their order."""
        return [self.label(record) for record in records]

    def label(self, record):
        """The record's name with what tells it from its namesakes; reads `label_related` only."""
        return str(record)


def found(kind, words):
    """Keys of the records of a kind that have these words, drafts included, best first."""
    return list(SearchEntry.objects.record_ids(kind, words, public=False)[:MOST_FOUND])
