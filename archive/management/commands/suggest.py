"""Suggest: the facts that a text probably states, each with its passage."""

from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.management.operating import MISUSED, OperatorCommand
from archive.services.claiming import claims_of
from archive.services.importing import UnreadableFileError
from archive.text.claims import Claims


class Command(OperatorCommand):
    help = "Say which facts a text probably states, each with its passage; write nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a press release as plain text, up to 2 MB")
        parser.add_argument("--json", action="store_true", help="print the facts as JSON")

    def prepare(self):
        """The database is neither read nor written."""

    def handle(self, *, file, **options):
        try:
            claims = claims_of(file)
        except UnreadableFileError as error:
            raise CommandError(str(error), returncode=MISUSED) from error
        if options["json"]:
            self.print_json(claims.as_json())
            return
        for line in told(claims):
            self.stdout.write(line)


def told(claims: Claims) -> Iterator[str]:
    """The claims for a person: one to a line, its passage below it."""
    yield _("Title: %(title)s") % {"title": claims.title or _("not stated")}
    date = _when(claims.published.as_printed, claims.published.edtf)
    yield _("Published: %(date)s") % {"date": date}
    for name, entries in sections(claims):
        yield ""
        yield f"{name}: {len(entries)}"
        for fact, quote in entries:
            yield f"- {fact}"
            yield f"  “{' '.join(quote.split())}”"


def sections(claims: Claims) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each kind of fact by name, with its facts in words and their passages."""
    return [
        (_("officials"), [(_official(each), each.quote) for each in claims.officials]),
        (_("events"), [(_event(each), each.quote) for each in claims.events]),
        (_("delegations"), [(_delegation(each), each.quote) for each in claims.delegations]),
        (_("agreements"), [(_agreement(each), each.quote) for each in claims.agreements]),
    ]


def _official(official) -> str:
    posts = [", ".join(filter(None, post)) for post in official.posts]
    return f"{official.name}: {'; '.join(posts) or _('no post stated')}"


def _event(event) -> str:
    return f"{event.kind}, {_when(event.date.as_printed, event.date.edtf)}"


def _delegation(delegation) -> str:
    ways = f"{delegation.origin or '?'} → {delegation.goal or '?'}"
    people = [delegation.leader or _("leader not stated"), *delegation.members]
    return f"{ways}: {', '.join(people)}"


def _agreement(agreement) -> str:
    name = agreement.title or ", ".join(agreement.kinds)
    return f"{name}: {' – '.join(agreement.parties) or _('parties not stated')}"  # noqa: RUF001 -- the dash between two sides


def _when(as_printed: str | None, edtf: str | None) -> str:
    if not as_printed:
        return _("not stated")
    return f"{' '.join(as_printed.split())} ({edtf})" if edtf else " ".join(as_printed.split())
