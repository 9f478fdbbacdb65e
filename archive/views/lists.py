"""Public lists: filtered, and paged."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from archive.filters.base import RecordFilter
from archive.models.entry_ids import Span, day_of, entry_id, is_dated, record_of, span
from archive.models.finding import Found
from archive.models.prepared import Prepared
from archive.services.narrowing import first_found, worth_reading
from archive.services.searching import few
from archive.views.facets import Chosen, Facet, chosen, cleaned, facets_of
from archive.views.keeping import digest, seconds_kept, version_for
from archive.views.paging import (
    COUNT_CAP,
    PAGE,
    BadCursorError,
    Page,
    beyond,
    cut,
    page_of,
    read_cursor,
)
from archive.views.rows import Rows


def first_ids(rows: QuerySet) -> tuple[list[int], bool]:
    """The ids of all rows, or where there are more than the cap of the first ones, and so said."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: COUNT_CAP + 1])
    if len(ids) <= COUNT_CAP:
        return ids, False
    # Those that come to hand first are not the newest; the newest of many are as quick to find.
    newest = rows.latest_first() if hasattr(rows, "latest_first") else rows
    return list(newest.values_list("pk", flat=True)[:COUNT_CAP]), True


class Whole:
    """What a list says of all its rows, on whatever page. Nothing is read before it is asked."""

    def __init__(self, filterset: RecordFilter):
        self.filterset = filterset
        self.is_valid = filterset.is_valid() or not filterset.is_bound

    @cached_property
    def rows(self) -> QuerySet:
        return self.filterset.qs if self.is_valid else self.filterset.queryset.none()

    @cached_property
    def kind(self) -> str:
        return self.filterset.queryset.model.record_kind()

    @cached_property
    def common(self) -> Found | None:
        """The words that the list is narrowed by, if more than can be sorted have them: of what
        has days, which stands in the index of words in the order of the list."""
        is_dated = self.filterset.queryset.query.order_by[0] == "-sorts_on"
        if not self.given.get("q") or not is_dated:
            return None
        found = Found(self.given["q"])
        return found if found and few(found, self.kind) is None else None

    @cached_property
    def given(self) -> dict[str, object]:
        """What the list is narrowed by, or ordered."""
        given = cleaned(self.filterset) if self.is_valid else {}
        return {name: value for name, value in given.items() if value}

    def newest(self, size: int, within: Span | None = None) -> list[int]:
        """The first entries of a list with common words."""
        is_all = self.given.keys() <= {"q", "sort"}
        return first_found(
            self.common,
            self.kind,
            None if is_all else self.filterset.unsearched,
            within=within,
            size=size,
            most=worth_reading(self.given.values()),
        )

    @cached_property
    def found(self) -> tuple[list[int], bool]:
        if self.common is None:
            return first_ids(self.rows)
        ids = [record_of(pk) for pk in self.newest(COUNT_CAP + 1)]
        return ids[:COUNT_CAP], len(ids) > COUNT_CAP

    @property
    def count(self) -> int:
        return len(self.found[0])

    @property
    def is_capped(self) -> bool:
        return self.found[1]

    @property
    def facets(self) -> list[Facet]:
        ids, is_capped = self.found
        return list(facets_of(self.filterset, ids, is_capped=is_capped)) if ids else []

    @property
    def chosen(self) -> list[Chosen]:
        return list(chosen(self.filterset)) if self.is_valid else []


