"""References to take away: a record or fact in the formats of those who cite."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone

from archive.models import RECORDS, Agreement, Article
from archive.resources import SHEET_OF
from archive.templatetags.citing import reference_of
from archive.templatetags.frame import permanent_url
from archive.text.references import FORMATS
from archive.views.details import RecordDetail
from archive.views.facts import FactDetail

# What a reference to a record of each kind is made of, by the plural word of its addresses.
ROWS: dict[str, QuerySet] = {
    SHEET_OF[model]: model._default_manager.all() for model in RECORDS.values()
}
ROWS["articles"] = (
    Article.objects.select_related("publisher").prefetch_related("redactions").defer("text")
)
ROWS["agreements"] = Agreement.objects.select_related("event")


def written(request, record, name):
    """The reference in one format, to be read or, where a program loads it, as a file."""
    form = FORMATS[name]
    reference = reference_of(
        record,
        address=permanent_url({"request": request}, record),
        accessed=timezone.localdate(),
    )
    text = form.write(reference)
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    if form.extension:
        response["Content-Disposition"] = f'attachment; filename="{reference.key}.{form.extension}"'
    return response


def known(name):
    """The word of a format; Http404 for any other."""
    if name not in FORMATS:
        raise Http404
    return name


class RecordReference(RecordDetail):
    """/<kind>/<slug>/cite/<format>/: like the record's page, 410 where that is withdrawn."""

    def get_queryset(self):
        return ROWS[self.kwargs["kind"]]

    def get(self, request, *args, **kwargs):
        known(kwargs["name"])
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context, **kwargs):
        return written(self.request, self.object, self.kwargs["name"])


class FactReference(FactDetail):
    """/facts/<id>/cite/<format>/."""

    def get(self, request, *args, **kwargs):
        known(kwargs["name"])
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context, **kwargs):
        return written(self.request, self.object, self.kwargs["name"])
