"""Redactions: the words withheld from the public."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.anchoring import AnchorForm
from archive.admin.base import KeptAdmin, change_address
from archive.admin.reviewing import IDENTITY
from archive.admin.site import site
from archive.models import Redaction


@admin.register(Redaction, site=site)
class RedactionAdmin(KeptAdmin):
    form = AnchorForm
    list_display = ["exact", "article", "reason", "lost"]
    list_filter = ["lost"]
    list_select_related = ["article"]
    list_defer = ["article__text"]
    searched = {"article": "article"}
    link_fields = ["article"]
    readonly_fields = ["lost"]
    fieldsets = [
        (
            None,
            {
                "fields": ["article", "exact", "reason", "lost"],
                "description": gettext_lazy(
                    "Every occurrence of these words in the article is hidden wherever the "
                    "public looks: pages, quotes, search, files and feeds."
                ),
            },
        ),
        IDENTITY,
    ]

    def view_on_site(self, obj):
        return None

    def links(self, obj):
        return [(str(obj.article), change_address(obj.article))]
