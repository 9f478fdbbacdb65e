"""A session: one import under way, what it knows, and every change that it makes."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.models import Citation, ImportRun, Official, User
from archive.resources import SHEET_OF, SHEETS
from archive.resources.sheets import statements, statements_of
from archive.services.holding import ends
from archive.services.idsets import IdNumbers
from archive.services.importing.answers import Answers
from archive.services.importing.matching import Row, SheetRows
from archive.services.importing.outcomes import ImportResult, Problem, RowOutcome, Watcher
from archive.services.importing.people import Tie
from archive.services.importing.recording import Recorder, Step, changed_cells, sign
from archive.services.importing.resolving import (
    NeedsRowError,
    OpenQuestionError,
    Resolver,
    joined,
)
from archive.services.saving import Saving

BATCH = 500
# Where rows name people, and the columns that tell them apart.
ABOUT = {
    "posts": "official",
    "appearances": "official",
    "parties": "official",
    "citations": "record",
}
TIED = ["article", "organization", "place", "event", "delegation", "agreement"]


@dataclass
class Session:
    """All that the steps of one import share."""

    saving: Saving
    run: ImportRun
    result: ImportResult
    rows: dict[str, SheetRows]
    refuse: Callable[[Step], bool]  # says what is wrong with a row that the database refuses
    user: User | None = None
    answers: Answers = field(default_factory=Answers)
    create_missing: bool = False
    valid_rows_only: bool = False
    resolver: Resolver = field(default_factory=Resolver)
    claimed: dict[type[Any], IdNumbers] = field(default_factory=lambda: defaultdict(IdNumbers))
    marks: dict[type[Any], int] = field(init=False)  # last history entry before us
    stated: dict[tuple[type[Any], int], list[Citation]] = field(default_factory=dict)
    people: dict[str, list[Row]] | None = None  # rows by the person they are about
    watcher: Watcher | None = None
    recording: Callable[..., Recorder] = Recorder
    settled: dict[bytes, int] = field(default_factory=dict)  # digest of a row → its record's id

    def __post_init__(self) -> None:
        promised: dict[type[Any], Container[str]] = {}
        for sheet, resource in SHEETS.items():
            promised[resource.model()] = self.rows[sheet].slugs if sheet in self.rows else ()
        self.marks = ends()
        self.recorder = self.recording(
            run=self.run,
            saving=self.saving,
            promised=promised,
            learn=self.resolver.learn,
            refuse=self.refuse,
            settled=self.settle_step,
        )

    def settle(self, row: Row, outcome: str, slug: str = "") -> None:
        """Count what became of a row, and tell whoever watches."""
        self.result.count(row.sheet, outcome)
        if self.watcher is not None:
            self.watcher.told(RowOutcome(row.sheet, row.number, outcome, slug or row.slug, []))

    def settle_unchanged(self, row: Row, record: Any) -> None:
        """A row says what its record says already."""
        self.settled[row.digest] = record.pk
        self.claim(row, type(record), record.pk)
        self.settle(row, "unchanged", record.slug)

    def settle_known(self, row: Row, pk: int) -> None:
        """A row was imported before, and its record is as it left it."""
        self.claim(row, SHEETS[row.sheet].model(), pk)
        self.settle(row, "unchanged")

    def claim(self, row: Row, model: type[Any], pk: int) -> None:
        """A row of the file speaks of this record."""
        self.claimed[model].setdefault(pk, row.number)
        if model is Official:
            self.resolver.in_file.add(pk)

    def settle_step(self, step: Step) -> None:
        """The same for a row that did something."""
        row = step.row
        if not step.sheet:
            self.settled[row.digest] = step.record.pk
        self.result.count(step.counted_in, step.outcome)
        if self.watcher is not None:
            cells = list(changed_cells(step))
            told = (step.counted_in, row.number, step.outcome, step.record.slug, cells)
            self.watcher.told(RowOutcome(*told))

    @property
    def sha256(self) -> str:
        return self.run.sha256

    def before_run(self, record: Any) -> Model | None:
        """The record's history entry from before this import."""
        entries = record.history.filter(history_id__lte=self.marks[type(record)])
        return entries.order_by("-history_id").first()

    def record(self, step: Step, *keys: Any) -> None:
        """Take a valid step; it is written with others, or before somebody asks for a key."""
        for each in (step.record, step.citation):
            sign(each, self.user)
        self.recorder.add(step, keys)

    def delete(self, record: Any, row: Row) -> None:
        """Delete a record with what belongs to it. Raises ProtectedError if others refer to it."""
        sign(record, self.user)
        for gone in self.recorder.delete(record, row):
            self.resolver.forget(gone)

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
        self.stated.clear()
        for some in batched(by_id, BATCH, strict=False):
            self.stated |= {(model, pk): [] for pk in some}
            rows = statements().filter(**{f"{kind}__in": some}).select_related("article")
            for citation in rows.defer("article__text"):
                pk = getattr(citation, f"{kind}_id")
                own = getattr(by_id[pk], "article_id", citation.article_id)
                if citation.article_id == own:
                    self.stated[model, pk].append(citation)

    def waits(self, row: Row, needs: NeedsRowError) -> None:
        """A row refers to one that cannot be saved: an error where valid rows are saved."""
        message = _("It refers to row %(row)s of %(sheet)s, which cannot be saved.")
        said = message % {"row": needs.row, "sheet": needs.sheet}
        if not self.valid_rows_only:
            self.result.leave_out(row.sheet, row.number, "", said)
        else:
            self.result.errors.append(
                Problem(
                    sheet=row.sheet,
                    row=row.number,
                    column="",
                    code="needs-row",
                    value="",
                    message=said,
                    remedy=_("Correct that row first."),
                )
            )

    def create_named(self, reading: Any, model: type[Any], name: str) -> Model:
        """A new record for a name that no record has, as the person asked for."""
        record = model(name=name)
        record.full_clean(exclude=["slug"])
        self.record(Step(reading.row, record, sheet=SHEET_OF[model], reading=reading))
        self.recorder.flush()
        if model is Official:
            self.resolver.in_file.add(record.pk)
        return record

    def rows_about(self, name: str) -> Iterable[Row]:
        """The rows of the file whose official goes by this name."""
        if self.people is None:
            self.people = defaultdict(list)
            for sheet, column in ABOUT.items():
                for row in self.rows.get(sheet, ()):
                    tied = {name: row.cells[name] for name in TIED if name in row.cells}
                    self.people[joined(row.cells.get(column, ""))].append(
                        Row(sheet, row.number, tied)
                    )
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
