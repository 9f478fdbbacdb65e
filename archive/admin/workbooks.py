"""Import and export of every sheet: looked at first, applied as a whole, by those who may."""

import tempfile
from collections import Counter
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportModelAdmin

from archive.admin import pending
from archive.admin.previewing import preview, run_import
from archive.models import ImportAction, ImportChange, ImportRun
from archive.resources import SHEET_OF, SHEETS
from archive.services.exporting import export_workbook, stream_sheet, write_template
from archive.services.importing import UnreadableFileError, write_report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv", "json": "application/json", "zip": "application/zip"}


class UploadForm(forms.Form):
    """Which file, and how much of it is wanted."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel, OpenDocument, CSV, JSON, or a zip of CSV files."),
    )
    create_missing = forms.BooleanField(
        label=gettext_lazy("Make officials, organizations and places that are named but not there"),
        required=False,
    )
    valid_rows_only = forms.BooleanField(
        label=gettext_lazy("Take the rows against which nothing stands, leave the others"),
        required=False,
    )

    def clean_file(self):
        upload, limit = self.cleaned_data["file"], settings.ARCHIVE_UPLOAD_MEGABYTES
        if upload.size > limit * 2**20:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB.") % {"limit": limit}
            )
        return upload


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
    """django-import-export's buttons and addresses; our services behind them.

    The preview is the import itself, taken back. What is confirmed is the same file with the
    same answers, once, by the same person.
    """

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
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data.pop("file")
            waiting = pending.keep(
                upload.read(),
                file_name=upload.name,
                user=request.user.pk,
                options=form.cleaned_data,
            )
            try:
                return self.preview_page(request, waiting, pending.look(waiting))
            except UnreadableFileError as error:
                pending.take(waiting)
                form.add_error("file", str(error))
        return self.page(request, "admin/import_file.html", title=_("Import"), form=form)

    def process_import(self, request, **kwargs):
        """Apply what was looked at, look again with answers, or give the rows back marked."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            waiting = pending.read_token(request.POST.get("token", ""), user=request.user.pk)
            if "confirm" in request.POST:
                return self.confirm(request, waiting)
            data = pending.look(waiting)
            if "report" in request.POST:
                return self.report(request, waiting, data)
            return self.look_again(request, waiting, data)
        except pending.PendingError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self.address("import"))

    def confirm(self, request, waiting):
        data = pending.take(waiting)
        result = run_import(data, waiting, request.user)
        if not result.applied:
            said = _("Nothing was imported: the archive has changed since the preview.")
            self.message_user(request, said, messages.ERROR)
            again = pending.keep(
                data,
                file_name=waiting.file_name,
                user=request.user.pk,
                options=waiting.options,
                answers=waiting.answers,
            )
            return self.preview_page(request, again, data)
        self.tell_outcome(request, result.run)
        return HttpResponseRedirect(self.address("changelist"))

    def tell_outcome(self, request, run):
        """What was done, counted in the database, not taken from anybody's word."""
        kept = ImportRun.objects.get(pk=run)
        rows = ImportChange.objects.filter(run=kept).order_by().values_list("action")
        counts = Counter(dict(rows.annotate(Count("pk"))))
        message = _(
            "Imported %(file)s: %(created)d created, %(updated)d changed, %(deleted)d deleted."
        )
        words = {action.value: counts[action.value] for action in ImportAction}
        said = message % {"file": kept.file_name, **words}
        url = reverse("admin:archive_importrun_change", args=[kept.pk])
        link = format_html('{} <a href="{}">{}</a>', said, url, _("See each change"))
        self.message_user(request, link, messages.SUCCESS)

    def look_again(self, request, waiting, data):
        """The preview with the answers given; earlier ones stay."""
        asked = preview(data, waiting, request.user).questions
        given = [
            {**question["cell"], question["answer"]: answer}
            for number, question in enumerate(asked)
            if (answer := request.POST.get(f"answer-{number}", ""))
            in {key for key, _label in question["choices"]}
        ]
        answered = pending.Pending(**{**vars(waiting), "answers": [*waiting.answers, *given]})
        return self.preview_page(request, answered, data)

    def preview_page(self, request, waiting, data):
        looked = preview(data, waiting, request.user)
        return self.page(
            request,
            "admin/import_preview.html",
            title=_("What %(file)s would do") % {"file": waiting.file_name},
            looked=looked,
            counts=looked.result.counts(),
            token=waiting.token,
        )

    def report(self, request, waiting, data):
        """The person's own rows, with what stands against each beside it."""
        result = preview(data, waiting, request.user).result
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "report.xlsx"
            file_name = waiting.file_name
            with (pending.folder() / waiting.name).open("rb") as source:
                write_report(source=source, file_name=file_name, result=result, target=target)
            file = target.open("rb")
        name = f"{Path(file_name).stem} with problems.xlsx"
        return attachment(file, name, XLSX)

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

    def address(self, name):
        return reverse("admin:{}_{}_{}".format(*self.get_model_info(), name))


def attachment(content, name, kind):
    """A file, or the pieces of one, to be kept under this name."""
    response = StreamingHttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response
