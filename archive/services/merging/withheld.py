"""Withheld: a merger must not put words beside an article that withholds them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive.models import Name, Redaction
from archive.models.records import Reviewed
from archive.services.batching import batches
from archive.services.merging.planning import Plan, referring, ways_to
from archive.services.withholding import SAYS, said

type Found = set[tuple[str, int, str, str]]  # kind, id, column, article


def said_around(plan: Plan) -> Found:
    """What the records, and what refers to the merged one, say although it is withheld."""
    if not Redaction.objects.exists():
        return set()
    return {
        (model.record_kind(), each.pk, each.field, each.article)
        for model, ids in touched(plan)
        for some in batches(ids)
        for each in said(model._default_manager.filter(pk__in=some))
    }


def touched(plan: Plan) -> Iterator[tuple[type[Any], list[int]]]:
    """The rows whose words, or the articles near them, are others than before."""
    for model, rows in plan.rows.items():
        if model in SAYS:
            yield model, list(rows)
    kept = plan.kept
    if type(kept) in SAYS:
        yield type(kept), [kept.pk]
    for model, names in ways_to(type(kept)).items():
        is_near = model is Name or isinstance(kept, Reviewed)
        if is_near and model in SAYS:
            yield model, list(referring(model, names, kept).values_list("pk", flat=True))


def told_newly(plan: Plan, before: Found) -> list[str]:
    """The sentences that say which articles stand against the merger, once it is written."""
    newly = said_around(plan) - before
    message = _(
        "The article “%(article)s” withholds words that would stand beside it then: see its"
        " redactions, and write the records without them first."
    )
    return [message % {"article": slug} for slug in sorted({each[-1] for each in newly})]
