"""Doubling: facts that would say the same twice once both records are one."""

from collections.abc import Collection, Iterator
from itertools import batched
from typing import Any

from django.db.models import F, Q, UniqueConstraint

from archive.models import FACTS, Appearance, Citation, Name, Party, Post, Progress
from archive.services.batching import batches

BATCH = 500

# What else tells which facts may be the same: few have it in common.
NARROWED_BY: dict[type[Any], list[str]] = {
    Post: ["article_id"],
    Appearance: ["event_id", "delegation_id"],
    Party: ["agreement_id"],
    Progress: ["agreement_id"],
    Name: ["text"],
    Citation: ["article_id"],
}
SAME_PASSAGE = ["article_id", "start", "end", "exact", "about", "supports", "note"]


def key_of(model: type[Any]) -> tuple[str, ...]:
    """The attributes in which no two facts of a model may be alike, by its constraint."""
    (once,) = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    names = once.fields or [named_in(each) for each in once.expressions]
    return tuple(model._meta.get_field(each).attname for each in names)


def named_in(expression: Any) -> str:
    """The field of F("title"), or of Coalesce("place", Value(0))."""
    if not isinstance(expression, F):
        (expression, _nothing) = expression.get_source_expressions()
    return str(expression.name)


def doubles(model: type[Any], name: str, into: dict[int, int]) -> dict[int, int]:
    """Those of the facts that repeat another once `name` leads elsewhere: it → the other.

    `into` says for each record at `name` which one takes its place. Records are never alike.
    """
    attname = model._meta.get_field(name).attname
    if model is Citation:
        key: tuple[str, ...] = (attname, *SAME_PASSAGE)
    elif model in FACTS.values():
        key = key_of(model)
    else:
        return {}
    rows = model._default_manager.filter(**{f"{name}__in": list(into)}).order_by("pk")
    place = key.index(attname)
    coming = {}
    for pk, *cells in rows.values_list("pk", *key):
        cells[place] = into[cells[place]]
        coming[pk] = tuple(cells)
    standing: dict[tuple[Any, ...], int] = {}
    for some in batches(set(into.values())):
        for condition in narrowed(model, attname, key, coming.values()):
            rows = model._default_manager.filter(condition, **{f"{name}__in": some}).order_by("pk")
            for pk, *cells in rows.values_list("pk", *key):
                standing.setdefault(tuple(cells), pk)
    return {pk: standing[cells] for pk, cells in coming.items() if cells in standing}


def narrowed(
    model: type[Any], attname: str, key: tuple[str, ...], coming: Collection[tuple[Any, ...]]
) -> Iterator[Q]:
    """The conditions under which facts that stand may be the same as those that come."""
    others = NARROWED_BY[model]
    if attname in others:
        yield Q()
        return
    for other in others:
        place = key.index(other)
        found = sorted({cells[place] for cells in coming if cells[place] is not None})
        for some in batched(found, BATCH, strict=False):
            yield Q(**{f"{other}__in": some})
