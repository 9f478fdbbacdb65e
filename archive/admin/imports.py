"""Imports: which file was loaded, by whom, what it did, and how it is taken back."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.importing import changes, pages
from archive.admin.readonly import ReadOnlyAdmin
from archive.admin.site import site
from archive.models import ImportChange, ImportRun, ImportStatus


@admin.register(ImportRun, site=site)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "started_at", "user", "status", "outcome"]
    list_filter = ["status"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    search_fields = ["file_name"]
    starts = "file_name"
    fields = ["file_name", "sha256", "user", "started_at", "status", "outcome"]
    readonly_fields = ["outcome"]
    change_form_template = "admin/import_run.html"
    change_list_template = "admin/import_run_list.html"

    def get_urls(self):
        return [*pages.addresses(), *super().get_urls()]

    def may_import(self, request):
        return request.user.has_perm(pages.PERMISSION)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_import": self.may_import(request)})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["changes"] = changes.page_of(obj, request.GET)
            is_applied = obj.status == ImportStatus.APPLIED
            context["may_undo"] = is_applied and self.may_import(request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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


@admin.register(ImportChange, site=site)
class ImportChangeAdmin(ReadOnlyAdmin):
    list_display = ["slug", "sheet", "row", "action", "run"]
    list_filter = ["action"]
    list_select_related = ["run"]
    link_fields = ["run"]
    ordering = ["-pk"]
    fields = ["run", "sheet", "row", "action", "slug", "history_before", "history_after"]
