"""Recording: what rows do to the archive, written many at a time, with the ledger of it."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import IntegrityError, router, transaction
from django.db.models.deletion import Collector

from archive.models import Appearance, Citation, ImportAction, ImportChange, ImportRun, Post, User
from archive.resources import SHEET_OF, SHEETS
from archive.services.holding import last_entries
from archive.services.idsets import IdSet
from archive.services.importing.matching import Row
from archive.services.importing.remembering import remember, state_of_new
from archive.services.naming import name_records
from archive.services.saving import Saving
from archive.services.writing import Draft, Ids, insert

type Ends = dict[tuple[type[Any], int], int]

CHANGE = [
    "run_id",
    "sheet",
    "row",
    "action",
    "slug",
    "record_id",
    "history_before",
    "history_after",
]


@dataclass
class Step:
    """What one row does: its record, new or changed, with the citation that the row gives it."""

    row: Row
    record: Any
    before: Any = None  # the record as it was; None for a new one
    has_changes: bool = True
    columns: list[str] = field(default_factory=list)  # those of the sheet that change
    posts: list[Post] | None = None  # of an appearance, where the row names them
    citation: Citation | None = None
    citation_before: Citation | None = None
    sheet: str = ""  # where its record is counted, if that is not the row's
    reading: Any = None  # of the row: see parsing; None where it was read before
    drafts: list[Draft] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def counted_in(self) -> str:
        return self.sheet or self.row.sheet

    @property
    def outcome(self) -> str:
        return "created" if self.is_new else "updated"


class Line(NamedTuple):
    """One line of the ledger: what a row did to a record."""

    row: int
    action: ImportAction
    record: Any
    before: int | None  # the last history entry before ...
    after: int | None  # ... and after


def ignore(_told: Any) -> None:
    """Nobody listens."""


@dataclass
class Recorder:
    """Collects steps and writes them together; one that the database refuses is told apart."""

    run: ImportRun
    saving: Saving
    # Slugs that rows of the file have.
    promised: dict[type[Any], Container[str]] = field(default_factory=dict)
    learn: Callable[[Any], None] = ignore  # told of every record that was written
    # Finds out what is wrong with a step; false if nothing is.
    refuse: Callable[[Step], Any] = ignore
    settled: Callable[[Step], None] = ignore
    ids: Ids = field(default_factory=Ids)
    pending: list[Step] = field(default_factory=list)
    keys: dict[type[Any], set[Any]] = field(default_factory=lambda: defaultdict(set))
    states: dict[int, str] = field(default_factory=dict)  # of what rows of this sheet made
    ledgered: dict[type[Any], IdSet] = field(default_factory=lambda: defaultdict(IdSet))

    def add(self, step: Step, keys: Iterable[Any]) -> None:
        """Take a step. By `keys` other rows of the file may name its record."""
        for record in (step.record, step.citation):
            if record is not None and record.pk is None:
                record.pk = self.ids.next(type(record))
        self.pending.append(step)
        self.keys[type(step.record)].update(keys)

    def flush_for(self, model: type[Any], key: Any) -> None:
        """Write what is pending, if this key may mean a record in it."""
        if key in self.keys.get(model, ()):
            self.flush()

    def flush(self) -> None:
        steps, self.pending = self.pending, []
        self.keys.clear()
        if steps:
            self.write(steps)

    def write(self, steps: list[Step]) -> None:
        """Write these steps; if the database refuses one, by halves until it is found."""
        try:
            with transaction.atomic():
                self.write_together(steps)
        except IntegrityError:
            if len(steps) > 1:
                self.write(steps[: len(steps) // 2])
                self.write(steps[len(steps) // 2 :])
            elif not self.refuse(steps[0]):
                raise
            return
        self.wrote(steps)

    def wrote(self, steps: list[Step]) -> None:
        """These steps are written."""
        for step in steps:
            for draft in step.drafts:
                self.learn(draft.record)
            self.settled(step)

    def write_together(self, steps: list[Step]) -> None:
        """Write these steps with their history and their lines in the ledger, or nothing.

        Raises IntegrityError if the database refuses one of them.
        """
        self.give_names(steps)
        drafts = [draft for step in steps for draft in self.drafts_of(step)]
        older = [draft.record for draft in drafts if draft.before is not None]
        ends = ends_of_history([*older, *(s.record for s in steps if not s.has_changes)])
        self.saving.save_all(drafts, self.ids)
        self.save_posts(steps)
        self.enter(line for step in steps for line in lines_of(step, ends))
        for step in steps:
            if step.is_new and not step.sheet:
                self.states[step.record.pk] = state_of_new(step.record, step.citation)

    def give_names(self, steps: list[Step]) -> None:
        """Slugs for what has none yet."""
        name_records([step.record for step in steps], taken=self.promised)
        name_records([step.citation for step in steps if step.citation], taken=self.promised)

    def drafts_of(self, step: Step) -> list[Draft]:
        reason = self.reason(step.row.sheet, step.row.number)
        step.drafts = []
        if step.has_changes:
            step.drafts.append(Draft(step.record, step.before, reason))
        if step.citation is not None:
            step.drafts.append(Draft(step.citation, step.citation_before, reason))
        return step.drafts

    def save_posts(self, steps: list[Step]) -> None:
        rows = []
        for step in steps:
            if step.posts is None:
                continue
            if step.is_new:
                rows += [(step.record.pk, post.pk) for post in step.posts]
            else:
                step.record.posts.set(step.posts)
        insert(Appearance.posts.through, ["appearance_id", "post_id"], rows)

    def reason(self, sheet: str, row: int) -> str:
        """What the history says of a change: which import, file, sheet and row."""
        return f"import {self.run.pk}: {self.run.file_name}, {sheet} row {row}"

    def delete(self, record: Any, row: Row) -> list[Any]:
        """Delete a record; return it and what went with it.

        Raises ProtectedError if others refer to it.
        """
        self.flush()
        gone = goes_with(record)
        befores = ends_of_history(gone)
        self.take_away(record, row, gone)
        afters = ends_of_history(gone)
        self.enter(
            Line(row.number, ImportAction.DELETED, each, befores[key], afters[key])
            for each in gone
            for key in [(type(each), each.pk)]
        )
        return gone

    def take_away(self, record: Any, row: Row, gone: list[Any]) -> None:
        """Delete a record; what is gone keeps its ids."""
        keys = [each.pk for each in gone]
        self.saving.delete(record, reason=self.reason(row.sheet, row.number))
        for each, key in zip(gone, keys, strict=True):
            each.pk = key

    def remember(self, sheet: str, settled: dict[bytes, int]) -> None:
        """Let these rows of a sheet be known, by their digests, when they come again."""
        remember(sheet, settled, self.states)
        self.states.clear()

    def enter(self, lines: Iterable[Line]) -> None:
        """Write lines of the ledger; a record that has one keeps it, with its new end."""
        new = []
        for line in lines:
            model, pk = type(line.record), line.record.pk
            sheet, ledgered = SHEET_OF[model], self.ledgered[model]
            if pk in ledgered:
                there = self.run.changes.filter(sheet=sheet, record_id=pk)
                there.update(history_after=line.after)
                if line.action == ImportAction.DELETED:
                    there.update(action=line.action)
                continue
            ledgered.add(pk)
            told = (self.run.pk, sheet, line.row, line.action.value, line.record.slug)
            new.append((*told, pk, line.before, line.after))
        insert(ImportChange, CHANGE, new)


def goes_with(record: Any) -> list[Any]:
    """A record and what is deleted with it. Raises ProtectedError if others refer to it."""
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    found = [each for rows in collector.data.values() for each in rows]
    return [each for each in found if type(each) in SHEET_OF]


def sign(record: Any, user: User | None) -> None:
    """The history says who: the one who imports, also when no request is under way."""
    if user is not None and record is not None:
        record._history_user = user


def changed_cells(step: Step) -> Iterator[tuple[str, str, str]]:
    """Column, old and new value of each cell of the sheet that a step changes."""
    resource = SHEETS[step.counted_in]
    for name in step.columns:
        column = resource.fields.get(name)
        if column is None:
            continue
        old = column.export(step.before) if step.before is not None else ""
        is_posts = name == "posts" and step.posts is not None
        new = column.widget.render(step.posts) if is_posts else column.export(step.record)
        yield name, old, new
    if step.citation is not None:
        old_quote = step.citation_before.exact if step.citation_before is not None else ""
        yield "quote", old_quote, step.citation.exact


def lines_of(step: Step, ends: Ends) -> Iterator[Line]:
    """What a step did to each record. `ends` were the ends of their histories before."""
    number = step.row.number
    for draft in step.drafts:
        action = ImportAction.CREATED if draft.before is None else ImportAction.UPDATED
        before = ends.get((type(draft.record), draft.record.pk))
        yield Line(number, action, draft.record, before, draft.history_id)
    if not step.has_changes:
        # Only its citation changed: for its reader the record did.
        end = ends.get((type(step.record), step.record.pk))
        yield Line(number, ImportAction.UPDATED, step.record, end, end)


def ends_of_history(records: Iterable[Any]) -> Ends:
    """(model, id) → the last history entry of each of these records."""
    ids: dict[type[Any], list[int]] = defaultdict(list)
    for record in records:
        ids[type(record)].append(record.pk)
    ends: Ends = {}
    for model, pks in ids.items():
        ends |= {(model, pk): last for pk, last in last_entries(model, pks).items()}
    return ends
