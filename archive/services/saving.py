"""Saving: one door for every change to a record or fact, whoever makes it.

A change touches more than its row: the flags that say what is public, the day of an
agreement that has only its event's, the passages of an article whose text was corrected,
the search. `Saving` collects what was touched and settles it once, inside the same
transaction, so that nothing derived is ever out of step.
"""

from types import TracebackType
from typing import Self

from django.db import transaction
from django.db.models import ForeignKey, Model

from archive.models import Agreement, Article, Citation, Event, Redaction
from archive.services.citing import derive_shown, find_again
from archive.services.naming import name_record
from archive.services.publishing import REFERS, refresh_public, touched
from archive.services.searching import refresh_entries


class Saving:
    """A transaction in which records are saved and deleted; settled when it ends well.

    >>> with Saving() as saving:
    ...     saving.save(official)
    ...     saving.delete(post)
    """

    def __init__(self) -> None:
        self.moved = touched()
        self.recheck = touched()
        self.rewritten: set[int] = set()  # articles whose text or redactions changed
        self.atomic = transaction.atomic()

    def __enter__(self) -> Self:
        self.atomic.__enter__()
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

    def save(self, record: Model, *, reason: str = "") -> None:
        """Save a valid record as its next version and note what hangs on it.

        The caller has run `full_clean()`. `reason` goes into the history.
        """
        before = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
        name_record(record=record)
        if before is not None:
            self.note(before, before=record)
            record.version = before.version + 1
        if reason:
            record._change_reason = reason
        record.save()
        self.note(record, before=before)
        self.follow(record, before=before)

    def delete(self, record: Model, *, reason: str = "") -> None:
        """Delete a record with what belongs to it, and note what it referred to."""
        self.note(record)
        for relation in record._meta.related_objects:
            if relation.one_to_many and relation.get_accessor_name():
                for child in getattr(record, relation.get_accessor_name()).all():
                    self.note(child)
        if reason:
            record._change_reason = reason
        record.delete()

    def note(self, record: Model, *, before: Model | None = None) -> None:
        """Remember that this row changed, and which rows it refers to."""
        if type(record) in REFERS and before is not None and record.withdrawn == before.withdrawn:
            self.recheck[type(record)].add(record.pk)
        else:
            self.moved[type(record)].add(record.pk)
        if isinstance(record, Redaction):
            self.rewritten.add(record.article_id)
        for field in record._meta.concrete_fields:
            if isinstance(field, ForeignKey) and getattr(record, field.attname) is not None:
                self.recheck[field.related_model].add(getattr(record, field.attname))

    def follow(self, record: Model, *, before: Model | None) -> None:
        """Carry a change on to what depends on its content."""
        if isinstance(record, Article) and before is not None and before.text != record.text:
            self.rewritten.add(record.pk)
            for anchor in find_again(article=record):
                self.note(anchor)
        if isinstance(record, Event) and before is not None and before.date != record.date:
            Agreement.objects.filter(event=record, date="").update(
                date_earliest=record.date_earliest, date_latest=record.date_latest
            )
            agreements = Agreement.objects.filter(event=record, date="")
            self.moved[Agreement].update(agreements.values_list("pk", flat=True))

    def settle(self) -> None:
        """Bring everything derived into step with the rows that changed."""
        derive_shown(citations=self.moved[Citation], articles=self.rewritten)
        turned = refresh_public(moved=self.moved, recheck=self.recheck)
        everything = touched()
        for part in (self.moved, self.recheck, turned):
            for model, ids in part.items():
                everything[model] |= ids
        refresh_entries(touched=everything)
