"""Delegations: who sent whom, and who went."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.base import RecordAdmin
from archive.admin.dated import DATE, DatedAdmin
from archive.admin.inlines import AppearanceInline, CitationInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, PUBLISHING, Publishable
from archive.admin.site import site
from archive.models import Appearance, Citation, Delegation


@admin.register(Delegation, site=site)
class DelegationAdmin(Publishable, MergeableAdmin, DatedAdmin, RecordAdmin):
    actions = [*Publishable.actions, *MergeableAdmin.actions]
    list_display = ["label", "dated", "sent_by", "sent_to", "status", "is_public"]
    list_filter = ["status", "is_public", "date_basis"]
    list_select_related = ["from_place", "from_organization", "to_place", "to_organization"]
    ordering = ["is_public", "-sorts_on", "-pk"]
    best_first = ["-sorts_on", "-pk"]
    searched = {"from_place": "place", "to_place": "place"}
    link_fields = ["from_place", "from_organization", "to_place", "to_organization"]
    inlines = [AppearanceInline, CitationInline]
    see_also = [(Appearance, "delegation"), (Citation, "delegation")]
    fieldsets = [
        (None, {"fields": ["label", ("size", "purpose")]}),
        (
            gettext_lazy("From and to"),
            {"fields": [("from_place", "from_organization"), ("to_place", "to_organization")]},
        ),
        DATE,
        PUBLISHING,
        IDENTITY,
    ]

    @admin.display(description=gettext_lazy("from"))
    def sent_by(self, delegation):
        return delegation.from_organization or delegation.from_place

    @admin.display(description=gettext_lazy("to"))
    def sent_to(self, delegation):
        return delegation.to_organization or delegation.to_place

    def label(self, delegation):
        return ", ".join(part for part in (delegation.label, delegation.date) if part)
