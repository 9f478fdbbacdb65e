"""Rows: records in the tables of lists and of other records' pages, each kept as it was rendered.

A record looks alike in every table. Its row is rendered once for each language and version of
the data, and shared by all pages that show it.
"""

from collections.abc import Callable, Iterable

from django.core.cache import caches
from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.views.keeping import seconds_kept, version_for


class Rows:
    """The rows of one kind of record: a partial of a template, of its list's for the most part.

    `load` gives the records with these ids, in any order, with all that their rows print; the
    template has each under the name of its kind.
    """

    def __init__(
        self,
        template_name: str,
        load: Callable[[list[int]], Iterable[Model]],
        *,
        partial: str = "row",
    ):
        self.template_name, self.load = f"{template_name}#{partial}", load

    def html(self, request, ids: list[int]) -> SafeString:
        """The rows with these ids, one after the other; only those that are not kept are made."""
        rows = self.each(request, ids)
        return SafeString("".join(rows[pk] for pk in ids if pk in rows))

    def each(self, request, ids: list[int]) -> dict[int, SafeString]:
        """The same by their ids."""
        scope = f"{version_for(request)[:16]}{get_language()}{self.template_name}"
        names = {pk: f"{scope}{pk}" for pk in ids}
        rows = caches["rows"].get_many(names.values()) if seconds_kept() else {}
        missing = [pk for pk in ids if names[pk] not in rows]
        if missing:
            template = get_template(self.template_name)
            made = {
                names[row.pk]: template.render({row.record_kind(): row})
                for row in self.load(missing)
            }
            caches["rows"].set_many(made, seconds_kept())
            rows |= made
        return {pk: rows[name] for pk, name in names.items() if name in rows}
