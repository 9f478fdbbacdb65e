"""Organizations: bodies in their tree."""

from django.contrib import admin
from django.db.models.functions import Length

from archive.admin.base import RecordAdmin
from archive.admin.inlines import CitationInline, NameInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, STANDING
from archive.admin.site import site
from archive.models import Appearance, Article, Citation, Event, Name, Organization, Party, Post


@admin.register(Organization, site=site)
class OrganizationAdmin(MergeableAdmin, RecordAdmin):
    list_display = ["name", "native_name", "kind", "parent", "place", "is_public"]
    list_filter = ["is_public", "kind", "withdrawn"]
    list_select_related = ["parent", "place"]
    ordering = ["is_public", "sorts_as", "pk"]
    best_first = [Length("name"), "sorts_as", "pk"]
    searched = {"parent": "organization", "place": "place"}
    link_fields = ["parent", "place"]
    label_related = ["parent", "place"]
    inlines = [NameInline, CitationInline]
    see_also = [
        (Organization, "parent"),
        (Article, "publisher"),
        (Event, "organization"),
        (Post, "organization"),
        (Appearance, "organization"),
        (Party, "organization"),
        (Name, "organization"),
        (Citation, "organization"),
    ]
    fieldsets = [
        (None, {"fields": [("name", "native_name"), "kind", ("parent", "place")]}),
        STANDING,
        IDENTITY,
    ]

    def label(self, organization):
        parts = (organization.name, organization.parent, organization.place)
        return ", ".join(str(part) for part in parts if part)
