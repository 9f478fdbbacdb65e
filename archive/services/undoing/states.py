"""States: what a record says, now or at one entry of its history, cell by cell."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model

from archive.models import Appearance, User
from archive.models.citations import Anchor
from archive.services.batching import batches
from archive.services.holding import posts_now, posts_then

type Key = tuple[type[Any], int]  # a model and the id of one of its records
type State = dict[str, Any]

BOOKKEEPING = {"id", "slug", "version", "created_at", "updated_at"}
DERIVED = {"sha256"}  # kept in the history, but it follows from the text
PASSAGE = ["exact", "prefix", "suffix", "start", "end", "lost"]  # one cell: the quote
POSTS = "posts"


@cache
def cells(model: Any) -> list[str]:
    """What a person may have written: the attributes that are compared and returned."""
    left_out = BOOKKEEPING | DERIVED
    if issubclass(model, Anchor):
        left_out |= set(PASSAGE[1:])
    fields = model.history.model.tracked_fields
    return [field.attname for field in fields if field.name not in left_out]


def state(model: Any, row: Any) -> State:
    """The cells of a record, or of an entry of its history, without its posts."""
    values = {name: getattr(row, name) for name in cells(model)}
    if issubclass(model, Anchor):
        values["exact"] = tuple(getattr(row, name) for name in PASSAGE)
    return values


def is_edited(cell: str, now: Any, then: Any) -> bool:
    """Whether somebody changed a cell. A quote that only moved with its text is the same."""
    return now[0] != then[0] if cell == "exact" else now != then


def states_now(model: type[Any], ids: Iterable[int]) -> dict[int, State]:
    """Id → what the record says now, of those that are there."""
    found: dict[int, State] = {}
    for some in batches(ids):
        rows = model._default_manager.filter(pk__in=some)
        found |= {row.pk: state(model, row) for row in rows}
        if model is Appearance:
            posts = posts_now(some)
            for pk in some:
                if pk in found:
                    found[pk][POSTS] = posts.get(pk, frozenset())
    return found


def states_then(model: type[Any], entries: Iterable[int | None]) -> dict[int, State]:
    """Number of an entry of the history → what the record said then."""
    found: dict[int, State] = {}
    for some in batches(each for each in set(entries) if each is not None):
        rows = model.history.filter(history_id__in=some)
        found |= {row.history_id: state(model, row) for row in rows}
        if model is Appearance:
            posts = posts_then(some)
            for entry in some:
                if entry in found:
                    found[entry][POSTS] = posts.get(entry, frozenset())
    return found


def who_since(model: type[Any], entries: Iterable[int]) -> dict[int, str]:
    """Entry of the history → who made it, in words: a person, an import, or nobody known."""
    found: dict[int, str] = {}
    for some in batches(entries):
        rows = model.history.filter(history_id__in=some)
        names = ["history_user_id", "history_change_reason"]
        told = list(rows.values_list("history_id", *names))
        users = User.objects.in_bulk([user for _entry, user, _reason in told if user])
        for entry, user, reason in told:
            parts = [str(users.get(user, "")), reason or ""]
            found[entry] = ", ".join(filter(None, parts))
    return found


def labels(model: type[Model], names: Iterable[str]) -> str:
    """The cells as an editor knows them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    words = (str(getattr(fields.get(name), "verbose_name", name)) for name in names)
    return ", ".join(sorted(words))


def referred(model: type[Any], values: dict[str, Any]) -> Iterable[tuple[str, Key]]:
    """The cells of these values that name a record, and which."""
    for field in model._meta.concrete_fields:
        if field.is_relation and values.get(field.attname) is not None:
            yield field.attname, (field.related_model, values[field.attname])


def there(keys: Iterable[Key]) -> set[Key]:
    """Those of the records that exist: a statement for each model and batch."""
    wanted: dict[type[Any], set[int]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    found = set()
    for model, ids in wanted.items():
        for some in batches(ids):
            rows = model._default_manager.filter(pk__in=some)
            found |= {(model, pk) for pk in rows.values_list("pk", flat=True)}
    return found
