"""Public lists: filtered, and paged."""

from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.filters.base import RecordFilter
from archive.models.entry_ids import Span, day_of, entry_id, is_dated, record_of, span
from archive.models.finding import Found
from archive.models.prepared import Prepared
from archive.services.narrowing import first_found, worth_reading
from archive.services.searching import few
from archive.views import firsts
from archive.views.facets import Chosen, Facet, chosen, facets_of
from archive.views.firsts import First
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


class Whole:
    """What a list says of all its rows, on whatever page. Nothing is read before it is asked.

    `data` are the parameters of its address, None where it has none; `kept` are its first
    rows, if they are known, which says as well that its address is understood.
    """

    def __init__(self, view: "type[RecordList]", data: Any, kept: First | None):
        self.view, self.data, self.kept = view, data, kept
        self.kind = view.queryset.model.record_kind()

    @cached_property
    def asked(self) -> dict[str, object] | None:
        """What the list is narrowed by, or ordered; None where that cannot be understood."""
        return self.view.filterset_class.asked(self.data or {})

    @property
    def is_valid(self) -> bool:
        return self.kept is not None or self.asked is not None

    @property
    def given(self) -> dict[str, object]:
        return self.asked or {}

    @cached_property
    def filterset(self) -> RecordFilter:
        filterset = self.view.filterset_class(self.data, queryset=self.view.queryset.all())
        filterset.is_valid()  # cleans what is asked
        return filterset

    @property
    def form(self) -> Form:
        return self.filterset.form

    @cached_property
    def rows(self) -> QuerySet:
        return self.filterset.qs if self.is_valid else self.filterset.queryset.none()

    @cached_property
    def common(self) -> Found | None:
        """The words that the list is narrowed by, if more than can be sorted have them: of what
        has days, which stands in the index of words in the order of the list."""
        is_dated = self.view.queryset.query.order_by[0] == "-sorts_on"
        if not self.given.get("q") or not is_dated:
            return None
        found = Found(self.given["q"])
        return found if found and few(found, self.kind) is None else None

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
    def first(self) -> First:
        """The first rows of the list, as many as are counted."""
        return self.kept or First(*self.first_keys(), cap=COUNT_CAP, size=self.view.page_size)

    def first_keys(self) -> tuple[list, list[int]]:
        """The keys of the first rows; and the ids of those that stand otherwise in the list."""
        if self.common is None:
            keys, rest = self.keys(COUNT_CAP), []
        else:
            entries = self.newest(COUNT_CAP + 1)
            keys = [Key(record_of(pk), day_of(pk)) for pk in takewhile(is_dated, entries)]
            rest = [record_of(pk) for pk in entries[len(keys) :]]
        # With the oldest first, the newest are counted all the same.
        return ([], [*(key.pk for key in keys), *rest]) if "sort" in self.given else (keys, rest)

    def keys(self, size: int, cursor: tuple = ()) -> list[Any]:
        """The keys of so many rows and one more, those after the cursor if there is one."""
        given = self.given
        if not self.is_valid or given.keys() & UNPREPARED:
            rows = self.rows.latest_first() if "sort" in given else self.rows
            return list(keys_of(rows)[: size + 1])
        narrowed = tuple((word, fixed(value)) for word, value in given.items())
        keys = keys_prepared(self.view, narrowed, size, is_first=not cursor)
        return keys(*filter(is_put_in, given.values()), *cursor)

    @property
    def count(self) -> int:
        return len(self.first.ids)

    @property
    def is_capped(self) -> bool:
        return self.first.is_capped

    @property
    def facets(self) -> list[Facet]:
        ids = sorted(self.first.ids)
        return list(facets_of(self.filterset, ids, is_capped=self.is_capped)) if ids else []

    @property
    def chosen(self) -> list[Chosen]:
        return list(chosen(self.filterset)) if self.is_valid else []


class RecordList(TemplateView):
    """A public list; a subclass names the queryset, the filter, its rows and the template.

    The context holds `page` (a Page of keys), `rows` (their HTML), `whole` (a Whole) and what
    the parts of the page are kept by. A parameter that cannot be understood gives the page
    with its error and the status 400.
    """

    page_size = PAGE
    queryset: QuerySet
    filterset_class: type[RecordFilter]
    list_rows: Rows

    def get(self, request, *args, **kwargs):
        version = version_for(request)
        bound = str(bool(request.GET))  # an address with nothing but a cursor is bound too
        name = digest(version, get_language() or "", address_of_list(request), bound)
        kept = firsts.KEPT.get(name) if seconds_kept() else None
        whole = Whole(type(self), request.GET or None, kept)
        try:
            page = self.page(whole, request.GET.get("after", ""))
        except BadCursorError:
            return bad_request(
                request,
                _("This page of the list does not exist. Start at its first page."),
            )
        if seconds_kept() and whole.is_valid:
            firsts.keep(name, whole.first)
        context = self.get_context_data(
            page=page,
            rows=self.list_rows.html(request, [row.pk for row in page.rows]),
            whole=whole,
            kind=whole.kind,
            keep_for=seconds_kept(),
            keep_as=name,
        )
        return self.render_to_response(context, status=200 if whole.is_valid else 400)

    def page(self, whole: Whole, after: str) -> Page:
        """The rows of one page. Raises BadCursorError."""
        return whole.first.page(after) or self.page_beyond(whole, after)

    def page_beyond(self, whole: Whole, after: str) -> Page:
        """The same of a page that is not among the first rows. Raises BadCursorError."""
        given = whole.given
        if whole.common and not given.get("sort"):
            page = self.page_of_common(whole, after)
            if page is not None:
                return page
        if not whole.is_valid or given.keys() & UNPREPARED:
            return page_of(keys_of(whole.rows), after=after, size=self.page_size)
        name = self.queryset.query.order_by[0].removeprefix("-")
        cursor = read_cursor(self.queryset.model, name, after) if after else ()
        return cut(
            whole.keys(self.page_size, cursor), name, size=self.page_size, is_first=not after
        )

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
