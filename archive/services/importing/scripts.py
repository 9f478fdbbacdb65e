"""Scripts: what a plan would write, put down step by step, so that it can be done as it stands.

To look at a file is most of the work of an import. A script is good for as long as nobody
has changed anything since: its stamp says of which archive it speaks, and for whom.
"""

import io
import os
import pickle
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.models import Post, User
from archive.resources import SHEET_OF
from archive.services.holding import ends
from archive.services.importing.matching import Row
from archive.services.importing.recording import Step
from archive.services.writing import blank, written_fields

MODELS = {model._meta.model_name: model for model in SHEET_OF}
# All that values are made of, beside what pickle itself knows.
KNOWN = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
}

type Values = tuple[str, list[Any]] | None  # kind, and the values of its written fields


class ScriptMovedError(Exception):
    """Something changed since the script was written: it has to be planned again."""


def stamp_of(user: User | None) -> str:
    """What tells the archive as it is now, and what somebody may do, from any other.

    Every change to a record or fact makes an entry in its history.
    """
    last = {model._meta.label: end for model, end in ends().items()}
    fields = {model._meta.label: names_of(model) for model in SHEET_OF}
    rights = sorted(user.get_all_permissions()) if user is not None else None
    return sha256(repr((last, fields, rights)).encode()).hexdigest()


class ScriptWriter:
    """Writes a script into a file that nobody else may read."""

    def __init__(self, path: Path, stamp: str, sha256: str) -> None:
        # Closed by close(), with the transaction that writes it.
        self.file = open(path, "xb", opener=private)  # noqa: SIM115
        self.put("head", stamp, sha256)

    def put(self, kind: str, *content: Any) -> None:
        # Each by itself: what a pickler remembers would grow with the file.
        pickle.dump((kind, *content), self.file, protocol=5)

    def steps(self, steps: Iterable[Step]) -> None:
        self.put("steps", [as_values(step) for step in steps])

    def deletion(self, kind: str, pk: int, row: Row) -> None:
        self.put("deletion", kind, pk, row.sheet, row.number)

    def settled(self, sheet: str, digests: dict[bytes, int]) -> None:
        self.put("settled", sheet, dict(digests))

    def close(self) -> None:
        self.file.close()


def private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


class Script:
    """A script that this site wrote, to be read once: of which state of the archive it speaks, of
    which workbook, then what there is to be done."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.file = file
        _kind, self.stamp, self.sha256 = next(self)

    def __iter__(self) -> Iterator[tuple]:
        return self

    def __next__(self) -> tuple:
        try:
            content: tuple = Unpickler(self.file).load()
        except EOFError:
            raise StopIteration from None
        return content


class Unpickler(pickle.Unpickler):
    """Makes nothing but values, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in KNOWN:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)


def as_values(step: Step) -> tuple:
    """A step as plain values."""
    return (
        *(step.row.sheet, step.row.number, step.sheet, step.has_changes),
        [post.pk for post in step.posts] if step.posts is not None else None,
        *map(values_of, (step.record, step.before, step.citation, step.citation_before)),
    )


def as_step(values: tuple) -> Step:
    """The inverse of as_values(), as far as a recorder needs it."""
    sheet, number, counted, has_changes, posts, *records = values
    record, before, citation, citation_before = map(record_of, records)
    return Step(
        Row(sheet, number, {}),
        record,
        before,
        has_changes=has_changes,
        posts=[post_of(pk) for pk in posts] if posts is not None else None,
        citation=citation,
        citation_before=citation_before,
        sheet=counted,
    )


def values_of(record: Any) -> Values:
    if record is None:
        return None
    values = record.__dict__
    return record._meta.model_name, [plain(values[name]) for name in names_of(type(record))]


def record_of(values: Values) -> Any:
    if values is None:
        return None
    kind, content = values
    record = blank(MODELS[kind])
    record.__dict__.update(zip(names_of(MODELS[kind]), content, strict=True))
    return record


def post_of(pk: int) -> Post:
    post: Post = blank(Post)
    post.pk = pk
    return post


def names_of(model: Any) -> list[str]:
    return [field.attname for field in written_fields(model)]


def plain(value: Any) -> Any:
    """A choice as its value, a moment in UTC whatever the database calls its time zone."""
    if isinstance(value, Enum):
        return value.value
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value
