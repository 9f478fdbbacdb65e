"""Reading the archive as JSON: lists, records with all that belongs to them, facts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from archive.models import FACTS
from archive.models.records import Kept, Record
from archive.services.withholding import words_near
from archive.text.redacting import redact
from archive.views.api.answers import Problem, endpoint
from archive.views.api.asking import (
    LIMIT,
    PAGING,
    bad_cursor,
    bad_filters,
    cursor_of,
    limit_of,
    paged,
    refuse_unknown,
)
from archive.views.api.facts import FACT_KINDS
from archive.views.api.records import KINDS, Kind, Part
from archive.views.api.references import api_path
from archive.views.api.shapes import Site
from archive.views.details import current_slug, moved_address
from archive.views.paging import BadCursorError, page_of


@endpoint
def record_list(request: HttpRequest, kind: str) -> dict[str, Any]:
    """One page of a list, narrowed by the same words as the page for people."""
    shown = KINDS[kind]
    refuse_unknown(request.GET, {*shown.filter.base_filters, *PAGING}, several=["kind"])
    size = limit_of(request.GET)
    filterset = shown.filter(request.GET, queryset=shown.listed(), request=request)
    if not filterset.is_valid():
        raise bad_filters(filterset.errors)
    try:
        page = page_of(filterset.qs, after=request.GET.get("after", ""), size=size)
    except BadCursorError as error:
        raise bad_cursor() from error
    return paged(request, shown.shape, page.rows, page.next_cursor)


@endpoint
def record(request: HttpRequest, kind: str, slug: str) -> Any:
    """A record with the first of its facts and passages of each kind."""
    shown = KINDS[kind]
    refuse_unknown(request.GET, set())
    found = public_record(shown, slug, moved=partial(path_of, shown))
    if not isinstance(found, Record):
        return found
    site = Site(request)
    return {
        **shown.shape.write(found, site),
        **{each.name: each.read(found, site) for each in shown.whole},
        **{part.name: first_of(part, found, site) for part in shown.parts},
    }


@endpoint
def record_part(request: HttpRequest, kind: str, slug: str, part: str) -> Any:
    """One page of the facts or passages that belong to a record."""
    shown = KINDS[kind]
    wanted = next((each for each in shown.parts if each.name == part), None)
    if wanted is None:
        raise Http404
    refuse_unknown(request.GET, PAGING)
    size, after = limit_of(request.GET), cursor_of(request.GET)
    found = public_record(shown, slug, moved=lambda slug: f"{path_of(shown, slug)}{part}/")
    if not isinstance(found, Record):
        return found
    rows, following = page_by_id(wanted.rows(found), after, size)
    return paged(request, wanted.shape, rows, following)


@endpoint
def fact(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """One fact with its passages."""
    refuse_unknown(request.GET, set())
    kind, _hyphen, slug = public_id.partition("-")
    if kind not in FACTS:
        raise Http404
    model = FACTS[kind]
    found = FACT_KINDS[model].load(model._default_manager).filter(slug=slug).first()
    if found is None:
        return HttpResponsePermanentRedirect(moved_address(request, model, slug, name="public_id"))
    return FACT_KINDS[model].shape.write(found, Site(request))


def path_of(kind: Kind, slug: str) -> str:
    return api_path(kind.model(slug=slug))


@endpoint
def nothing_here(request: HttpRequest) -> dict[str, Any]:
    """Any other address below this interface's."""
    raise Http404


def public_record(kind: Kind, slug: str, moved: Callable[[str], str]) -> Any:
    """The record; where it was merged into another, a redirect to what `moved` gives for its slug.

    Raises Problem 410 where it is withdrawn, Http404 where there is none or only a draft.
    """
    found = kind.load(kind.model._default_manager.filter(slug=slug)).first()
    if found is None:
        current = current_slug(kind.model, slug)
        if not current:
            raise Http404
        return HttpResponsePermanentRedirect(moved(current))
    if found.is_withdrawn:
        raise Problem(410, redact(found.withdrawal_reason, words_near(found)))
    if not found.is_public:
        raise Http404
    return found


def first_of(part: Part, owner: Kept, site: Site) -> dict[str, Any]:
    """The first page of what belongs to a record, and where it goes on."""
    rows, following = page_by_id(part.rows(owner), 0, LIMIT)
    further = f"{site.absolute(api_path(owner))}{part.name}/?after={following}"
    return {
        "results": [part.shape.write(row, site) for row in rows],
        "next": further if following else None,
    }


def page_by_id(rows: QuerySet, after: int, size: int) -> tuple[list[Model], str]:
    """The rows after this id in the order they were entered, and the next cursor."""
    found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
    shown = found[:size]
    return shown, str(shown[-1].pk) if len(found) > size else ""
