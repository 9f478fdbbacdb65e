"""Make the files by which anybody may take the whole public archive away."""

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand
from archive.services.bundling import bundle


class Command(OperatorCommand):
    help = "Write the whole public archive to files for readers: a zip of CSVs, an SQLite database."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, **options):
        directory = settings.ARCHIVE_DOWNLOADS
        try:
            made = bundle(directory=directory, now=timezone.now())
        except OSError as error:
            message = _("%(directory)s cannot be written: %(reason)s.")
            words = {"directory": directory, "reason": error.strerror}
            raise CommandError(message % words, returncode=MISUSED) from error
        if options["json"]:
            self.print_json(made.as_json())
            return
        unit = _("bytes")
        for file in made.files:
            self.stdout.write(f"{directory / file.name}: {file.size} {unit}, {file.sha256}")
