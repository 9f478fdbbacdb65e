"""A session: one import under way, what it knows, and every change that it makes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import router
from django.db.models import Max, Model
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from archive.models import (
    Citation,
    ImportAction,
    ImportChange,
    ImportRun,
    Official,
    User,
)
from archive.resources import SHEET_OF, SHEETS
from archive.resources.sheets import statements, statements_of
from archive.services.importing.answers import Answers
from archive.services.importing.matching import Row
from archive.services.importing.outcomes import ImportResult, Problem
from archive.services.importing.people import Tie
from archive.services.importing.resolving import (
    NeedsRowError,
    OpenQuestionError,
    Resolver,
    joined,
)
from archive.services.naming import name_record
from archive.services.saving import Saving

BATCH = 500
ABOUT = {"posts": "official", "appearances": "official", "parties": "official"}


@dataclass
class Change:
    """One record that the import created, updated or deleted."""

    row: Row
    action: ImportAction
    model: type[Any]
    pk: int
    slug: str


@dataclass
class Session:
    """All that the steps of one import share."""

    saving: Saving
    run: ImportRun
    result: ImportResult
    rows: dict[str, list[Row]]
    user: User | None = None
    answers: Answers = field(default_factory=Answers)
    create_missing: bool = False
    valid_rows_only: bool = False
    resolver: Resolver = field(default_factory=Resolver)
    claimed: dict[tuple[type[Any], int], Row] = field(default_factory=dict)
    changes: dict[tuple[type[Any], int], Change] = field(default_factory=dict)
    marks: dict[type[Any], int] = field(default_factory=dict)  # last history entry before us
    promised: dict[type[Any], set[str]] = field(default_factory=dict)
    stated: dict[tuple[type[Any], int], list[Citation]] = field(default_factory=dict)
    people: dict[str, list[Row]] | None = None  # rows by the person they are about

    def __post_init__(self) -> None:
        for sheet, resource in SHEETS.items():
            model = resource.model()
            self.promised[model] = {row.slug for row in self.rows.get(sheet, ()) if row.slug}
            self.marks[model] = model.history.aggregate(last=Max("history_id"))["last"] or 0

    @property
    def sha256(self) -> str:
        return self.run.sha256

    def reason(self, row: Row) -> str:
        """What the history says of a change: which import, file, sheet and row."""
        return f"import {self.run.pk}: {self.run.file_name}, {row.sheet} row {row.number}"

    def before_run(self, record: Any) -> Model | None:
        """The record's history entry from before this import."""
        entries = record.history.filter(history_id__lte=self.marks[type(record)])
        return entries.order_by("-history_id").first()

    def save(self, record: Any, row: Row) -> None:
        """Save a valid record, new or changed, on account of a row."""
        action = ImportAction.UPDATED if record.pk else ImportAction.CREATED
        name_record(record=record, taken=self.promised[type(record)])
        self.sign(record)
        self.saving.save(record, reason=self.reason(row))
        self.resolver.learn(record)
        self.note(record, row, action)

    def delete(self, record: Any, row: Row) -> None:
        """Delete a record with what belongs to it. Raises ProtectedError if others refer to it."""
        self.sign(record)
        collector = Collector(using=router.db_for_write(type(record)), origin=record)
        collector.collect([record])
        gone = [each for rows in collector.data.values() for each in rows]
        for each in gone:
            if type(each) in SHEET_OF:
                self.note(each, row, ImportAction.DELETED)
                self.resolver.forget(each)
        self.saving.delete(record, reason=self.reason(row))

    def sign(self, record: Any) -> None:
        """The history says who: the one who imports, also when no request is under way."""
        if self.user is not None:
            record._history_user = self.user

    def note(self, record: Any, row: Row, action: ImportAction) -> None:
        key = (type(record), record.pk)
        earlier = self.changes.get(key)
        if earlier is not None and action == ImportAction.UPDATED:
            return
        self.changes[key] = Change(row, action, type(record), record.pk, record.slug)

    def statements(self, record: Any) -> list[Citation]:
        """The citations that state the whole of a fact, the first one first."""
        key = (type(record), record.pk)
        if key not in self.stated:
            found = statements_of(record).select_related("article").defer("article__text")
            self.stated[key] = list(found)
        return self.stated[key]

    def preload_statements(self, model: type[Any], slugs: Iterable[str]) -> None:
        """Load the statements of the records with these slugs, a batch with one query."""
        known = self.resolver.records[model]
        by_id = {known[slug].pk: known[slug] for slug in slugs if slug in known}
        kind = model.record_kind()
        for some in batched(by_id, BATCH, strict=False):
            self.stated |= {(model, pk): [] for pk in some}
            rows = statements().filter(**{f"{kind}__in": some}).select_related("article")
            for citation in rows.defer("article__text"):
                pk = getattr(citation, f"{kind}_id")
                own = getattr(by_id[pk], "article_id", citation.article_id)
                if citation.article_id == own:
                    self.stated[model, pk].append(citation)

    def note_touched(self, record: Any, row: Row) -> None:
        """A row that changed only a citation of its record changed the record for its reader."""
        self.note(record, row, ImportAction.UPDATED)

    def waits(self, row: Row, needs: NeedsRowError) -> None:
        """A row refers to one that cannot be saved: an error where valid rows are saved."""
        if self.valid_rows_only:
            message = _("It refers to row %(row)s of %(sheet)s, which cannot be saved.")
            self.result.errors.append(
                Problem(
                    sheet=row.sheet,
                    row=row.number,
                    column="",
                    code="needs-row",
                    value="",
                    message=message % {"row": needs.row, "sheet": needs.sheet},
                    remedy=_("Correct that row first."),
                )
            )

    def create_named(self, reading: Any, model: type[Any], name: str) -> Model:
        """A new record for a name that no record has, as the person asked for."""
        record = model(name=name)
        record.full_clean(exclude=["slug"])
        self.save(record, reading.row)
        self.result.count(SHEET_OF[model], "created")
        if model is Official:
            self.resolver.in_file.add(record.pk)
        return record

    def rows_about(self, name: str) -> Iterable[Row]:
        """The rows of the file whose official goes by this name."""
        if self.people is None:
            self.people = defaultdict(list)
            for sheet, column in ABOUT.items():
                for row in self.rows.get(sheet, ()):
                    self.people[joined(row.cells.get(column, ""))].append(row)
            for row in self.rows.get("citations", ()):
                self.people[joined(row.cells.get("record", ""))].append(row)
        return self.people.get(joined(name), [])

    def soft_tie(self, sheet: str, column: str, cell: str) -> set[Tie]:
        """The record that a cell of another row refers to, if that is plain."""
        model = SHEETS[sheet].fields[column].refers_to if column in SHEETS[sheet].fields else None
        if model is None or model is Official:
            return set()
        try:
            found = self.resolver.record(model, cell, set())
        except (OpenQuestionError, NeedsRowError):
            return set()
        return {(model, found.pk)} if found is not None else set()

    def record_changes(self) -> None:
        """Write the ledger: each change with the history entries before and after it."""
        before, after = self.history_ids()
        ImportChange.objects.bulk_create(
            [
                ImportChange(
                    run=self.run,
                    sheet=SHEET_OF[change.model],
                    row=change.row.number,
                    action=change.action,
                    slug=change.slug,
                    record_id=change.pk,
                    history_before=before.get(key),
                    history_after=after.get(key),
                )
                for key, change in self.changes.items()
            ],
            batch_size=BATCH,
        )

    def history_ids(self) -> tuple[dict, dict]:
        """(model, id) → the last history entry before the import, and the last one now."""
        before: dict[tuple[type[Any], int], int] = {}
        after: dict[tuple[type[Any], int], int] = {}
        for model in {model for model, _pk in self.changes}:
            ids = sorted(pk for other, pk in self.changes if other is model)
            for first in range(0, len(ids), BATCH):
                entries = model.history.filter(id__in=ids[first : first + BATCH]).order_by()
                for into, rows in (
                    (before, entries.filter(history_id__lte=self.marks[model])),
                    (after, entries),
                ):
                    latest = rows.values_list("id").annotate(last=Max("history_id"))
                    into |= {(model, pk): last for pk, last in latest}
        return before, after
