"""Holding: the posts of appearances, and what the history says of them.

They are rows of their own, so an entry of the history has to be told them. One entry says
all of a version: its posts are written when the saving that made it is settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from archive.models import FACTS, RECORDS, Appearance, Citation, Post, Redaction
from archive.services.batching import batches

BATCH = 500


def held_then() -> type[Any]:
    """The table of the posts that the entries of the history of appearances hold."""
    entry: Any = Appearance.history.model
    table: type[Any] = entry.posts.model
    return table


def posts_now(ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Id of an appearance → the ids of its posts."""
    rows = Appearance.posts.through.objects.filter(appearance__in=ids)
    return gathered(rows.values_list("appearance_id", "post_id"))


def posts_then(entries: Sequence[int]) -> dict[int, frozenset[int]]:
    """Entry of the history of an appearance → the ids of its posts then."""
    rows = held_then().objects.filter(history__in=entries)
    return gathered(rows.values_list("history_id", "post_id"))


def gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def last_entries(model: type[Any], ids: Iterable[int]) -> dict[int, int]:
    """Id → the number of the last entry of its history."""
    found: dict[int, int] = {}
    for some in batches(ids):
        rows = model.history.filter(id__in=some).order_by().values_list("id")
        found |= dict(rows.annotate(last=Max("history_id")))
    return found


def ends() -> dict[type[Any], int]:
    """Model → the number of the last entry in the history of all its records; 0 for none."""
    kept = [*RECORDS.values(), *FACTS.values(), Citation, Redaction]
    return {model: model.history.aggregate(last=Max("history_id"))["last"] or 0 for model in kept}


def remember_posts(ids: Iterable[int]) -> None:
    """Let the last entry of each of these appearances hold the posts that it has now.

    What was deleted keeps what its entries say.
    """
    none: frozenset[int] = frozenset()
    for some in batches(ids):
        there = Appearance.objects.filter(pk__in=some).values_list("pk", flat=True)
        last, now = last_entries(Appearance, there), posts_now(some)
        then = posts_then(list(last.values()))
        wrong = {
            pk: entry for pk, entry in last.items() if now.get(pk, none) != then.get(entry, none)
        }
        held_then().objects.filter(history__in=list(wrong.values())).delete()
        hold(wrong)


def hold(entries: Mapping[int, int]) -> None:
    """Write the posts of appearances, given as id → entry, into these entries."""
    held, table = Appearance.posts.through, held_then()
    rows = held.objects.filter(appearance__in=list(entries)).order_by("pk")
    table.objects.bulk_create(
        [
            table(id=pk, appearance_id=one, post_id=other, history_id=entries[one])
            for pk, one, other in rows.values_list("pk", "appearance_id", "post_id")
        ],
        batch_size=BATCH,
    )


def take_posts(model: type[Any], ids: Sequence[int]) -> None:
    """Delete the links of these appearances, or of these posts."""
    held = Appearance.posts.through.objects
    if model is Appearance:
        held.filter(appearance__in=ids).delete()
    elif model is Post:
        held.filter(post__in=ids).delete()


def set_posts(posts: Mapping[int, Iterable[int]]) -> None:
    """Let these appearances have these posts, of those that are there, and no others."""
    take_posts(Appearance, list(posts))
    link((one, other) for one, others in posts.items() for other in others)


def link(pairs: Iterable[tuple[int, int]]) -> None:
    """Link appearances with posts, where both are there."""
    held, wanted = Appearance.posts.through, sorted(set(pairs))
    there: dict[type[Any], set[int]] = {}
    for model, ids in ((Appearance, {one for one, _ in wanted}), (Post, {o for _, o in wanted})):
        there[model] = set()
        for some in batches(ids):
            there[model].update(model.objects.filter(pk__in=some).values_list("pk", flat=True))
    held.objects.bulk_create(
        [
            held(appearance_id=one, post_id=other)
            for one, other in wanted
            if one in there[Appearance] and other in there[Post]
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
