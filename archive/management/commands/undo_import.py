"""Take back an import, without losing what was done since."""

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand, refuse
from archive.services.undoing import UndoError, UndoResult, undo_import

SHOWN = 50  # kept records that are printed; --json has them all


class Command(OperatorCommand):
    help = "Take back an import; what was edited since stays and is listed."

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, help="the number of the import")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--also",
            action="append",
            default=[],
            metavar="SHEET:SLUG",
            help="take this record back although it was edited since; may be repeated",
        )

    def handle(self, *, run, also, **options):
        try:
            result = undo_import(
                run=run,
                now=timezone.now(),
                dry_run=options["dry_run"],
                choices={record_in(word): "undo" for word in also},
            )
        except UndoError as error:
            raise CommandError(str(error), returncode=MISUSED) from error
        if options["json"]:
            self.print_json(result.as_json())
        else:
            self.tell(result, options["dry_run"])
        if result.is_refused:
            refuse(_("Nothing was undone."))

    def tell(self, result: UndoResult, is_dry_run) -> None:
        """Say in words what was done, sheet by sheet, and what was kept."""
        for sheet, counts in result.counts().items():
            said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)
            self.stdout.write(f"{sheet}: {said}")
        for point in result.open_points():
            self.stdout.write(point)
        for each in result.kept[:SHOWN]:
            words = {"sheet": each.sheet, "slug": each.slug, "why": each.why}
            self.stdout.write(_("kept: %(sheet)s, %(slug)s: %(why)s") % words)
        if len(result.kept) > SHOWN:
            more = len(result.kept) - SHOWN
            self.stdout.write(_("… and %(more)s more; --json has them all.") % {"more": more})
        if result.is_refused:
            return
        if is_dry_run:
            self.stdout.write(_("A dry run: nothing was written."))
        elif result.applied:
            self.stdout.write(_("Import %(run)s was undone.") % {"run": result.run})
        else:
            self.stdout.write(
                _("There is nothing to undo in import %(run)s.") % {"run": result.run}
            )


def record_in(word):
    """The sheet and slug of SHEET:SLUG."""
    sheet, colon, slug = word.partition(":")
    if not (sheet and colon and slug):
        message = _("%(word)s is not SHEET:SLUG, as in officials:li-wei.")
        raise CommandError(message % {"word": word}, returncode=MISUSED)
    return sheet, slug
