"""Officials: people, with their names and what is reported of their posts."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy

from archive.admin.base import RecordAdmin
from archive.admin.inlines import CitationInline, NameInline, PostInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, STANDING
from archive.admin.site import site
from archive.models import Appearance, Citation, Name, Official, Party, Post


@admin.register(Official, site=site)
class OfficialAdmin(MergeableAdmin, RecordAdmin):
    list_display = ["name", "native_name", "latest_post", "is_public"]
    list_filter = ["is_public", "withdrawn"]
    ordering = ["is_public", "sorts_as", "pk"]
    best_first = [Length("name"), "sorts_as", "pk"]
    inlines = [NameInline, PostInline, CitationInline]
    see_also = [
        (Post, "official"),
        (Appearance, "official"),
        (Party, "official"),
        (Name, "official"),
        (Citation, "official"),
    ]
    fieldsets = [
        (None, {"fields": [("name", "native_name"), "note", "wikidata"]}),
        STANDING,
        IDENTITY,
    ]

    def get_queryset(self, request):
        return with_latest_post(super().get_queryset(request))

    @admin.display(description=gettext_lazy("latest post"))
    def latest_post(self, official):
        return official.latest_title

    def label(self, official):
        return " ".join(part for part in (official.name, official.native_name) if part)

    def labels(self, records):
        """Names with the latest post: what tells namesakes apart."""
        return [
            f"{self.label(official)}, {official.latest_title}"
            if official.latest_title
            else self.label(official)
            for official in records
        ]


def with_latest_post(officials):
    """Officials with `latest_title`, the post that the newest article reports."""
    newest = Post.objects.filter(official=OuterRef("pk")).order_by("-article__sorts_on", "-pk")
    return officials.annotate(latest_title=Subquery(newest.values("title")[:1]))
