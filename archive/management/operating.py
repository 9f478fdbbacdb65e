"""Operating: what the operators' commands have in common: plain sentences, exit codes, JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

REFUSED = 1  # nothing was written
MISUSED = 2  # or unreadable


class OperatorCommand(BaseCommand):
    """A command that ends with a sentence, never with a traceback; `--traceback` shows it."""

    requires_system_checks = []  # they read every page: for `check`, `migrate` and the server

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            self.prepare()
            return super().execute(*args, **options)
        except CommandError:
            raise
        except BrokenPipeError as error:  # whoever read the output has gone
            raise SystemExit(MISUSED) from error
        except DatabaseError as error:
            message = _("The database says: %(error)s") % {"error": " ".join(str(error).split())}
            raise CommandError(message, returncode=MISUSED) from error
        except Exception as error:
            message = _("Something went wrong (%(kind)s): %(error)s")
            words = {"kind": type(error).__name__, "error": " ".join(str(error).split())[:300]}
            raise CommandError(message % words, returncode=MISUSED) from error

    def prepare(self) -> None:
        """What is done before anything else, if the command uses the database."""
        bound_memory()

    def print_json(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))


def bound_memory() -> None:
    """SQLite reads through its own cache, half as large as for readers, not by mapping the file:
    what a command holds stays the same however large the archive is."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-16000")


def refuse(message: str) -> None:
    """End with the exit status that says: refused, nothing written."""
    raise CommandError(message, returncode=REFUSED)
