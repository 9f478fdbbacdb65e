"""The page of a pair: everything between two places, bodies or people."""

from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from archive.models import quotes
from archive.templatetags.citing import cite_url
from archive.views.between import SECTIONS, everything, heading, items_of, put_on_sides
from archive.views.details import current_slug
from archive.views.lists import bad_request
from archive.views.paging import PAGE, BadCursorError, page_of
from archive.views.references import known, written
from archive.views.sides import KINDS, Pair, with_parents


def pair_page(request, kind, one, other):
    """The page of a pair; slugs in the other order, or of merged records, lead to it (301).

    `?of=events` gives the whole list of one kind, page after page.
    """
    pair = pair_of(kind, one, other)
    if not pair.is_at(one, other):
        asked = request.GET.urlencode()
        address = pair.get_absolute_url()
        return redirect(f"{address}?{asked}" if asked else address, permanent=True)
    if "of" in request.GET:
        return one_section(request, pair, request.GET["of"])
    return render(request, "archive/pair.html", everything(pair))


def pair_reference(request, kind, one, other, name):
    """/pairs/<kind>/<slug>/<slug>/cite/<format>/."""
    known(name)
    pair = pair_of(kind, one, other)
    if not pair.is_at(one, other):
        return redirect(cite_url(pair, name), permanent=True)
    return written(request, pair, name)


def pair_of(kind: str, one: str, other: str) -> Pair:
    """The pair of the public records with these slugs, or that they were merged into; else 404."""
    if kind not in KINDS or one == other:
        raise Http404
    records = [find(KINDS[kind], slug) for slug in (one, other)]
    if records[0] == records[1]:
        raise Http404
    return Pair.of(*records)


def find(model: type[Model], slug: str) -> Model:
    """The public record with this slug, or that another with it was merged into; else 404."""
    rows = with_parents(model.objects.public())
    record = rows.filter(slug=slug).first()
    record = record or rows.filter(slug=current_slug(model, slug)).first()
    if record is None:
        raise Http404
    return record


def one_section(request, pair: Pair, name: str):
    """Every event, agreement … between the two, page after page."""
    if name not in SECTIONS:
        return bad_request(request, _("There is no such list. Start at the page of the pair."))
    rows = SECTIONS[name](pair).for_list().prefetch_related(quotes()).oldest_first()
    try:
        page = page_of(rows, after=request.GET.get("after", ""), size=PAGE)
    except BadCursorError:
        message = _("This page of the list does not exist. Start at its first page.")
        return bad_request(request, message)
    context = {"pair": pair, "page": page, "heading": heading(name), "items": [], "agreements": []}
    if name == "agreements":
        context["agreements"] = put_on_sides(pair, page.rows)
    else:
        context["items"] = items_of({name: page.rows})
    return render(request, "archive/pair_section.html", context)
