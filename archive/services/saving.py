"""Saving: one door for every change to a record or fact, whoever makes it.

A change touches more than its row: the flags that say what is public, the day of an
agreement that has only its event's, the passages of an article whose text was corrected,
the search. `Saving` collects what was touched and settles it once, inside the same
transaction, so that nothing derived is ever out of step.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from types import TracebackType
from typing import Self

from django.db import connection, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from archive.models import (
    RECORDS,
    Agreement,
    Appearance,
    Article,
    Citation,
    Event,
    Redaction,
    Status,
)
from archive.models.records import Kept, Withdrawable
from archive.services.batching import batches
from archive.services.citing import derive_shown, find_again, show
from archive.services.describing import OWNERS
from archive.services.holding import remember_posts
from archive.services.idsets import IdSet
from archive.services.indexing import refresh_entries
from archive.services.naming import name_record
from archive.services.publishing import Touched, flag_at_first, refresh_public, touched
from archive.services.raising import Noted, raise_versions
from archive.services.writing import Draft, Ids, write, write_records

LOCK = 5_820_148  # PostgreSQL: whoever saves holds it to the end of the transaction


class Saving:
    """A transaction in which records are saved and deleted; settled when it ends well.

    >>> with Saving() as saving:
    ...     saving.save(official)
    ...     saving.delete(post)
    """

    def __init__(self) -> None:
        self.new = touched()
        self.moved = touched()
        self.recheck = touched()
        self.described = touched()  # whose search entry may have to say something else
        self.rewritten = IdSet()  # articles whose text or redactions changed
        self.unshown = IdSet()  # citations of which it is not known yet how they are shown
        self.is_seen = False  # whether readers may see any of it
        self.noted = Noted()  # for the versions of the pages that show it
        self.atomic = transaction.atomic()

    def __enter__(self) -> Self:
        self.atomic.__enter__()
        try:
            take_turn()
        except BaseException as failure:
            self.atomic.__exit__(type(failure), failure, failure.__traceback__)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.settle()
        except BaseException as failure:
            self.atomic.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self.atomic.__exit__(kind, error, trace)

    def save(self, record: Kept, *, reason: str = "") -> None:
        """Save a valid record as its next version and note what hangs on it.

        The caller has run `full_clean()`. `reason` goes into the history.
        """
        before = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
        name_record(record=record)
        if before is not None:
            record.version = before.version + 1
        left = derive([Draft(record, before)])
        explain(record, reason)
        record.save()
        self.take([Draft(record, before)], left)

    def save_all(self, drafts: Sequence[Draft], ids: Ids) -> None:
        """Save many records, a statement for hundreds of them; else as `save()`.

        All are valid and have slugs, the new ones ids from `ids` too. Raises IntegrityError,
        with nothing written, if the database refuses one of them.
        """
        for draft in drafts:
            if draft.before is not None:
                draft.record.version = draft.before.version + 1
        left = derive(drafts)
        with transaction.atomic():
            write(drafts, ids)
        for draft in drafts:
            draft.record._state.adding = False
        self.take(drafts, left)

    def take(self, drafts: Iterable[Draft], unshown: Iterable[Citation]) -> None:
        """Note what was saved, and carry it on to what depends on its content."""
        new: dict[type[Kept], list[Kept]] = defaultdict(list)
        self.unshown.update(citation.pk for citation in unshown)
        for draft in drafts:
            if draft.before is None:
                new[type(draft.record)].append(draft.record)
            else:
                self.note(draft.before, before=draft.record)
                self.note(draft.record, before=draft.before)
                self.follow(draft.record, before=draft.before)
        for model, records in new.items():
            self.gather(model, records, self.new)

    def rehearse(self, drafts: Sequence[Draft]) -> None:
        """Write many records as `save_all()` does, but none of their history: it is taken back."""
        for draft in drafts:
            if draft.before is not None:
                draft.record.version = draft.before.version + 1
        with transaction.atomic():
            write_records(drafts)
        for draft in drafts:
            draft.record._state.adding = False
            if draft.before is not None:
                self.follow(draft.record, before=draft.before)

    def delete(self, record: Kept, *, reason: str = "") -> None:
        """Delete a record with what belongs to it, and note what it referred to."""
        self.note(record)
        self.noted.note_leaving(record)
        for relation in record._meta.related_objects:
            name = relation.get_accessor_name()
            if relation.one_to_many and name:
                for child in getattr(record, name).all():
                    self.note(child)
        explain(record, reason)
        record.delete()

    def note(self, record: Kept, *, before: Kept | None = None) -> None:
        """Remember that this row changed, and which rows it refers to."""
        is_moved = not stays_as_withdrawn_as_it_was(record, before)
        self.gather(type(record), [record], self.moved if is_moved else self.recheck)

    def gather(self, model: type[Kept], records: Sequence[Kept], touched: Touched) -> None:
        """The same for some rows of one model, which belong to those that are `touched` so."""
        self.is_seen = self.is_seen or any(map(may_be_seen, records))
        for record in records:
            self.noted.note(record)
        touched[model].update(record.pk for record in records)
        if model is Redaction:
            self.rewritten.update(record.__dict__["article_id"] for record in records)
        for ways, found in ((references, self.recheck), (described_by, self.described)):
            for attname, other in ways(model):
                ids = {record.__dict__[attname] for record in records}
                found[other].update(ids - {None})

    def follow(self, record: Kept, *, before: Kept) -> None:
        """Carry a change on to what depends on its content."""
        if isinstance(record, Article) and isinstance(before, Article):
            if before.text != record.text or before.body != record.body:
                self.rewritten.add(record.pk)
            if before.text != record.text:
                for anchor in find_again(article=record):
                    self.note(anchor)
        if isinstance(record, Event) and isinstance(before, Event) and before.date != record.date:
            agreements = Agreement.objects.filter(event=record, date="")
            agreements.update(date_earliest=record.date_earliest, date_latest=record.date_latest)
            self.is_seen = True
            for touched_ones in (self.moved, self.described):
                touched_ones[Agreement].update(agreements.values_list("pk", flat=True))

    def settle(self) -> None:
        """Bring everything derived into step with the rows that changed."""
        remember_posts(self.new[Appearance] | self.moved[Appearance])
        derive_shown(citations=self.unshown, articles=self.rewritten)
        for some in batches(self.rewritten):  # redactions change how articles read
            Article.objects.filter(pk__in=some).update(updated_at=timezone.now())
        turned = refresh_public(new=self.new, moved=self.moved, recheck=self.recheck)
        for model, ids in turned.items():
            self.described[model] |= ids
        refresh_entries(touched=self.described)
        if self.is_seen or any(turned.values()):
            raise_versions(self.noted, turned)


def derive(drafts: Iterable[Draft]) -> list[Citation]:
    """Write into records what follows from them, as far as that is known before they are written.
    Returns the citations of which it is not known how the public may read them."""
    for draft in drafts:
        if draft.before is None:
            draft.record.is_public = flag_at_first(draft.record)
    return show([draft.record for draft in drafts if isinstance(draft.record, Citation)])


def take_turn() -> None:
    """Wait until no other saving is under way: two at once could each settle what they share
    by what they alone see. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def may_be_seen(record: Kept) -> bool:
    """Whether a page says anything of this row as it is: all but drafts, and facts of drafts.

    What is withdrawn has a page that says so; a redaction shows by what is not there.
    """
    if isinstance(record, Redaction):
        return True
    is_withdrawn = getattr(record, "withdrawn", False) or (
        getattr(record, "status", "") == Status.WITHDRAWN
    )
    return is_withdrawn or record.is_public


@cache
def references(model: type[Kept]) -> list[tuple[str, type[Model]]]:
    """The foreign keys of a model: (attribute that holds the id, model)."""
    fields = model._meta.concrete_fields
    return [(each.attname, each.related_model) for each in fields if isinstance(each, ForeignKey)]


@cache
def described_by(model: type[Kept]) -> list[tuple[str, type[Model]]]:
    """Whose search entries say something of a row: its own, or those of its owners."""
    if model in RECORDS.values():
        return [("id", model)]
    return [(f"{name}_id", owner) for name, owner in OWNERS.get(model, [])]


def explain(record: Kept, reason: str) -> None:
    """Let the history entry of the coming save or deletion say why."""
    if reason:
        record._change_reason = reason  # type: ignore[attr-defined]  # simple-history reads it


def stays_as_withdrawn_as_it_was(record: Kept, before: Kept | None) -> bool:
    """A person, body or place whose change cannot turn the flags of the facts about it."""
    return (
        isinstance(record, Withdrawable)
        and isinstance(before, Withdrawable)
        and record.withdrawn == before.withdrawn
    )
