"""Appearances: somebody at an event or in a delegation."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.base import FactAdmin
from archive.admin.reviewing import FACT, IDENTITY
from archive.admin.site import site
from archive.models import Appearance


@admin.register(Appearance, site=site)
class AppearanceAdmin(FactAdmin):
    list_display = ["who", "did", "event", "delegation", "side", "is_public"]
    list_filter = ["is_public", "side", "unsourced"]
    list_select_related = ["official", "event", "delegation"]
    searched = {"official": "official", "event": "event", "delegation": "delegation"}
    link_fields = ["official", "event", "delegation", "organization", "place"]
    label_related = ["official", "event", "delegation"]
    fieldsets = [
        (
            gettext_lazy("Who"),
            {
                "fields": [("official", "group"), ("organization", "place"), "posts"],
                "description": gettext_lazy(
                    "An official, or people without names; and of which body or area."
                ),
            },
        ),
        (gettext_lazy("Where"), {"fields": [("event", "delegation"), "side", "roles"]}),
        FACT,
        (gettext_lazy("Concluded"), {"fields": ["inferred"], "classes": ["collapse"]}),
        IDENTITY,
    ]

    @admin.display(description=gettext_lazy("who"))
    def who(self, appearance):
        return appearance.official or appearance.group or _("the delegation was there")

    @admin.display(description=gettext_lazy("roles"))
    def did(self, appearance):
        roles = dict(self.opts.get_field("roles").choices)
        return ", ".join(str(roles.get(role, role)) for role in appearance.roles)

    def label(self, appearance):
        where = appearance.event or appearance.delegation
        return f"{self.who(appearance)}: {where}"
