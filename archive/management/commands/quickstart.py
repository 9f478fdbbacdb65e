"""Quickstart: from a fresh copy to a running site with the first five documents."""

import secrets
import socket
from pathlib import Path

import environ
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand
from archive.models import RECORDS, ImportRun, User
from archive.services.importing import import_workbook

HOST, PORT = "127.0.0.1", 8000
SITE = f"http://{HOST}:{PORT}/"


class Command(OperatorCommand):
    help = "Make the database, load the first five documents, make an administrator, serve."

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")

    def handle(self, *, no_serve, **options):
        self.prepare_database()
        self.load_first_documents()
        self.make_administrator()
        if no_serve:
            self.say(_("Start the site with: manage.py runserver"))
        else:
            self.serve()

    def say(self, sentence):
        self.stdout.write(str(sentence))
        self.stdout.flush()

    def prepare_database(self):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        name = Path(connection.settings_dict["NAME"]).name
        self.say(_("The database %(name)s is ready.") % {"name": name})

    def load_first_documents(self):
        if ImportRun.objects.exists() or any(model.objects.exists() for model in RECORDS.values()):
            self.say(_("The archive has records already: nothing was loaded."))
            return
        folder = Path(apps.get_app_config("archive").path) / "data"
        result = import_workbook(
            source=folder, file_name="first five documents", now=timezone.now()
        )
        if not result.applied:
            points = "\n".join(result.open_points())
            raise CommandError(_("The first documents cannot be loaded.") + f"\n{points}")
        self.say(
            _("Loaded %(articles)s articles, %(officials)s officials, %(agreements)s agreements.")
            % {sheet: counts["created"] for sheet, counts in result.counts().items()}
        )

    def make_administrator(self):
        """Make the user admin if there is no administrator; say a random password this once."""
        if User.objects.filter(is_superuser=True).exists():
            self.say(_("There is an administrator already."))
            return
        given = environ.Env().str("ARCHIVE_ADMIN_PASSWORD", default="")
        password = given or secrets.token_urlsafe(12)
        User.objects.create_superuser("admin", password=password)
        if given:
            self.say(_("Made the administrator admin, with the password you gave."))
        else:
            self.say(
                _("Made the administrator admin. Password, shown only now: %(password)s")
                % {"password": password}
            )

    def serve(self):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, PORT))
            except OSError as error:
                raise CommandError(
                    _(
                        "Port %(port)s is in use: stop what runs there, or start the site with "
                        "manage.py runserver and another port."
                    )
                    % {"port": PORT},
                    returncode=MISUSED,
                ) from error
        self.say(_("The site: %(site)s") % {"site": SITE})
        self.say(_("For editors: %(site)sadmin/") % {"site": SITE})
        self.say(_("Press Ctrl+C to stop."))
        call_command("runserver", f"{HOST}:{PORT}", use_reloader=False)
