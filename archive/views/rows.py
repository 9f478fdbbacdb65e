"""Rows: records in the tables of lists and of other records' pages, each kept as it was rendered.

A record looks alike in every table. Its row is rendered once for each language and version of
its kind, and shared by all pages that show it.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.models import RECORDS
from archive.views.keeping import seconds_kept, version_for_kinds

MOST = 20_000  # rows that a process keeps, of a thousand bytes each
KEPT: dict[str, dict[int, SafeString]] = {}  # by language, version and template, then by id


class Rows:
    """The rows of one kind of record: a partial of a template, of its list's for the most part.

    `load` gives the records with these ids, in any order, with all that their rows print; the
    template has each under the name of its kind. `kinds`: the kinds of the records, all unless
    it is said; a kind's version rises with whatever the page of one of its records shows.
    """

    def __init__(
        self,
        template_name: str,
        load: Callable[[list[int]], Iterable[Model]],
        *,
        partial: str = "row",
        kinds: Iterable[str] = RECORDS,
    ):
        self.template_name, self.load = f"{template_name}#{partial}", load
        self.kinds = tuple(kinds)

    def html(self, request, ids: list[int]) -> SafeString:
        """The rows with these ids, one after the other; only those that are not kept are made."""
        rows = self.each(request, ids)
        return SafeString("".join(rows[pk] for pk in ids if pk in rows))

    def each(self, request, ids: list[int]) -> dict[int, SafeString]:
        """The same by their ids."""
        version = version_for_kinds(request, self.kinds)[:16]
        scope = f"{version}{get_language()}{self.template_name}"
        rows = KEPT.setdefault(scope, {}) if ids and seconds_kept() else {}
        missing = [pk for pk in ids if pk not in rows]
        if missing:
            template = get_template(self.template_name)
            rows |= {
                row.pk: template.render({row.record_kind(): row}) for row in self.load(missing)
            }
            make_room()
        return {pk: rows[pk] for pk in ids if pk in rows}


def make_room() -> None:
    """Forget what was first kept of what is too many: rows of older versions stand there."""
    for oldest in list(KEPT):
        if sum(map(len, list(KEPT.values()))) <= MOST:
            break
        KEPT.pop(oldest, None)