class RecordList(FilterView):
    """A public list; a subclass names the queryset, the filter, its rows and the template.

    The context holds `page` (a Page of ids), `rows` (their HTML), `whole` (a Whole), `filter`,
    and what the parts of the page are kept by. A parameter that cannot be understood gives the
    page with its error and the status 400.
    """

    strict = True
    page_size = PAGE
    list_rows: Rows

    def get(self, request, *args, **kwargs):
        version = version_for(request)
        self.filterset = self.get_filterset(self.get_filterset_class())
        whole = Whole(self.filterset)
        bound = str(self.filterset.is_bound)  # an address with nothing but a cursor is bound too
        name = digest(version, get_language() or "", address_of_list(request), bound)
        try:
            page = self.page(whole, request.GET.get("after", ""))
        except BadCursorError:
            return bad_request(
                request,
                _("This page of the list does not exist. Start at its first page."),
            )
        self.object_list = page.rows
        context = self.get_context_data(
            filter=self.filterset,
            object_list=page.rows,
            page=page,
            rows=self.list_rows.html(request, [row.pk for row in page.rows]),
            whole=whole,
            kind=self.queryset.model.record_kind(),
            keep_for=seconds_kept(),
            keep_as=name,
        )
        return self.render_to_response(context, status=200 if whole.is_valid else 400)

    def page(self, whole: Whole, after: str) -> Page:
        """The ids of one page. Raises BadCursorError."""
        given = whole.given
        if whole.common and not given.get("sort"):
            page = self.page_of_common(whole, after)
            if page is not None:
                return page
        if not whole.is_valid or given.keys() & UNPREPARED:
            return page_of(keys_of(whole.rows), after=after, size=self.page_size)
        key, _pk = self.queryset.query.order_by
        name = key.removeprefix("-")
        cursor = read_cursor(self.queryset.model, name, after) if after else ()
        narrowed = tuple((word, fixed(value)) for word, value in given.items())
        keys = keys_prepared(type(self), narrowed, self.page_size, is_first=not after)
        found = keys(*filter(is_put_in, given.values()), *cursor)
        return cut(found, name, size=self.page_size, is_first=not after)

    def page_of_common(self, whole: Whole, after: str) -> Page | None:
        """The same of a list with common words; None where its undated end is reached."""
        within, size = span(whole.kind), self.page_size
        if after:
            day, pk = read_cursor(self.queryset.model, "sorts_on", after)
            last = entry_id(whole.kind, pk, sorts_on=day, title="")
            within = Span(last + 1, within.last)
            if not is_dated(last):
                return None
        entries = whole.newest(size + 1, within)
        if len(entries) <= size or not is_dated(entries[-1]):
            return None
        rows = [Key(record_of(pk), day_of(pk)) for pk in entries]
        return cut(rows, "sorts_on", size=size, is_first=not after)


class Key(NamedTuple):
    """A row of a list by days, as a page needs it."""

    pk: int
    sorts_on: date


UNPREPARED = {"q", "sort"}  # a search looks before it asks; the oldest come in two parts


def is_put_in(value: object) -> bool:
    """Whether a filter hands its value to the database as it is."""
    return isinstance(value, Model | date)


def fixed(value: object) -> object:
    """What of a value is a matter of the statement; None for what is put in later."""
    if is_put_in(value):
        return None
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=200)
def keys_prepared(
    view: type[RecordList], narrowed: tuple[tuple[str, object], ...], size: int, *, is_first: bool
) -> Prepared:
    """The keys of a page of a list that is narrowed so; None stands for a value put in later."""

    def keys(*values):
        rows, left = view.queryset, iter(values)
        filters = view.filterset_class(queryset=rows).filters
        for name, value in narrowed:
            given = next(left) if value is None else value
            rows = filters[name].filter(rows, list(given) if isinstance(given, tuple) else given)
        key, _pk = rows.query.order_by
        return beyond(keys_of(rows), key, None if is_first else tuple(left))[: size + 1]

    return Prepared(keys)


def keys_of(rows: QuerySet) -> QuerySet:
    """The ids of rows and what they are sorted by, which is all that a cursor needs."""
    key, _pk = rows.query.order_by
    return rows.prefetch_related(None).values_list("pk", key.removeprefix("-"), named=True)


def address_of_list(request) -> str:
    """The address of the first page of this list."""
    parameters = request.GET.copy()
    parameters.pop("after", None)
    return f"{request.build_absolute_uri(request.path)}?{parameters.urlencode()}"


def bad_request(request, message: str):
    """A plain page that says what of the request cannot be understood."""
    return render(request, "400.html", {"message": message}, status=400)


def public_or_gone(rows: QuerySet, slug: str) -> Model:
    """The record with this slug, public or withdrawn; anything else is Http404."""
    record = rows.filter(slug=slug).first()
    if record is None or not (record.is_public or record.is_withdrawn):
        raise Http404
    return record
