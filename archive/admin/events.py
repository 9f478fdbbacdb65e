"""Events: meetings and ties, with who was there."""

from django.contrib import admin

from archive.admin.base import RecordAdmin
from archive.admin.dated import DATE, DatedAdmin
from archive.admin.inlines import AppearanceInline, CitationInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, PUBLISHING, Publishable
from archive.admin.site import site
from archive.models import Agreement, Appearance, Citation, Event


@admin.register(Event, site=site)
class EventAdmin(Publishable, MergeableAdmin, DatedAdmin, RecordAdmin):
    actions = [*Publishable.actions, *MergeableAdmin.actions]
    list_display = ["label", "dated", "kind", "place", "status", "is_public"]
    list_filter = ["status", "is_public", "kind", "date_basis"]
    list_select_related = ["place"]
    ordering = ["is_public", "-sorts_on", "-pk"]
    best_first = ["-sorts_on", "-pk"]
    searched = {"place": "place", "organization": "organization"}
    link_fields = ["place", "organization", "parent"]
    inlines = [AppearanceInline, CitationInline]
    see_also = [
        (Appearance, "event"),
        (Agreement, "event"),
        (Event, "parent"),
        (Citation, "event"),
    ]
    fieldsets = [
        (None, {"fields": [("label", "kind"), ("place", "organization"), "venue", "parent"]}),
        DATE,
        PUBLISHING,
        IDENTITY,
    ]

    def label(self, event):
        return ", ".join(part for part in (event.label, event.date) if part)
