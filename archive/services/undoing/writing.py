"""Writing: records deleted, brought back and returned to former values, a batch at a time."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, router
from django.db.models import Max, Model, prefetch_related_objects
from django.utils.translation import gettext as _

from archive.models import (
    Agreement,
    Appearance,
    Citation,
    Event,
    Organization,
    Place,
    Post,
    Redaction,
    User,
)
from archive.models.citations import Anchor
from archive.models.dated import Dated
from archive.services.citing import move
from archive.services.holding import set_posts, take_posts
from archive.services.saving import Saving
from archive.services.undoing.linking import link_again
from archive.services.undoing.states import (
    PASSAGE,
    POSTS,
    Key,
    State,
    labels,
    referred,
    states_then,
    there,
)
from archive.services.writing import Draft, Ids

BATCH = 500
TREES: list[type[Any]] = [Place, Organization, Event]
DEEPEST = 100  # levels of a tree that are looked at


@dataclass
class Writer:
    """Writes within one `Saving`. What cannot be written is an obstacle, with the reason."""

    saving: Saving
    reason: str
    now: datetime
    user: User | None = None
    coming: set[Key] = field(default_factory=set)  # records that will be there in the end
    renumbered: dict[Key, int] = field(default_factory=dict)  # records whose id was taken
    obstacles: dict[Key, str] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)

    def take_away(self, model: type[Any], ids: Iterable[int]) -> None:
        """Delete records to which nothing refers that stays."""
        using = router.db_for_write(model)
        for some in batched(sorted(ids), BATCH, strict=False):
            records = list(model._default_manager.filter(pk__in=some).order_by("pk"))
            for record in records:
                self.saving.note(record)
            take_posts(model, some)
            model._default_manager.filter(pk__in=some)._raw_delete(using)
            self.remember_deletion(model, records)

    def remember_deletion(self, model: type[Any], records: list[Any]) -> None:
        """Write the history of these deletions, as so many single ones would."""
        history = model.history.model
        names = [each.attname for each in history.tracked_fields]
        entries = [
            history(
                history_date=self.now,
                history_type="-",
                history_user=self.user,
                history_change_reason=self.reason,
                **{name: getattr(record, name) for name in names},
            )
            for record in records
        ]
        history.objects.bulk_create(entries, batch_size=BATCH)

    def turn_back(self, model: type[Any], values: dict[int, State]) -> None:
        """Give records the values that these cells had, in the order given."""
        for some in batched(values, BATCH, strict=False):
            standing = model._default_manager.in_bulk(some)
            before = {pk: copy(record) for pk, record in standing.items()}
            records = [standing[pk] for pk in some]
            for record in records:
                write_cells(record, values[record.pk])
            ready = self.ready(model, records)
            held = {pk: values[pk][POSTS] for pk in some if POSTS in values[pk]}
            set_posts({pk: self.renumbered_posts(posts) for pk, posts in held.items()})
            self.save([Draft(record, before[record.pk], self.reason) for record in ready])

    def bring_back(self, model: type[Any], entries: dict[int, int]) -> None:
        """Make deleted records anew as these entries of the history have them.

        With their ids; a record whose id is another's now gets the next one.
        """
        for some in batched(entries.items(), BATCH, strict=False):
            numbers = dict(some)
            taken = {pk for _model, pk in there((model, pk) for pk in numbers)}
            rows = model.history.filter(history_id__in=numbers.values()).order_by("history_id")
            versions = last_versions(model, numbers)
            ready = self.ready(model, [former(model, row, versions[row.id]) for row in rows])
            for record in ready:
                if record.pk in taken:
                    record.pk = self.ids.next(model)
                    self.renumbered[key_of(record)] = record.pk
            self.save([Draft(record, None, self.reason) for record in ready])
            if model is Appearance:
                states = states_then(model, numbers.values())
                posts = {each.pk: states[numbers[each.former_id]][POSTS] for each in ready}
                set_posts({pk: self.renumbered_posts(held) for pk, held in posts.items()})
            link_again(model, [record.pk for record in ready])

    def save(self, drafts: list[Draft]) -> None:
        """Save all at once; if the database refuses, one by one to find out which."""
        for draft in drafts:
            draft.record._history_user = self.user  # type: ignore[attr-defined]  # simple-history reads it
        try:
            self.saving.save_all(drafts, self.ids)
        except IntegrityError:
            for draft in drafts:
                self.save_alone(draft)

    def save_alone(self, draft: Draft) -> None:
        try:
            self.saving.save_all([draft], self.ids)
        except IntegrityError:
            self.obstacles[key_of(draft.record)] = why_refused(draft.record)

    def renumbered_posts(self, ids: Iterable[int]) -> list[int]:
        return [self.renumbered.get((Post, pk), pk) for pk in ids]

    def ready(self, model: type[Any], records: list[Any]) -> list[Any]:
        """The records that may be written, with what follows from their cells."""
        for record in records:
            for cell, key in list(referred(model, vars(record))):
                if key in self.renumbered:
                    setattr(record, cell, self.renumbered[key])
        named = {record.pk: dict(referred(model, vars(record))) for record in records}
        wanted = {key for keys in named.values() for key in keys.values()}
        known = there(wanted - self.coming) | self.coming
        found = []
        for record in records:
            missing = [cell for cell, key in named[record.pk].items() if key not in known]
            if missing:
                message = _("What it referred to is not there any more: %(cells)s.")
                self.obstacles[key_of(record)] = message % {"cells": labels(model, missing)}
            else:
                found.append(record)
        load_needed(model, found)
        return [record for record in found if self.is_sound(record)]

    def is_sound(self, record: Any) -> bool:
        try:
            derive(record)
        except ValidationError as error:
            self.obstacles[key_of(record)] = said(error)
            return False
        return True

    def find_circles(self, model: type[Any], ids: Iterable[int]) -> None:
        """Obstacles are records that lie in themselves after all was written."""
        at = {pk: pk for pk in ids}
        for _level in range(DEEPEST if model in TREES else 0):
            rows = model._default_manager.filter(pk__in=set(at.values()), parent__isnull=False)
            parents = dict(rows.values_list("pk", "parent_id"))
            at = {pk: parents[place] for pk, place in at.items() if place in parents}
            for pk, place in at.items():
                if pk == place:
                    self.obstacles[model, pk] = _("It would be part of itself.")
            at = {pk: place for pk, place in at.items() if pk != place}
            if not at:
                return


def write_cells(record: Any, values: State) -> None:
    for name, value in values.items():
        if name == "exact":
            for part, each in zip(PASSAGE, value, strict=True):
                setattr(record, part, each)
        elif name != POSTS:
            setattr(record, name, value)


def key_of(record: Any) -> Key:
    """What the import knew the record as, also if its id is another's now."""
    return type(record), getattr(record, "former_id", record.pk)


