"""Places: areas in their tree."""

from django.contrib import admin
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy

from archive.admin.base import RecordAdmin
from archive.admin.inlines import CitationInline, NameInline
from archive.admin.merging import MergeableAdmin
from archive.admin.reviewing import IDENTITY, STANDING
from archive.admin.site import site
from archive.models import Appearance, Citation, Event, Name, Organization, Party, Place, Post


@admin.register(Place, site=site)
class PlaceAdmin(MergeableAdmin, RecordAdmin):
    list_display = ["name", "native_name", "level", "parent", "is_public"]
    list_filter = ["is_public", "level", "withdrawn"]
    list_select_related = ["parent"]
    ordering = ["is_public", "sorts_as", "pk"]
    best_first = [Length("name"), "sorts_as", "pk"]
    searched = {"parent": "place"}
    link_fields = ["parent"]
    label_related = ["parent__parent"]
    inlines = [NameInline, CitationInline]
    see_also = [
        (Place, "parent"),
        (Organization, "place"),
        (Event, "place"),
        (Post, "place"),
        (Appearance, "place"),
        (Party, "place"),
        (Name, "place"),
        (Citation, "place"),
    ]
    fieldsets = [
        (None, {"fields": [("name", "native_name"), ("level", "parent")]}),
        (
            gettext_lazy("On the map"),
            {"fields": [("latitude", "longitude"), "coordinates_source"]},
        ),
        STANDING,
        IDENTITY,
    ]

    def label(self, place):
        """The place and the two areas around it."""
        around = [place.name]
        if place.parent:
            around.append(place.parent.name)
        if place.parent and place.parent.parent:
            around.append(place.parent.parent.name)
        return ", ".join(around)
