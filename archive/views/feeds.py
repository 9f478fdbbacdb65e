"""Feeds: the newest of each list, with the list's own filters."""

from urllib.parse import quote

from django.contrib.syndication.views import Feed
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from archive import filters
from archive.models import RECORDS, TARGETS, Article, Citation
from archive.resources import SHEET_OF
from archive.templatetags.citing import plain
from archive.templatetags.facts import covered, date_in_words, has_day
from archive.templatetags.frame import LISTS
from archive.text.xml import legal
from archive.views.lists import bad_request

NEWEST = 50

MODELS = {SHEET_OF[model]: model for model in RECORDS.values()}
FILTERS = {kind: getattr(filters, f"{model.__name__}Filter") for kind, model in MODELS.items()}

# From a citation to the records that its quote speaks for, the most telling words first.
PATHS = {
    "officials": ["post__official", "appearance__official", "official"],
    "events": ["event", "appearance__event"],
    "delegations": ["delegation", "appearance__delegation"],
    "agreements": ["agreement", "party__agreement"],
    "organizations": ["organization", "post__organization", "party__organization"],
    "places": ["place", "post__place", "event__place"],
}


@require_safe
@conditional_page
def feed(request, kind):
    """/<kind>/feed/: Atom, the records that became public or changed last.

    Its ETag is made of what it says. It has no Last-Modified: when a record is withdrawn
    the newest day of the others is an older one, and who asks by day would keep the record.
    """
    narrowed = FILTERS[kind](request.GET or None, queryset=rows_of(kind), request=request)
    if narrowed.is_bound and not narrowed.is_valid():
        return bad_request(request, _("One of the filters of this feed cannot be understood."))
    response = RecordFeed(request, kind, newest(narrowed.qs, kind))(request)
    del response["Last-Modified"]
    return response


def rows_of(kind: str) -> QuerySet:
    """The public records of a list, with what an entry prints of each."""
    rows = MODELS[kind].objects.public()
    if kind == "articles":
        return rows.defer("text").prefetch_related("redactions")
    return rows.select_related("event") if kind == "agreements" else rows


def newest(rows: QuerySet, kind: str) -> list[Model]:
    """The newest of `rows`, each with `quote`, a public citation that speaks for it, or None.

    Three statements, and one for what the articles withhold.
    """
    found = list(rows.order_by("-updated_at", "-pk")[:NEWEST])
    shown = MODELS[kind].objects.filter(pk__in=[each.pk for each in found])
    first = dict(shown.annotate(first=first_quote(kind)).values_list("pk", "first"))
    quotes = Citation.objects.in_bulk([pk for pk in first.values() if pk])
    for each in found:
        each.quote = quotes.get(first.get(each.pk))
    return found


def first_quote(kind: str):
    """The id of the first passage of an article, or of one that speaks for another record.

    Both the passage and what it is about are public.
    """
    if kind == "articles":
        about = Q()
        for target in TARGETS:
            about |= Q(**{f"{target}__is_public": True})
        passages = Citation.objects.public().filter(about, article=OuterRef("pk"))
        return Subquery(passages.order_by("start", "pk").values("pk")[:1])
    ways = []
    for path in PATHS[kind]:
        speaks = {path: OuterRef("pk"), f"{path.partition('__')[0]}__is_public": True}
        passages = Citation.objects.public().filter(**speaks).order_by("pk")
        ways.append(Subquery(passages.values("pk")[:1]))
    return Coalesce(*ways)


class RecordFeed(Feed):
    """Some records as Atom; made for one request."""

    feed_type = Atom1Feed

    def __init__(self, request, kind, records):
        self.kind, self.records = kind, records
        self.path = request.path
        self.query = f"?{request.GET.urlencode()}" if request.GET else ""
        self.authority = split_domain_port(request.get_host())[0]

    def title(self):
        return f"{_('Cooperation Archive')}{_(': ')}{LISTS[self.kind.removesuffix('s')]}"

    def subtitle(self):
        return _("Records that became public or changed, the newest first.")

    def author_name(self):
        return _("Cooperation Archive")

    def link(self):
        return reverse(f"archive:{self.kind.removesuffix('s')}_list") + self.query

    def feed_url(self):
        return self.path + self.query

    def feed_guid(self):
        return f"tag:{self.authority},2026:{self.kind}{self.query}"

    def items(self):
        return self.records

    def item_title(self, item):
        """Plain text: Atom, unlike RSS, escapes it once."""
        is_article = isinstance(item, Article)
        return legal(plain(covered(item, item.title)) if is_article else str(item))

    def item_description(self, item):
        """The date of the record and the words of its source, as HTML without mark-up."""
        said = [date_in_words(item)] if has_day(item) else []
        if item.quote:
            said.append(f"“{plain(item.quote.shown)}”")
        return escape(legal(". ".join(said)))

    def item_guid(self, item):
        """The same for ever, in every language and whatever the record is called later."""
        day = item.created_at.date().isoformat()
        return f"tag:{self.authority},{day}:{item.record_kind()}/{quote(item.slug)}"

    def item_updateddate(self, item):
        return item.updated_at
