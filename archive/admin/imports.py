"""Imports: which file was loaded, by whom, and what it did."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.readonly import ReadOnlyAdmin
from archive.admin.site import site
from archive.models import ImportChange, ImportRun

SHOWN = 100  # changes on the page of a run; the list has the others


@admin.register(ImportRun, site=site)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "started_at", "user", "status", "outcome"]
    list_filter = ["status"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    search_fields = ["file_name"]
    starts = "file_name"
    fields = ["file_name", "sha256", "user", "started_at", "status", "outcome", "changes_made"]
    readonly_fields = ["outcome", "changes_made"]

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, run):
        """Sheet by sheet, how many rows came to what; nothing that is zero."""
        lines = [
            (
                f"{sheet}: "
                + ", ".join(f"{count} {name}" for name, count in counts.items() if count),
            )
            for sheet, counts in run.counts.items()
            if any(counts.values())
        ]
        items = format_html_join("", "<li>{}</li>", lines)
        return format_html("<ul>{}</ul>", items) if lines else _("no change")

    @admin.display(description=gettext_lazy("changes"))
    def changes_made(self, run):
        changes = list(run.changes.order_by("pk")[: SHOWN + 1])
        if not changes:
            return _("none")
        items = format_html_join("", "<li>{}</li>", ((change,) for change in changes[:SHOWN]))
        shown = format_html('<ul class="changes">{}</ul>', items)
        if len(changes) <= SHOWN:
            return shown
        url = reverse("admin:archive_importchange_changelist")
        return format_html(
            '{}<p><a href="{}?run__id__exact={}">{}</a></p>', shown, url, run.pk, _("All changes")
        )


@admin.register(ImportChange, site=site)
class ImportChangeAdmin(ReadOnlyAdmin):
    list_display = ["slug", "sheet", "row", "action", "run"]
    list_filter = ["action"]
    list_select_related = ["run"]
    link_fields = ["run"]
    ordering = ["-pk"]
    fields = ["run", "sheet", "row", "action", "slug", "history_before", "history_after"]
