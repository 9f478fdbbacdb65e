"""Public lists: filtered, paged by the last row shown, never counted to the end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_filters.views import FilterView

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

    `rows` are ordered by one key and then by pk in the same direction, as `latest_first()`
    and `by_name()` order them. One statement, however deep the page. Raises BadCursorError.
    """
    key, _pk = rows.query.order_by
    descending = key.startswith("-")
    name = key.removeprefix("-")
    if after:
        value, pk = read_cursor(rows.model, name, after)
        way = "lt" if descending else "gt"
        # The first condition repeats the second's outer bound: it is what the index is read by.
        rows = rows.filter(**{f"{name}__{way}e": value}).filter(
            Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": pk})
        )
    found = list(rows[: size + 1])
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    cursor = f"{last.pk}.{getattr(last, name)}" if last else ""
    return Page(rows=shown, next_cursor=cursor, is_first=not after)


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


class RecordList(FilterView):
    """A public list; a subclass names the queryset, the filter and the template.

    The context holds `page` (a Page), `count`, `is_capped`, `filter`. A parameter that
    cannot be understood gives the page with its error and the status 400.
    """

    strict = True

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset(self.get_filterset_class())
        valid = self.filterset.is_valid()
        rows = self.filterset.qs if valid else self.get_queryset().none()
        try:
            page = page_of(rows, after=request.GET.get("after", ""))
        except BadCursorError:
            return bad_request(
                request,
                _("This page of the list does not exist. Start at its first page."),
            )
        count = capped_count(rows)
        context = self.get_context_data(
            filter=self.filterset,
            object_list=page.rows,
            page=page,
            count=min(count, COUNT_CAP),
            is_capped=count > COUNT_CAP,
            kind=self.queryset.model.record_kind(),
        )
        return self.render_to_response(context, status=200 if valid else 400)


def bad_request(request, message: str):
    """A plain page that says what of the request cannot be understood."""
    return render(request, "400.html", {"message": message}, status=400)


def public_or_gone(rows: QuerySet, slug: str) -> Model:
    """The record with this slug, public or withdrawn; anything else is Http404."""
    record = rows.filter(slug=slug).first()
    if record is None or not (record.is_public or record.is_withdrawn):
        raise Http404
    return record