def former(model: type[Any], entry: Any, version: int) -> Any:
    """A record as an entry of its history has it, in the version after its last one."""
    names = [each.attname for each in model.history.model.tracked_fields]
    record = model(**{name: getattr(entry, name) for name in names})
    record.version, record.former_id = version + 1, record.pk
    return record


def last_versions(model: type[Any], ids: Iterable[int]) -> dict[int, int]:
    rows = model.history.filter(id__in=list(ids)).order_by().values_list("id")
    return dict(rows.annotate(last=Max("version")))


def load_needed(model: type[Model], records: list[Any]) -> None:
    """What the records are derived from: the texts of passages, the days of events."""
    if issubclass(model, Anchor):
        prefetch_related_objects(records, "article")
    elif model is Agreement:
        prefetch_related_objects(records, "event")


def derive(record: Any) -> None:
    """Write what follows from the record: its days, its checksum, the place of its quote.

    Circles in a tree are looked for when all is written: see `Writer.find_circles`.
    """
    match record:
        case Citation() | Redaction():
            if not stands(record):
                move(anchor=record, article=record.article)
        case Event():
            Dated.clean(record)
        case Place() | Organization():
            pass
        case _:
            record.clean()


def stands(anchor: Citation | Redaction) -> bool:
    """Whether the article has the quote where it stood."""
    if anchor.start is None or anchor.end is None:
        return False
    return bool(anchor.article.text[anchor.start : anchor.end] == anchor.exact)


def why_refused(record: Any) -> str:
    """The rule that the database holds against a record, in words."""
    try:
        record.full_clean(exclude=["id"])
    except ValidationError as error:
        return said(error)
    return _("It contradicts what was recorded since.")


def said(error: ValidationError) -> str:
    return _("It cannot be as it was: %(rule)s") % {"rule": " ".join(error.messages)}
