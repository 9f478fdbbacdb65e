"""Refresh: write everything derived anew from the records."""

from django.utils.translation import gettext as _

from archive.management.operating import OperatorCommand
from archive.services.refreshing import refresh_everything


class Command(OperatorCommand):
    help = "Write quotes as shown, public flags and search entries anew from the records."

    def handle(self, **options):
        refresh_everything()
        self.stdout.write(_("Everything derived is as the records say. To be sure: audit."))
