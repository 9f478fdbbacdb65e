"""Which records a harvester gets, in the order of their last change, a batch at a time."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.models import RECORDS, Article, Status
from archive.models.records import Record, Reviewed
from archive.resources import SHEET_OF
from archive.views.addresses import SlugInAnyScript
from archive.views.oai.asking import OaiError, Selection

BATCH = 100

MODELS = {SHEET_OF[model]: model for model in RECORDS.values()}
SETS = {model.record_kind(): kind for kind, model in MODELS.items()}  # setSpec → plural word
WITH = {
    "articles": ["publisher"],
    "agreements": ["place"],
    "events": ["place", "organization"],
    "delegations": ["from_place", "from_organization", "to_place", "to_organization"],
    "organizations": ["place", "parent"],
    "places": ["parent"],
    "officials": [],
}


def shown(kind: str) -> QuerySet:
    """The records of a kind that harvesters are told of: public ones, and withdrawn ones.

    Withdrawn ones only so that copies of them are deleted: one that never was published is
    no more there than a draft.
    """
    model = MODELS[kind]
    condition = Q(is_public=True) | gone(model)
    rows: QuerySet = model._default_manager.filter(condition)
    if WITH[kind]:
        rows = rows.select_related(*WITH[kind])
    if model is Article:
        rows = rows.defer("text").prefetch_related("redactions")
    return rows


def gone(model: Any) -> Q:
    """Withdrawn after it had been public."""
    if not issubclass(model, Reviewed):
        return Q(withdrawn=True)
    published = model.history.filter(id=OuterRef("pk"), status=Status.PUBLISHED)
    return Q(status=Status.WITHDRAWN) & Q(Exists(published))


def batch_of(selection: Selection) -> tuple[list[Record], Selection | None]:
    """The next records, and the selection of those after them; None at the end.

    By kind, then by the moment of the last change: what changes meanwhile moves to the end
    of its kind and is met there. Costs a few statements, however deep.
    """
    found: list[Record] = []
    for kind in selection.kinds:
        is_first = kind == selection.kinds[0]
        rows = within(shown(kind), selection)
        if is_first and selection.changed:
            rows = beyond(rows, datetime.fromisoformat(selection.changed), selection.pk)
        found += rows.order_by("updated_at", "pk")[: BATCH + 1 - len(found)]
        if len(found) > BATCH:
            last = found[BATCH - 1]
            kind_of_last = SHEET_OF[type(last)]
            rest = selection.after(kind_of_last, last.updated_at, last.pk, BATCH)
            return found[:BATCH], rest
    return found, None


def within(rows: QuerySet, selection: Selection) -> QuerySet:
    """Those that changed in the span asked for."""
    if selection.first:
        rows = rows.filter(updated_at__gte=datetime.fromisoformat(selection.first))
    if selection.until:
        rows = rows.filter(updated_at__lt=datetime.fromisoformat(selection.until))
    return rows


def beyond(rows: QuerySet, changed: datetime, pk: int) -> QuerySet:
    """Those behind the one that changed then; the first condition is for the index."""
    return rows.filter(updated_at__gte=changed).filter(
        Q(updated_at__gt=changed) | Q(updated_at=changed, pk__gt=pk)
    )


def record_of(identifier: str, host: str) -> Record:
    """The record of an identifier of this site. Raises OaiError."""
    unknown = OaiError("idDoesNotExist", "There is no record with this identifier.")
    start = f"oai:{host}:"
    kind, slash, slug = identifier.removeprefix(start).partition("/")
    slug = unquote(slug)
    known = identifier.startswith(start) and slash and kind in SETS
    if not known or not re.fullmatch(SlugInAnyScript.regex, slug):
        raise unknown
    record = shown(SETS[kind]).filter(slug=slug).first()
    if record is None:
        raise unknown
    return record


def earliest(kinds: Iterable[str]) -> datetime | None:
    """The day before which nothing changed."""
    firsts = [
        MODELS[kind].objects.order_by("updated_at").values_list("updated_at", flat=True).first()
        for kind in kinds
    ]
    return min((each for each in firsts if each), default=None)
