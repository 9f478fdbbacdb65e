"""Settling: what becomes of a row that cannot be saved."""

from archive.services.importing.matching import Row
from archive.services.importing.parsing import Reading
from archive.services.importing.resolving import joined

CALLED = (
    "name",
    "native_name",
    "label",
    "title",
)  # the columns by whose words other rows may mean a row


def keys_of(row: Row) -> list[str]:
    """By what other rows of the file may mean the record of this one: its slug, its name."""
    return [row.slug, *(joined(row.cells[name]) for name in CALLED if name in row.cells)]


def settle_open(reading: Reading) -> None:
    """Count a row that cannot be saved, and remember by which words others refer to it."""
    session, row = reading.session, reading.row
    if reading.record is not None:
        session.resolver.drop(reading.record)
    session.result.errors += reading.problems
    session.result.ambiguities += reading.questions
    session.result.conflicts += reading.conflicts
    if reading.needs and not reading.problems:
        session.waits(row, reading.needs)
    session.resolver.fail(reading.model, keys_of(row), row.sheet, row.number)
    for outcome, found in (
        ("errors", reading.problems),
        ("ambiguous", reading.questions),
        ("conflicts", reading.conflicts),
    ):
        if found:
            session.settle(row, outcome)
            return
    session.settle(row, "skipped")
