"""Pages of one record: shown, withdrawn, moved or not there."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView

from archive.models import FormerSlug
from archive.models.prepared import Prepared
from archive.services.withholding import words_near
from archive.templatetags.facts import withheld
from archive.text.redacting import redact
from archive.views.as_of import as_of


class RecordDetail(DetailView):
    """A record's page; a subclass names the queryset (of all, not only public) and the template.

    Public: the page, or with `on` as it was on that day. Withdrawn: 410 with the reason and
    no name. Merged into another: 301. Anything else, a draft too: 404.
    """

    def __init_subclass__(cls):
        rows = cls.queryset
        if rows is not None:
            cls.with_slug = staticmethod(Prepared(lambda slug: rows.filter(slug=slug)))

    def with_slug(self, slug):
        """The record with this slug, as a list."""
        return list(self.get_queryset().filter(slug=slug))

    def get(self, request, *args, slug, **kwargs):
        record = next(iter(self.with_slug(slug)), None)
        if record is None:
            return self.moved(slug)
        if record.is_withdrawn:
            return withdrawn(request, record)
        if not record.is_public:
            raise Http404
        if "on" in request.GET:
            return as_of(request, record)
        self.object = record
        return self.render_to_response(self.get_context_data(object=record))

    def moved(self, slug):
        """A redirect to the same page of the record that took this address over."""
        model = self.get_queryset().model
        return redirect(moved_address(self.request, model, slug), permanent=True)


def moved_address(request, model, slug, name="slug"):
    """The address asked for, with its parameters, of the record or fact that took over.

    `name` is the part of the address that says which. Raises Http404 if nobody may know.
    """
    current = current_slug(model, slug)
    if not current:
        raise Http404
    asked = request.resolver_match
    public_id = f"{model.record_kind()}-{current}" if name == "public_id" else current
    address = reverse(asked.view_name, kwargs=asked.kwargs | {name: public_id})
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def current_slug(model, slug):
    """Where a former slug leads, by as many mergers as there were; "" if nobody may know."""
    seen = set()
    while slug not in seen:
        seen.add(slug)
        former = FormerSlug.objects.filter(kind=model.record_kind(), slug=slug).first()
        if former is None:
            record = model.objects.filter(slug=slug).first()
            standing = record is not None and (
                record.is_public or getattr(record, "is_withdrawn", False)
            )
            return slug if standing else ""
        slug = former.current_slug
    return ""


def withdrawn(request, record):
    """The page at the address of a withdrawn record: that it was here, and why it is not."""
    reason = redact(record.withdrawal_reason, words_near(record))
    context = {"kind": record.record_kind(), "reason": withheld(reason)}
    return render(request, "archive/withdrawn.html", context, status=410)
