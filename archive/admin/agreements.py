"""Agreements: what was signed, its sides, and what became of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.base import RecordAdmin
from archive.admin.dated import DATE, DatedAdmin
from archive.admin.inlines import CitationInline, PartyInline, ProgressInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, PUBLISHING, Publishable
from archive.admin.site import site
from archive.models import Agreement, Citation, Party, Progress


@admin.register(Agreement, site=site)
class AgreementAdmin(Publishable, MergeableAdmin, DatedAdmin, RecordAdmin):
    actions = [*Publishable.actions, *MergeableAdmin.actions]
    list_display = ["__str__", "dated", "event", "status", "is_public"]
    list_filter = ["status", "is_public", "date_basis"]
    list_select_related = ["event"]
    ordering = ["is_public", "-sorts_on", "-pk"]
    best_first = ["-sorts_on", "-pk"]
    searched = {"event": "event"}
    link_fields = ["event", "place"]
    inlines = [PartyInline, ProgressInline, CitationInline]
    see_also = [(Party, "agreement"), (Progress, "agreement"), (Citation, "agreement")]
    fieldsets = [
        (None, {"fields": ["title", "subject", "kinds", ("kind_as_printed", "set")]}),
        (
            gettext_lazy("Signed at"),
            {
                "fields": ["event", "place"],
                "description": gettext_lazy("Without a date of its own it takes its event's."),
            },
        ),
        DATE,
        PUBLISHING,
        IDENTITY,
    ]

    def label(self, agreement):
        return ", ".join(part for part in (str(agreement), agreement.date) if part)
