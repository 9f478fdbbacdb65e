"""Run a job of the admin's import screen; the site starts this by itself."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand
from archive.services.jobs import JobGoneError, find, run_job
from archive.services.jobs.starting import limit_process


class Command(OperatorCommand):
    help = "Run an import that was started in the admin. The site calls this by itself."

    def add_arguments(self, parser):
        parser.add_argument("job", help="the name of its folder")

    def handle(self, *, job, **options):
        try:
            found = find(job)
        except JobGoneError as error:
            message = _("There is no such job: the site starts this command by itself.")
            raise CommandError(message, returncode=MISUSED) from error
        limit_process()
        run_job(found)
