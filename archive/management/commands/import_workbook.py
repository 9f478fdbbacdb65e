"""Import a workbook: all of it, or nothing."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand, refuse
from archive.services.importing import (
    AnswersError,
    ImportResult,
    UnreadableFileError,
    import_workbook,
    read_answers,
    write_report,
)

SHOWN = 50  # open points that are printed; --json has them all


class Command(OperatorCommand):
    help = "Import a workbook (.xlsx, .ods, .xls, .json, .csv, a zip or folder of .csv)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--create-missing",
            action="store_true",
            help="make officials, organizations and places that are named but not there",
        )
        parser.add_argument(
            "--valid-rows-only",
            action="store_true",
            help="save the rows against which nothing stands",
        )
        parser.add_argument("--report", type=Path, help="write your rows with their problems")
        parser.add_argument("--answers", type=Path, help="JSON: what ambiguous cells mean")

    def handle(self, *, file, **options):
        try:
            result = import_workbook(
                source=file,
                file_name=file.resolve().name,
                now=timezone.now(),
                dry_run=options["dry_run"],
                create_missing=options["create_missing"],
                valid_rows_only=options["valid_rows_only"],
                answers=read_answers(options["answers"]),
            )
        except (UnreadableFileError, AnswersError) as error:
            raise CommandError(str(error), returncode=MISUSED) from error
        if options["report"]:
            self.report(file, result, options["report"])
        if options["json"]:
            self.print_json(result.as_json())
        else:
            self.tell(result)
        if result.is_refused:
            refuse(_("Nothing was imported."))

    def report(self, file, result, target):
        try:
            write_report(source=file, file_name=file.name, result=result, target=target)
        except OSError as error:
            message = _("%(file)s cannot be written: %(reason)s.")
            words = {"file": target, "reason": error.strerror}
            raise CommandError(message % words, returncode=MISUSED) from error

    def tell(self, result: ImportResult) -> None:
        """Say in words what was done, row counts by sheet, and what stands against it."""
        for sheet, counts in result.counts().items():
            said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)
            said = said or _("no rows")
            self.stdout.write(f"{sheet}: {said}")
        for sheet, notice in result.notices:
            self.stdout.write(f"{sheet}: {notice}")
        points = list(result.open_points())
        for point in points[:SHOWN]:
            self.stdout.write(point)
        if len(points) > SHOWN:
            more = len(points) - SHOWN
            self.stdout.write(_("… and %(more)s more; --json has them all.") % {"more": more})
        if result.applied:
            self.stdout.write(_("Imported as import %(run)s.") % {"run": result.run})
        elif not result.is_refused:
            self.stdout.write(_("A dry run: nothing was written."))
