"""Parties: the sides of agreements, who signed for them and who watched."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.base import FactAdmin
from archive.admin.reviewing import FACT, IDENTITY
from archive.admin.site import site
from archive.models import Party


@admin.register(Party, site=site)
class PartyAdmin(FactAdmin):
    list_display = ["__str__", "role", "agreement", "organization", "place", "is_public"]
    list_filter = ["is_public", "role", "unsourced"]
    list_select_related = ["official", "organization", "place", "agreement"]
    searched = {
        "agreement": "agreement",
        "organization": "organization",
        "place": "place",
        "official": "official",
    }
    link_fields = ["agreement", "organization", "place", "official"]
    label_related = ["agreement", "organization", "place", "official"]
    fieldsets = [
        (None, {"fields": ["agreement", ("role", "position")]}),
        (
            gettext_lazy("Who"),
            {"fields": [("organization", "place"), ("official", "unnamed"), "inferred"]},
        ),
        FACT,
        IDENTITY,
    ]

    def label(self, party):
        return f"{party}: {party.agreement}"
