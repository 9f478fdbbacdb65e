"""Remembering: rows that were imported before and whose records are as they left them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import batched
from typing import Any

from django.db import connection

from archive.models import Citation, ImportedRow
from archive.resources import SHEETS
from archive.resources.sheets import statements
from archive.services.batching import among
from archive.services.importing.matching import Row
from archive.services.writing import insert

BATCH = 500
FIND = "SELECT digest, record_id, state FROM archive_importedrow WHERE sheet = %s"
FORGET = "DELETE FROM archive_importedrow WHERE sheet = %s"


def settled_before(sheet: str, rows: Sequence[Row]) -> dict[bytes, int]:
    """Digest → id of the record, of those rows that have nothing new to say.

    Three queries for hundreds of rows.
    """
    found = asked(FIND, sheet, {row.digest for row in rows})
    known = {bytes(digest): (pk, state) for digest, pk, state in found}
    states = states_of(sheet, {pk for pk, _state in known.values()})
    return {digest: pk for digest, (pk, state) in known.items() if states.get(pk) == state}


def remember(sheet: str, settled: Mapping[bytes, int], known: Mapping[int, str]) -> None:
    """Keep the digests of rows that are settled, each with the id of its record.

    `known` are the states of records that were just made, by their ids.
    """
    states = {**known, **states_of(sheet, set(settled.values()) - known.keys())}
    asked(FORGET, sheet, settled)
    rows = [(sheet, digest, pk, states[pk]) for digest, pk in settled.items() if pk in states]
    insert(ImportedRow, ["sheet", "digest", "record_id", "state"], rows)


def asked(sql: str, sheet: str, digests: Iterable[bytes]) -> list[tuple]:
    """What a statement returns of the rows of a sheet with these digests."""
    found: list[tuple] = []
    with connection.cursor() as cursor:
        for some in batched(digests, BATCH, strict=False):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{sql} AND digest IN ({marks})", [sheet, *some])
            if cursor.description:
                found += cursor.fetchall()
    return found


def states_of(sheet: str, ids: set[int]) -> dict[int, str]:
    """Id → the state of a record: its version, and those of the citations its row writes."""
    resource = SHEETS[sheet]
    model, kind = resource.model(), resource.model().record_kind()
    versions: dict[int, int] = {}
    cited: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for some in batched(sorted(ids), BATCH, strict=False):
        rows = model._default_manager.filter(among("pk", some))
        versions |= dict(rows.values_list("pk", "version"))
        if resource.has_shorthand:
            found: Any = statements().filter(among(kind, some))
            for pk, *citation in found.values_list(kind, "pk", "version"):
                cited[pk].append(tuple(citation))
    return {pk: state(version, cited[pk]) for pk, version in versions.items()}


def state_of_new(record: Any, citation: Citation | None) -> str:
    """The state of a record that a row made, perhaps with a citation."""
    return state(record.version, [(citation.pk, citation.version)] if citation else [])


def state(version: int, citations: Iterable[tuple[int, int]]) -> str:
    """Thirty-two signs that tell this state from any other; citations are (id, version)."""
    parts = [str(version), *(f"{pk}.{version}" for pk, version in citations)]
    return blake2b(" ".join(parts).encode(), digest_size=16).hexdigest()
