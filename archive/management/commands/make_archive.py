"""make_archive: a synthetic archive for load tests."""

from django.core.management.base import CommandError

from archive.management.operating import MISUSED, OperatorCommand, refuse
from archive.services.making import make_archive


class Command(OperatorCommand):
    help = "Fill an empty database with a synthetic archive for load tests."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, help="how many articles")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same archive")

    def handle(self, *, articles, seed, **options):
        if articles < 1:
            raise CommandError("--articles takes a whole number from 1.", returncode=MISUSED)
        try:
            counts = make_archive(articles_wanted=articles, seed=seed)
        except ValueError as error:
            refuse(str(error))
            return
        for kind, number in counts.items():
            self.stdout.write(f"{kind}: {number}")
