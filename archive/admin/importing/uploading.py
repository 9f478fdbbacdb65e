"""Uploading: a file is taken, kept for its owner alone, and looked at in the background."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.importing.headings import remembered
from archive.services import jobs

MOST_RUNNING = 3  # imports at work at once, of all people together
MOST_OWN = 10  # files that a person may have lying here


class UploadForm(forms.Form):
    """Which file, and how much of it is wanted."""

    OPTIONS = ("create_missing", "valid_rows_only")

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

    def clean(self):
        if jobs.running_jobs() >= MOST_RUNNING:
            raise forms.ValidationError(
                _("Other imports are at work just now. Try again when they are done.")
            )
        return super().clean()


def take_upload(user, upload, *, options, answers=()):
    """Keep the file and look what it would do. Returns the job."""
    make_room(user)
    job = jobs.keep(
        user=user.pk,
        chunks=upload.chunks(),
        file_name=upload.name,
        options=options,
        answers=list(answers),
        headings=remembered(user),
    )
    jobs.start_planning(job)
    return job


def make_room(user):
    """Of too many files that wait, the oldest go."""
    own = [job for job, state in jobs.jobs_of(user.pk) if not state.is_running]
    for job in own[MOST_OWN - 1 :]:
        jobs.forget(job)
