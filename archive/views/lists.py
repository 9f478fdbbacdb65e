"""Public lists: filtered, paged by the last row shown, never counted to the end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from archive.filters.base import RecordFilter
from archive.models import LONG_AGO
from archive.views.facets import Chosen, Facet, chosen, facets_of
from archive.views.keeping import digest, seconds_kept, version_for
from archive.views.rows import rendered

PAGE = 50
COUNT_CAP = 1000  # beyond it a list says "more than 1,000"


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of the next ones ("" on the last page)."""

    rows: list[Model]
    next_cursor: str
    is_first: bool


class BadCursorError(ValueError):
    """The `after` of an address is not one that a page gave."""


def page_of(rows: QuerySet, *, after: str, size: int = PAGE) -> Page:
    """The page of `rows` that follows the row named by the cursor `after` ("" for the first).

    `rows` are ordered by one key and then by pk in the same direction, as `latest_first()`,
    `oldest_first()` and `by_name()` order them; the undated come last either way. One
    statement, however deep the page; with the oldest first, two where the dated ones end.
    Raises BadCursorError.
    """
    key, _pk = rows.query.order_by
    name = key.removeprefix("-")
    cursor = read_cursor(rows.model, name, after) if after else None
    found: list[Model] = []
    for part in parts_of(rows, key, cursor):
        found += part[: size + 1 - len(found)]
        if len(found) > size:
            break
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    next_cursor = f"{last.pk}.{getattr(last, name)}" if last else ""
    return Page(rows=shown, next_cursor=next_cursor, is_first=not after)


def parts_of(rows: QuerySet, key: str, cursor: tuple[object, int] | None) -> list[QuerySet]:
    """What follows the cursor, as querysets to be read one after the other."""
    if key != "sorts_on":
        return [beyond(rows, key, cursor)]
    # Without a year the key is the first day of all: ascending, those rows would lead.
    dated, undated = rows.filter(sorts_on__gt=LONG_AGO), rows.filter(sorts_on=LONG_AGO)
    if cursor and cursor[0] == LONG_AGO:
        return [beyond(undated, key, cursor)]
    return [beyond(dated, key, cursor), undated]


def beyond(rows: QuerySet, key: str, cursor: tuple[object, int] | None) -> QuerySet:
    """The rows after the cursor in the order of `key`, "-sorts_on", and pk."""
    if cursor is None:
        return rows
    value, pk = cursor
    name, way = key.removeprefix("-"), "lt" if key.startswith("-") else "gt"
    # The first condition repeats the second's outer bound: it is what the index is read by.
    return rows.filter(**{f"{name}__{way}e": value}).filter(
        Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": pk})
    )


def read_cursor(model: type[Model], name: str, after: str) -> tuple[object, int]:
    """The key and pk that a cursor such as ``45.2018-09-12`` names. Raises BadCursorError."""
    pk, dot, key = after.partition(".")
    if not dot or not (pk.isascii() and pk.isdigit()) or len(pk) > 18 or "\0" in key:
        raise BadCursorError
    if name != "sorts_on":
        return key, int(pk)
    try:
        return date.fromisoformat(key), int(pk)
    except ValueError as error:
        raise BadCursorError from error


def capped_count(rows: QuerySet) -> int:
    """How many rows there are, counting no further than one beyond the cap."""
    return rows.order_by()[: COUNT_CAP + 1].count()


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
    def found(self) -> tuple[list[int], bool]:
        return first_ids(self.rows)

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
    """A public list; a subclass names the queryset, the filter and the template.

    The context holds `page` (a Page of ids), `rows` (their HTML), `whole` (a Whole), `filter`,
    and what the parts of the page are kept by. A parameter that cannot be understood gives the
    page with its error and the status 400.
    """

    strict = True
    page_size = PAGE

    def get(self, request, *args, **kwargs):
        version = version_for(request)
        self.filterset = self.get_filterset(self.get_filterset_class())
        whole = Whole(self.filterset)
        bound = str(self.filterset.is_bound)  # an address with nothing but a cursor is bound too
        name = digest(version, get_language() or "", address_of_list(request), bound)
        try:
            page = page_of(
                keys_of(whole.rows), after=request.GET.get("after", ""), size=self.page_size
            )
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
            rows=rendered(request, [row.pk for row in page.rows], self.template_name, self.load),
            whole=whole,
            kind=self.queryset.model.record_kind(),
            keep_for=seconds_kept(),
            keep_as=name,
        )
        return self.render_to_response(context, status=200 if whole.is_valid else 400)

    def load(self, ids: list[int]) -> list[Model]:
        """The rows with these ids, in no order, with all that they print."""
        rows = list(self.queryset.filter(pk__in=ids).order_by())
        self.dress(rows)
        return rows

    def dress(self, rows: list[Model]) -> None:
        """Give the rows what they print beside their own columns."""


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
