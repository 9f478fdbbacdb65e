"""Rows: those of a list in HTML, each kept as it was rendered while nothing changes."""

from collections.abc import Callable, Iterable

from django.core.cache import caches
from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.views.keeping import seconds_kept, version_for


def rendered(
    request, ids: list[int], template_name: str, load: Callable[[list[int]], Iterable[Model]]
) -> SafeString:
    """The rows with these ids, one after the other; `load` gives those that are not kept.

    Each is the partial `row` of the template, with the record under the name of its kind.
    """
    scope = f"{version_for(request)[:16]}{get_language()}{template_name}"
    names = {pk: f"{scope}{pk}" for pk in ids}
    rows = caches["rows"].get_many(names.values()) if seconds_kept() else {}
    missing = [pk for pk in ids if names[pk] not in rows]
    if missing:
        template = get_template(f"{template_name}#row")
        made = {names[row.pk]: template.render(row_context(row)) for row in load(missing)}
        caches["rows"].set_many(made, seconds_kept())
        rows |= made
    return SafeString("".join(rows[names[pk]] for pk in ids if names[pk] in rows))


def row_context(row: Model) -> dict[str, Model]:
    return {row.record_kind(): row}
