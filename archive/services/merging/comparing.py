"""Comparing: what two records have in common, and what may be the same as a record."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model

from archive.models import FACTS, RECORDS, Article, Citation, SearchEntry
from archive.models.names import NAMED
from archive.services.merging.planning import referring, ways_to

LOOKED_AT = 300  # facts of a kind by which a record is known, the newest
SHOWN = 10  # records in common, of each kind
FOUND = 10  # records that may be the same

type Ties = dict[type[Model], set[int]]  # a kind of record → ids


def in_common(one: Any, other: Any) -> list[tuple[type[Model], list[Any]]]:
    """The articles, people, places, events … that both are reported with: kind, first records."""
    ours, theirs = ties_of(one), ties_of(other)
    found: list[tuple[type[Model], list[Any]]] = []
    for model in RECORDS.values():
        ids = (ours[model] & theirs[model]) - {one.pk if model is type(one) else None}
        if ids - {other.pk if model is type(other) else None}:
            rows: Any = model._default_manager.filter(pk__in=ids).order_by("pk")
            found.append((model, list(rows.defer("text") if model is Article else rows)[:SHOWN]))
    return found


def ties_of(record: Any) -> Ties:
    """What a record is reported with, by what refers to it, by where it is cited."""
    ties: Ties = defaultdict(set)
    for model, names in ways_to(type(record)).items():
        rows = referring(model, names, record).order_by("-pk")
        if model in RECORDS.values():
            ties[model].update(rows.values_list("pk", flat=True)[:LOOKED_AT])
        keys = [each for each in others(model, record) if each.name not in names]
        for found in rows.values_list(*(each.attname for each in keys))[:LOOKED_AT]:
            for key, pk in zip(keys, found, strict=True):
                if pk is not None:
                    ties[key.related_model].add(pk)
        if model in FACTS.values():
            for name in names:
                cited = Citation.objects.filter(**{f"{model.record_kind()}__{name}": record})
                articles = cited.order_by("-pk").values_list("article", flat=True)[:LOOKED_AT]
                ties[Article].update(articles)
    return ties


def others(model: type[Any], record: Any) -> Iterator[Any]:
    """The foreign keys by which rows of a model refer to other kinds of records."""
    for each in model._meta.concrete_fields:
        is_target = model is Citation and each.name != "article"
        is_record = isinstance(each, ForeignKey) and each.related_model in RECORDS.values()
        if is_record and not is_target and each.related_model is not type(record):
            yield each


def perhaps_the_same(record: Any) -> list[int]:
    """The ids of records of the kind that are found by what this one is called, best first."""
    kind = record.record_kind()
    called = [str(record), getattr(record, "native_name", "")]
    if kind in NAMED:
        called += record.names.order_by("pk").values_list("text", flat=True)[:FOUND]
    found: dict[int, None] = {}
    for words in filter(None, dict.fromkeys(called)):
        ids = SearchEntry.objects.record_ids(kind, words, public=False)[: FOUND + 1]
        found |= dict.fromkeys(ids)
    found.pop(record.pk, None)
    return list(found)[:FOUND]
