"""Referring: a created record that something else refers to is kept, and so on along."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from archive.models import FACTS, RECORDS, Citation, FormerSlug, ImportAction
from archive.services.batching import batches
from archive.services.undoing.planning import BATCH, Plan
from archive.services.undoing.states import POSTS, Key

NAMED = 3  # referring records that a sentence names


@dataclass
class References:
    """Who refers to the records that are to go, in both directions."""

    to: dict[Key, list[Key]] = field(default_factory=lambda: defaultdict(list))
    of: dict[Key, list[Key]] = field(default_factory=lambda: defaultdict(list))
    slugs: dict[Key, str] = field(default_factory=dict)

    def add(self, referring: Key, slug: str, target: Key) -> None:
        self.of[referring].append(target)
        self.to[target].append(referring)
        self.slugs[referring] = slug


def keep_referred(plan: Plan) -> None:
    """Take out of `plan.go` what anything that stays refers to. A fact keeps its sources."""
    references = references_to(plan)
    for key, why in redirected(plan):
        keep(plan, key, why)
    waiting = [key for key in references.of if key not in plan.go]
    waiting += [key for key in plan.kept if key not in references.of]
    while waiting:
        key = waiting.pop()
        for target in references.of.get(key, ()):
            if target in plan.go:
                keep(plan, target, referred_by(references, target, plan))
                waiting.append(target)
        for source in sources(key, references):
            if source in plan.go:
                slug = plan.changes[key].slug if key in plan.changes else ""
                keep(plan, source, _("It supports %(slug)s, which is kept.") % {"slug": slug})
                waiting.append(source)


def keep(plan: Plan, key: Key, why: str) -> None:
    plan.go.discard(key)
    plan.kept[key] = why


def sources(key: Key, references: References) -> list[Key]:
    """The citations of a fact: it is not kept without them."""
    if key[0] not in FACTS.values():
        return []
    return [each for each in references.to.get(key, ()) if each[0] is Citation]


def made(plan: Plan) -> set[Key]:
    """The records that go, and the facts that would have gone and are kept."""
    facts = {key for key in plan.kept if key[0] in FACTS.values()}
    created = ImportAction.CREATED
    return plan.go | {key for key in facts if plan.changes[key].action == created}


def referred_by(references: References, target: Key, plan: Plan) -> str:
    """The sentence that says which records that stay refer to this one."""
    staying = [key for key in references.to[target] if key not in plan.go]
    names = [f"{key[0]._meta.verbose_name} {references.slugs[key]}" for key in staying]
    words = {"found": ", ".join(sorted(names)[:NAMED])}
    return _("Others refer to it: %(found)s.") % words


def references_to(plan: Plan) -> References:
    """Every row that refers to one of those records and will go on doing so."""
    found = References()
    going: dict[type[Any], list[int]] = defaultdict(list)
    for model, pk in made(plan):
        going[model].append(pk)
    for model, ids in going.items():
        for some in batches(ids):
            for referring, slug, cell, pk in rows_referring(model, some):
                if not returns_elsewhere(plan, referring, cell, pk):
                    found.add(referring, slug, (model, pk))
    return found


def rows_referring(model: type[Any], ids: list[int]) -> Iterator[tuple[Key, str, str, int]]:
    """(who, its slug, in which cell, to which id): a statement for each way to refer."""
    for relation in model._meta.related_objects:
        pointing: Any = relation.related_model
        name = relation.field.name
        cell = POSTS if relation.many_to_many else relation.field.attname
        rows = pointing._default_manager.filter(**{f"{name}__in": ids}).order_by()
        for pk, slug, target in rows.values_list("pk", "slug", name):
            yield (pointing, pk), slug, cell, target


def returns_elsewhere(plan: Plan, referring: Key, cell: str, pk: int) -> bool:
    """Whether taking back gives the referring cell another value."""
    values = plan.returns.get(referring, {})
    if cell not in values:
        return False
    value = values[cell]
    return pk not in value if cell == POSTS else value != pk


def redirected(plan: Plan) -> Iterator[tuple[Key, str]]:
    """Records that are to go although addresses of merged ones lead to them."""
    kinds: dict[str, type[Any]] = {**RECORDS, **FACTS}
    for kind, model in kinds.items():
        slugs = {plan.changes[key].slug: key for key in plan.go if key[0] is model}
        for some in batched(slugs, BATCH, strict=False):
            for former in FormerSlug.objects.filter(kind=kind, current_slug__in=some):
                why = _("The former address %(slug)s leads to it.") % {"slug": former.slug}
                yield slugs[former.current_slug], why
