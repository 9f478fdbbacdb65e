"""Remembering: rows that were imported before and whose records are as they left them."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from itertools import batched
from typing import Any

from archive.models import ImportedRow
from archive.resources import SHEETS
from archive.resources.sheets import statements
from archive.services.importing.matching import Row
from archive.services.writing import insert

BATCH = 500


def settled_before(sheet: str, rows: Sequence[Row]) -> dict[bytes, int]:
    """Digest → id of the record, of those rows that have nothing new to say.

    Three queries for hundreds of rows.
    """
    known: dict[bytes, tuple[int, str]] = {}
    for some in batched({row.digest for row in rows}, BATCH, strict=False):
        found = ImportedRow.objects.filter(sheet=sheet, digest__in=some)
        for digest, pk, state in found.values_list("digest", "record_id", "state"):
            known[bytes(digest)] = pk, state
    states = states_of(sheet, {pk for pk, _state in known.values()})
    return {digest: pk for digest, (pk, state) in known.items() if states.get(pk) == state}


def remember(sheet: str, settled: dict[bytes, int]) -> None:
    """Keep the digests of rows that are settled, each with the id of its record."""
    states = states_of(sheet, set(settled.values()))
    for some in batched(settled, BATCH, strict=False):
        ImportedRow.objects.filter(sheet=sheet, digest__in=some).delete()
    rows = [(sheet, digest, pk, states[pk]) for digest, pk in settled.items() if pk in states]
    insert(ImportedRow, ["sheet", "digest", "record_id", "state"], rows)


def states_of(sheet: str, ids: set[int]) -> dict[int, str]:
    """Id → the state of a record: its version, and those of the citations its row writes."""
    resource = SHEETS[sheet]
    model, kind = resource.model(), resource.model().record_kind()
    states: dict[int, str] = {}
    cited: dict[int, list[str]] = defaultdict(list)
    for some in batched(sorted(ids), BATCH, strict=False):
        rows = model._default_manager.filter(pk__in=some)
        states |= {pk: str(version) for pk, version in rows.values_list("pk", "version")}
        if resource.has_shorthand:
            found: Any = statements().filter(**{f"{kind}__in": some})
            for pk, citation, version in found.values_list(kind, "pk", "version"):
                cited[pk].append(f"{citation}.{version}")
    return {pk: digest([state, *cited[pk]]) for pk, state in states.items()}


def digest(parts: list[str]) -> str:
    """Thirty-two signs that tell these parts from any others."""
    return blake2b(" ".join(parts).encode(), digest_size=16).hexdigest()
