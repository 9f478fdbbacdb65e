"""Import and export of every sheet: looked at first, applied as a whole, by those who may."""

import tempfile

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportModelAdmin

from archive.admin.importing.pages import upload
from archive.resources import SHEET_OF, SHEETS
from archive.services.exporting import export_workbook, stream_sheet, write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv", "json": "application/json", "zip": "application/zip"}


class DownloadForm(forms.Form):
    """How much, and in which format."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What"),
        widget=forms.RadioSelect,
        choices=[
            ("list", gettext_lazy("this list, as searched and filtered")),
            ("workbook", gettext_lazy("the whole workbook, all sheets")),
        ],
        initial="list",
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            ("xlsx", "Excel (.xlsx)"),
            ("csv", "CSV (.csv)"),
            ("json", "JSON (.json)"),
            ("zip", gettext_lazy("a zip of CSV files (.zip)")),
        ],
    )

    def clean(self):
        cleaned = super().clean()
        wrong = {"list": "zip", "workbook": "csv"}.get(cleaned.get("scope", ""))
        if cleaned.get("format") == wrong:
            self.add_error("format", _("Choose another format for this."))
        return cleaned


class WorkbookAdmin(ImportExportModelAdmin):
    """django-import-export's buttons and addresses; our screens and services behind them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = SHEET_OF[self.model]
        self.resource_classes = [SHEETS[self.sheet]]

    def has_import_permission(self, request):
        return request.user.has_perm("archive.import_workbook")

    def has_export_permission(self, request):
        may_see = self.has_view_or_change_permission(request)
        return may_see and request.user.has_perm("archive.export_workbook")

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        name = "{}_{}_import_template".format(*self.get_model_info())
        return [path("import/template/", view, name=name), *super().get_urls()]

    # Import ------------------------------------------------------------

    def import_action(self, request, **kwargs):
        """Choose a file; then see what it would do."""
        return upload(request)

    def process_import(self, request, **kwargs):
        """django-import-export's second step: ours begins with a file of its own."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:archive_importrun_upload"))

    def template_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
        write_template(file)
        file.seek(0)
        return attachment(file, "workbook.xlsx", XLSX)

    # Export ------------------------------------------------------------

    def export_action(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied
        form = DownloadForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.download(request, **form.cleaned_data)
        return self.page(request, "admin/export_file.html", title=_("Export"), form=form)

    def download(self, request, *, scope, format):  # noqa: A002 -- the form's own word
        if scope == "workbook":
            file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
            export_workbook(target=file, format=format)
            file.seek(0)
        else:
            chosen = self.get_export_queryset(request).order_by().values("pk")
            rows = self.model._default_manager.filter(pk__in=chosen)
            file = stream_sheet(self.sheet, rows, format=format, public=False)
        name = f"{self.sheet if scope == 'list' else 'workbook'}.{format}"
        return attachment(file, name, TYPES[format])

    # Pages -------------------------------------------------------------

    def page(self, request, template, **context):
        request.current_app = self.admin_site.name
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "subtitle": None}
        return TemplateResponse(request, template, context)


def attachment(content, name, kind):
    """A file, or the pieces of one, to be kept under this name."""
    response = StreamingHttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response
