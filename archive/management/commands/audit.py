"""Audit: check everything derived against the records."""

from django.utils.translation import gettext as _

from archive.management.operating import OperatorCommand, refuse
from archive.services.auditing import audit


class Command(OperatorCommand):
    help = "Check every checksum, citation, reference, public flag and search entry."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, **options):
        report = audit()
        if options["json"]:
            self.print_json(report.as_json())
        else:
            self.tell(report)
        if not report.ok:
            refuse(_("The archive is not in order."))

    def tell(self, report):
        for name, number in report.checked.items():
            self.stdout.write(f"{name}: {number}")
        for problem in report.problems:
            where = f"{problem.kind} {problem.slug}"
            if problem.quote:
                where = f"{where}, article {problem.article}, “{problem.quote}”"
            self.stdout.write(f"{problem.code}: {where}: {problem.message}")
        if report.ok:
            self.stdout.write(_("The archive is in order."))
