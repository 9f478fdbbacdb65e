"""Progress: what became of an agreement."""

from django.contrib import admin

from archive.admin.base import FactAdmin
from archive.admin.dated import DATE, DatedAdmin
from archive.admin.reviewing import FACT, IDENTITY
from archive.admin.site import site
from archive.models import Progress


@admin.register(Progress, site=site)
class ProgressAdmin(DatedAdmin, FactAdmin):
    list_display = ["agreement", "status", "dated", "is_public"]
    list_display_links = ["agreement"]
    list_filter = ["is_public", "status", "unsourced"]
    list_select_related = ["agreement"]
    searched = {"agreement": "agreement"}
    link_fields = ["agreement"]
    label_related = ["agreement"]
    fieldsets = [(None, {"fields": ["agreement", "status", "note"]}), DATE, FACT, IDENTITY]

    def label(self, progress):
        return f"{progress}: {progress.agreement}"
