"""Batching: many ids in as few and as short statements as may be."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.db.models import Q

from archive.services.idsets import IdSet

BATCH = 2000  # ids in one statement: SQLite takes 32,766 parameters at most


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in sorted lists short enough for one statement."""
    every = ids if isinstance(ids, IdSet) else sorted(ids)
    for some in batched(every, BATCH, strict=False):
        yield list(some)


def among(path: str, ids: Sequence[int]) -> Q:
    """The rows with one of these ids, none twice, at `path`. Those of an import stand in a
    row: two bounds then say what two thousand parameters would."""
    if len(ids) > 1 and max(ids) - min(ids) == len(ids) - 1:
        return Q(**{f"{path}__gte": min(ids), f"{path}__lte": max(ids)})
    return Q(**{f"{path}__in": ids})
