"""Planning: all that a merger would do, read and not written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Q

from archive.models import RECORDS, Article, FormerSlug, Name, User
from archive.models.names import NAMED
from archive.services.merging.doubling import doubles
from archive.services.merging.fields import Difference, differences, take_over
from archive.services.merging.refusing import MOST, reasons_against, too_many

NAMES = ("name", "native_name")
MERGEABLE = [model for model in RECORDS.values() if model is not Article]

type Rows = dict[type[Any], dict[int, int]]  # model → id → version, or another id


@dataclass
class Plan:
    """What becomes of everything that says something of the record that goes."""

    kept: Any
    merged: Any
    refusals: list[str] = field(default_factory=list)  # why it is not done, as sentences
    differences: list[Difference] = field(default_factory=list)
    rows: Rows = field(default_factory=dict)  # all that refers to the merged one: id → version
    joined: Rows = field(default_factory=dict)  # those that repeat another: it → the other
    names: list[str] = field(default_factory=list)  # become other names of the kept one
    redirects: list[str] = field(default_factory=list)  # slugs that will lead to the kept one

    def moving(self, model: type[Any]) -> list[int]:
        """The ids of what goes over to the kept record and repeats nothing there."""
        joined = self.joined.get(model, {})
        return [pk for pk in self.rows.get(model, {}) if pk not in joined]

    @cached_property
    def fingerprint(self) -> str:
        """Tells this plan from one that would do anything else."""
        versions = [(each.pk, each.version) for each in (self.kept, self.merged)]
        said = [(each.names, each.kept, each.merged) for each in self.differences]
        rows = [
            [(model.__name__, sorted(some.items())) for model, some in found.items()]
            for found in (self.rows, self.joined)
        ]
        everything = (versions, said, rows, self.redirects)
        return sha256(repr(everything).encode()).hexdigest()[:32]


def make_plan(
    *,
    kept: Any,
    merged: Any,
    user: User | None = None,
    choices: Mapping[str, str] | None = None,
) -> Plan:
    """What merging `merged` into `kept` would do; with `refusals`, why it will not be done.

    Some statements for each kind of fact; reads no more than `MOST` rows.
    """
    plan = Plan(kept, merged, refusals=list(reasons_against(kept, merged, user)))
    if type(kept) is not type(merged) or kept.pk == merged.pk or type(kept) not in MERGEABLE:
        return plan
    plan.differences = list(differences(kept, merged, choices or {}))
    plan.redirects = redirects_to(merged)
    find_rows(plan)
    if not plan.refusals:
        find_joined(plan)
        plan.names = other_names(plan)
    return plan


def ways_to(model: type[Any]) -> dict[type[Any], list[str]]:
    """Which models refer to this one, by which of their foreign keys."""
    found: dict[type[Any], list[str]] = {}
    for relation in model._meta.related_objects:
        found.setdefault(relation.related_model, []).append(relation.field.name)
    return dict(sorted(found.items(), key=lambda each: each[0].__name__))


def referring(model: type[Any], names: list[str], record: Any) -> Any:
    """The rows of a model that refer to a record by one of these foreign keys."""
    condition = Q()
    for name in names:
        condition |= Q(**{name: record})
    return model._default_manager.filter(condition).order_by("pk")


def find_rows(plan: Plan) -> None:
    """All that refers to the merged record, if it is not too much."""
    left = MOST
    for model, names in ways_to(type(plan.merged)).items():
        rows = referring(model, names, plan.merged).values_list("pk", "version")
        plan.rows[model] = dict(rows[: left + 1])
        left -= len(plan.rows[model])
        if left < 0:
            plan.refusals.append(too_many(plan.merged))
            return


def find_joined(plan: Plan) -> None:
    """The facts and passages that the kept record has already."""
    for model, names in ways_to(type(plan.merged)).items():
        if len(names) == 1 and plan.rows[model]:
            into = {plan.merged.pk: plan.kept.pk}
            plan.joined[model] = doubles(model, names[0], into)


def redirects_to(merged: Any) -> list[str]:
    """The slugs that will lead to the kept record: the merged one's, and its former ones."""
    rows = FormerSlug.objects.filter(kind=merged.record_kind(), current_slug=merged.slug)
    return [merged.slug, *rows.order_by("pk").values_list("slug", flat=True)]


def other_names(plan: Plan) -> list[str]:
    """What either record is called and the kept one will not be, nor is called so already."""
    kind = plan.kept.record_kind()
    if kind not in NAMED:
        return []
    after = type(plan.kept)(**{name: getattr(plan.kept, name) for name in ("name", "native_name")})
    take_over(after, plan.merged, [each for each in plan.differences if each.name in NAMES])
    called = [getattr(each, name) for each in (plan.kept, plan.merged) for name in NAMES]
    left = [
        each for each in dict.fromkeys(called) if each not in ("", after.name, after.native_name)
    ]
    of_either = Name.objects.filter(**{f"{kind}__in": [plan.kept, plan.merged]}, text__in=left)
    known = set(of_either.values_list("text", flat=True))
    return [each for each in left if each not in known]
