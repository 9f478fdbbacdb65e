"""Names: other spellings, scripts and former names."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.base import FactAdmin
from archive.admin.reviewing import FACT, IDENTITY
from archive.admin.site import site
from archive.models import Name


@admin.register(Name, site=site)
class NameAdmin(FactAdmin):
    list_display = ["text", "kind", "language", "of", "is_public"]
    list_filter = ["is_public", "kind", "unsourced"]
    list_select_related = ["official", "organization", "place"]
    searched = {"official": "official", "organization": "organization", "place": "place"}
    link_fields = ["official", "organization", "place"]
    label_related = ["official", "organization", "place"]
    fieldsets = [
        (None, {"fields": ["text", ("kind", "language")]}),
        (
            gettext_lazy("Whose name"),
            {"fields": [("official", "organization", "place"), "inferred"]},
        ),
        FACT,
        IDENTITY,
    ]

    @admin.display(description=gettext_lazy("name of"))
    def of(self, name):
        return name.record

    def label(self, name):
        return f"{name}: {name.record}"
