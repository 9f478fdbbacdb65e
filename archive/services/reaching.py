"""Reaching: the pages on which a change may show, found by walking the foreign keys.

Pages look far: that of an official names the parties of agreements signed where the person
was. Every page is of one of these, and looks no further than is said here:

- An *occasion* (event, delegation, agreement) shows its facts, whom these name, the occasions
  that it has appearances or a foreign key in common with, and the facts of these that count.
- Whoever is *named* by the facts of an occasion, or by its own foreign keys, shows the whole
  of it, and of an event's agreements and its parts' as well; so do the places and bodies that
  these lie in.
- A *fact* shows what it refers to, and its quotes; so does an article whose words it stands on.
- A place or body is shown with those that it lies in: a change of one is a change of all below.

So from a changed row the walk goes to the facts that show it, to their occasions, and to all
that is named there. A foreign key that a model gains is followed without being listed here;
tests/services/test_reaching.py renders every page around every kind of change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import batched
from typing import Any

from django.db.models import ForeignKey, Model

from archive.models import (
    FACTS,
    RECORDS,
    Agreement,
    Appearance,
    Citation,
    Delegation,
    Event,
    Organization,
    Place,
    Post,
)
from archive.models.data_versions import version_name
from archive.models.prepared import MOST_AT_ONCE, Prepared
from archive.services.holding import held_then

MOST_READ = 5000  # rows: a change that shows on more than so many shows on all pages

FACT_MODELS = tuple(FACTS.values())
OCCASIONS = (Agreement, Event, Delegation)
TREES = (Organization, Place)
FOLLOWED = {*RECORDS.values(), *FACT_MODELS}

type Found = dict[Any, set[int]]  # model → ids


class TooManyError(Exception):
    """More rows would have to be read than a change of one page is worth."""


@cache
def foreign_keys(model: type[Model]) -> list[tuple[str, Any]]:
    """The foreign keys of a model to records and facts: (attribute that holds the id, model)."""
    return [
        (field.attname, field.related_model)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model in FOLLOWED
    ]


@cache
def pointing_at(model: type[Model]) -> list[tuple[Any, str]]:
    """The foreign keys of records, facts and citations to a model: (whose, attribute)."""
    return [
        (other, attname)
        for other in (*FOLLOWED, Citation)
        for attname, target in foreign_keys(other)
        if target is model
    ]


@cache
def rows_by(model: Any, attname: str) -> Prepared:
    """Rows of a model by the ids in a column: pk, slug, and what its foreign keys hold."""
    columns = ["pk", "slug", *(name for name, _target in foreign_keys(model))]
    rows = model._default_manager.order_by().values_list(*columns)
    return Prepared(
        lambda ids: rows.filter(**{f"{attname}__in": ids})[: MOST_READ + 1], keeps_plan=False
    )


@cache
def held_by(key: str, other: str) -> list[Prepared]:
    """The posts that appearances have or ever had, or the appearances that posts are of."""

    def by(table: Any) -> Prepared:
        rows = table.objects.order_by().values_list(other, flat=True).distinct()
        return Prepared(
            lambda ids: rows.filter(**{f"{key}__in": ids})[: MOST_READ + 1], keeps_plan=False
        )

    return [by(Appearance.posts.through), by(held_then())]


class Walk:
    """From rows that changed to `names`, those of the versions of all that may show them."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.left = MOST_READ
        self.facts: Found = defaultdict(set)  # that changed, or show what did
        self.occasions: Found = defaultdict(set)
        self.shown: Found = defaultdict(set)  # others whose page shows a change
        self.named: Found = defaultdict(set)  # those whose names were read
        self.looked_at: Found = defaultdict(set)  # and whose foreign keys were followed

    def spend(self, number: int) -> None:
        self.left -= number
        if self.left < 0:
            raise TooManyError

    def rows(self, model: Any, attname: str, ids: Iterable[int]) -> Iterator[tuple]:
        """Rows by the ids in a column: pk, slug, what its foreign keys hold."""
        for some in batched(sorted(ids), MOST_AT_ONCE, strict=False):
            found = rows_by(model, attname)(list(some))
            self.spend(len(found))
            yield from found

    def name(self, model: Any, attname: str, ids: Iterable[int]) -> set[int]:
        """Name the records or facts with these ids in a column. Returns their own ids."""
        return {self.call(model, pk, slug) for pk, slug, *_keys in self.rows(model, attname, ids)}

    def call(self, model: Any, pk: int, slug: str) -> int:
        self.names.add(version_name(model.record_kind(), slug))
        self.named[model].add(pk)
        return pk

    def look(self, model: Any, attname: str, ids: Iterable[int], *, named: bool = True) -> set[int]:
        """The same, and meet what they refer to."""
        found = set()
        for pk, slug, *keys in self.rows(model, attname, ids):
            found.add(pk)
            if named and model is not Citation:
                self.call(model, pk, slug)
            for (_name, target), key in zip(foreign_keys(model), keys, strict=True):
                if key is not None:
                    self.meet(target, key)
        self.looked_at[model] |= found
        return found

    def meet(self, model: Any, pk: int) -> None:
        """A record or fact that a row refers to, or that refers to it."""
        if model in FACT_MODELS:
            self.facts[model].add(pk)
        elif model in OCCASIONS:
            self.occasions[model].add(pk)
        elif model is not Citation:
            self.shown[model].add(pk)

    def start(self, touched: Found) -> None:
        """From rows that changed, as they are now."""
        for model, ids in touched.items():
            for pk in ids:
                self.meet(model, pk)
            if model not in FACT_MODELS:
                self.look(model, "pk", ids)
        records = {model: set(ids) for model, ids in touched.items() if model in RECORDS.values()}
        self.descend(records)
        for model, ids in records.items():
            for other, attname in pointing_at(model):
                for pk in self.look(other, attname, ids):
                    self.meet(other, pk)

    def descend(self, records: Found) -> None:
        """Add to the places and bodies among these records what lies in them."""
        new = {model: records[model] for model in TREES if records.get(model)}
        while any(new.values()):
            below: Found = defaultdict(set)
            for model, ids in new.items():
                for other, attname in pointing_at(model):
                    if other in TREES:
                        below[other] |= self.name(other, attname, ids)
            new = {model: ids - records.get(model, set()) for model, ids in below.items()}
            for model, ids in new.items():
                records[model] = records.get(model, set()) | ids

    def look_at_facts(self) -> None:
        """What these refer to, the appearances in which posts were held, the articles that state
        any of it."""
        occasions = {model: set(ids) for model, ids in self.occasions.items()}
        self.follow_posts()
        for model, ids in list(self.facts.items()):
            self.look(model, "pk", ids - self.looked_at[model])
        for model, ids in [*self.facts.items(), *occasions.items()]:
            self.look(Citation, f"{model.record_kind()}_id", ids)

    def follow_posts(self) -> None:
        """From posts to the appearances in which they were ever held, and back."""
        posts, appearances = set(self.facts[Post]), set(self.facts[Appearance])
        for found, key, other, ids in (
            (Appearance, "post_id", "appearance_id", posts),
            (Post, "appearance_id", "post_id", appearances),
        ):
            for some in batched(sorted(ids), MOST_AT_ONCE, strict=False):
                for held in (read(list(some)) for read in held_by(key, other)):
                    self.spend(len(held))
                    self.facts[found].update(held)

    def look_at_occasions(self) -> None:
        """All that is named there, and the occasions beside them, by name alone."""
        for model in (Agreement, Event, Event, Delegation):  # what an event is part of comes second
            self.look(model, "pk", self.occasions[model] - self.looked_at[model])
        near = {model: self.occasions[model] & self.looked_at[model] for model in OCCASIONS}
        for model, ids in near.items():
            for other, attname in pointing_at(model):
                if other in OCCASIONS:
                    self.name(other, attname, ids)
                elif other in FACT_MODELS:
                    self.look(other, attname, ids, named=other is not Appearance)

    def ascend(self) -> None:
        """Name all that was met, and what the places and bodies lie in."""
        for tree in TREES:
            while new := self.shown[tree] - self.looked_at[tree]:
                self.look(tree, "pk", new)
                self.looked_at[tree] |= new  # those that are gone, too
        for model in RECORDS.values():
            met = self.shown[model] | self.occasions[model]
            self.name(model, "pk", met - self.named[model])


def reached_from(touched: Found, met: Found) -> set[str]:
    """The names of the versions of all pages that may show these changes.

    `touched`: the rows that changed, as far as they are still there. `met`: what they refer to
    or did before. Raises TooManyError.
    """
    walk = Walk()
    for model, ids in met.items():
        for pk in ids:
            walk.meet(model, pk)
    walk.start(touched)
    walk.look_at_facts()
    walk.look_at_occasions()
    walk.ascend()
    return walk.names


def same_sets(sets: Iterable[str], agreements: set[int]) -> set[str]:
    """The names of the agreements of these sets, and of those that these agreements are of:
    where they have no event, the words alone hold them together."""
    own = Agreement.objects.filter(pk__in=agreements).exclude(set="").order_by()
    every = {*sets, *(own.values_list("set", flat=True) if agreements else ())}
    if not every:
        return set()
    rows = Agreement.objects.filter(set__in=every, event=None).order_by()
    slugs = list(rows.values_list("slug", flat=True)[: MOST_READ + 1])
    if len(slugs) > MOST_READ:
        raise TooManyError
    return {version_name("agreement", slug) for slug in slugs}
