"""Bundling: the whole public archive as files that anybody may take away.

Two files of one moment, a zip of CSVs described by a data package and an SQLite database,
stand in a directory with a manifest. A file exists for readers only while the manifest names
it and nothing has been taken from the public since.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from archive.models import RECORDS, Redaction, Status
from archive.models.records import Reviewed
from archive.resources.sheets import Column
from archive.resources.widgets import meant
from archive.services.exporting import Wanted, snapshot, write_zip
from archive.services.exporting.rows import blocks_of, columns_for, public_sheets

MANIFEST = "manifest.json"
PREFIX = "cooperation-archive-"
KINDS = (".zip", ".sqlite3")
LONGEST_CHANGE = timedelta(days=1)  # between a change's entry in the history and its commit
STALE = timedelta(hours=1)  # without a write, an unfinished file belongs to nobody


@dataclass(frozen=True)
class BundledFile:
    """A file to take away; `size` in bytes, `sha256` in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Bundle:
    """The files of one moment, and the number of rows of each sheet in them.

    `takedowns` counts what had been taken from the public between `counted_from` and then.
    """

    made: datetime
    files: list[BundledFile]
    rows: dict[str, int]
    counted_from: datetime
    takedowns: int

    def as_json(self) -> dict[str, Any]:
        dates = {"made": self.made.isoformat(), "counted_from": self.counted_from.isoformat()}
        return asdict(self) | dates

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Bundle":
        return cls(
            made=datetime.fromisoformat(content["made"]),
            files=[BundledFile(**each) for each in content["files"]],
            rows=content["rows"],
            counted_from=datetime.fromisoformat(content["counted_from"]),
            takedowns=content["takedowns"],
        )


def bundle(*, directory: Path, now: datetime) -> Bundle:
    """Write the files of this moment, then the manifest that offers them; remove older ones.

    What was offered stays until all is written. Raises OSError.
    """
    directory.mkdir(parents=True, exist_ok=True)
    before = read_manifest(directory)
    stem = f"{PREFIX}{now:%Y-%m-%d-%H%M%S}"
    zipped, database = (directory / f"{stem}{kind}" for kind in KINDS)
    since = now - LONGEST_CHANGE
    try:
        with snapshot():
            takedowns = count_takedowns(since=since)
            with unfinished(zipped).open("wb") as file:
                rows = write_zip(file, Wanted(public_sheets(), {}, public=True))
            write_database(unfinished(database))
        for path in (zipped, database):
            unfinished(path).replace(path)
    finally:
        for path in (zipped, database):
            unfinished(path).unlink(missing_ok=True)
    made = Bundle(now, [described(zipped), described(database)], rows, since, takedowns)
    write_manifest(directory, made)
    clear(directory, keep=made, before=before, now=now)
    return made


def unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.unfinished")


def described(path: Path) -> BundledFile:
    with path.open("rb") as file:
        return BundledFile(path.name, path.stat().st_size, file_digest(file, "sha256").hexdigest())


def write_manifest(directory: Path, made: Bundle) -> None:
    path = directory / MANIFEST
    unfinished(path).write_text(json.dumps(made.as_json(), indent=2))
    unfinished(path).replace(path)


def read_manifest(directory: Path) -> Bundle | None:
    """What was last made here; None if nothing was, or it cannot be read."""
    try:
        return Bundle.from_json(json.loads((directory / MANIFEST).read_text()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clear(directory: Path, *, keep: Bundle, before: Bundle | None, now: datetime) -> None:
    """Remove the files that were offered before, and what a broken run left behind."""
    kept = {each.name for each in keep.files}
    offered = {each.name for each in before.files} if before else set()
    for path in directory.glob(f"{PREFIX}*"):
        idle = now.timestamp() - path.stat().st_mtime > STALE.total_seconds()
        if path.name not in kept and (path.name in offered or idle):
            path.unlink(missing_ok=True)


def offered(*, directory: Path) -> Bundle | None:
    """What readers may take away now.

    None where nothing was made, where a file is gone, and where words were withheld or a
    record was withdrawn since: until it is made again, nobody is given what no longer
    is public.
    """
    made = read_manifest(directory)
    if made is None or not all((directory / each.name).is_file() for each in made.files):
        return None
    return made if count_takedowns(since=made.counted_from) == made.takedowns else None


def count_takedowns(*, since: datetime) -> int:
    """How often since then words were withheld, or a record that was public was taken away.

    Read from the history by its day, so it costs what happened since, not what there is.
    """
    count = Redaction.history.filter(history_date__gte=since).count()  # type: ignore[attr-defined]
    for model in RECORDS.values():
        entries = model.history.filter(history_date__gte=since)  # type: ignore[attr-defined]
        count += entries.filter(taken_away(model)).count()
    return count


def taken_away(model: type[Model]) -> Q:
    """The condition on an entry of the history: a record that was public is so no more."""
    if not issubclass(model, Reviewed):
        return Q(withdrawn=True)
    entries = model.history.model._default_manager  # type: ignore[attr-defined]
    once = Exists(entries.filter(id=OuterRef("id"), status=Status.PUBLISHED))
    return (Q(history_type="-") | ~Q(status=Status.PUBLISHED)) & Q(once)


def write_database(path: Path) -> None:
    """Write an SQLite database with a table for each public sheet: plain values, null if blank."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for sheet in public_sheets():
            write_table(connection, sheet)
        connection.execute("COMMIT")
    finally:
        connection.close()


def write_table(connection: sqlite3.Connection, sheet: str) -> None:
    columns = columns_for(sheet, public=True)
    definitions = ", ".join(f'"{each.name}" {sqlite_type(each)}' for each in columns)
    places = ", ".join("?" * len(columns))
    connection.execute(f'CREATE TABLE "{sheet}" ({definitions})')
    connection.executemany(f'INSERT INTO "{sheet}" VALUES ({places})', values(sheet, columns))  # noqa: S608 -- names of our own sheets
    connection.execute(f'CREATE INDEX "{sheet}_slug" ON "{sheet}" (slug)')


def values(sheet: str, columns: list[Column]) -> Iterator[list[Any]]:
    for block in blocks_of(sheet, columns, public=True):
        for row in zip(*block, strict=True):
            yield [value(column, cell) for column, cell in zip(columns, row, strict=True)]


def value(column: Column, cell: str) -> str | int | float | None:
    """What a cell of the workbook means."""
    if cell == "":
        return None
    if column.is_number:
        return float(cell) if sqlite_type(column) == "REAL" else int(cell)
    return meant(cell)


def sqlite_type(column: Column) -> str:
    if not column.is_number:
        return "TEXT"
    return "REAL" if column.widget.decimals else "INTEGER"
