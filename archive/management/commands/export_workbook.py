"""Export the whole archive as a workbook."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand
from archive.services.exporting import UnknownFormatError, export_workbook


class Command(OperatorCommand):
    help = "Export the archive as a workbook: .xlsx, .zip (of CSV) or .json, by the file's name."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *, file, **options):
        try:
            sheets = export_workbook(target=file, format=file.suffix.lower().removeprefix("."))
        except UnknownFormatError as error:
            raise CommandError(str(error), returncode=MISUSED) from error
        except OSError as error:
            message = _("%(file)s cannot be written: %(reason)s.")
            words = {"file": file, "reason": error.strerror}
            raise CommandError(message % words, returncode=MISUSED) from error
        if options["json"]:
            self.print_json({"file": str(file), "sheets": sheets})
            return
        for sheet, rows in sheets.items():
            self.stdout.write(f"{sheet}: {rows}")
        self.stdout.write(_("Written to %(file)s.") % {"file": file})
