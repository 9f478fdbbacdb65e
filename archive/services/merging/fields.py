"""Fields: what both records say of the same, and whose words stay."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.models import Agreement, Delegation, Event, Official, Organization, Place

KEPT, MERGED = "kept", "merged"

CLAIM = ("date", "date_as_printed", "date_basis", "date_note")
COORDINATES = ("latitude", "longitude", "coordinates_source")

# Kind → what is taken as one from either record, named by its first field.
UNITS: dict[type[Any], list[tuple[str, ...]]] = {
    Official: [("name",), ("native_name",), ("note",), ("wikidata",)],
    Organization: [("name",), ("native_name",), ("kind",), ("parent",), ("place",)],
    Place: [("name",), ("native_name",), ("level",), ("parent",), COORDINATES],
    Event: [
        *(("label",), ("status",), ("kind",), CLAIM, ("place",), ("organization",)),
        *(("venue",), ("parent",)),
    ],
    Delegation: [
        *(("label",), ("status",), CLAIM, ("from_place",), ("from_organization",)),
        *(("to_place",), ("to_organization",), ("size",), ("purpose",)),
    ],
    Agreement: [
        *(("title",), ("status",), ("subject",), ("kinds",), ("kind_as_printed",), ("set",)),
        *(CLAIM, ("event",), ("place",)),
    ],
}


@dataclass(frozen=True)
class Difference:
    """What the records say differently, and whose words the kept one will have."""

    names: tuple[str, ...]
    kept: tuple[Any, ...]
    merged: tuple[Any, ...]
    taken: str
    is_open: bool  # both say something: a person may choose

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def is_filled(self) -> bool:
        return self.taken == MERGED and not self.is_open


def differences(kept: Any, merged: Any, choices: Mapping[str, str]) -> Iterator[Difference]:
    """Every unit that the records do not have in common.

    What only the merged one says fills the gap of the other; where both say something, the
    kept one's stays unless `choices` have it otherwise.
    """
    for names in UNITS[type(kept)]:
        ours, theirs = values(kept, names), values(merged, names)
        if ours == theirs or is_blank(theirs) or leads_back(names[0], kept, merged):
            continue
        is_open = not is_blank(ours)
        chosen = choices.get(names[0], KEPT) if is_open else MERGED
        yield Difference(names, ours, theirs, MERGED if chosen == MERGED else KEPT, is_open)


def values(record: Any, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, record._meta.get_field(name).attname) for name in names)


def is_blank(found: Iterable[Any]) -> bool:
    return all(value in (None, "", []) for value in found)


def leads_back(name: str, kept: Any, merged: Any) -> bool:
    """Whether the kept one would be part of itself by what the merged one is part of."""
    return name == "parent" and lies_in(merged.parent, kept)


def lies_in(record: Any, other: Any) -> bool:
    """Whether a record is another of its tree, or part of it."""
    seen = set()
    while record is not None and record.pk not in seen:
        if record.pk == other.pk:
            return True
        seen.add(record.pk)
        record = record.parent
    return False


def take_over(record: Any, merged: Any, found: Iterable[Difference]) -> None:
    """Give the record what is taken from the merged one, concluded where it was concluded."""
    for difference in found:
        if difference.taken == MERGED:
            for name in difference.names:
                write(record, name, getattr(merged, record._meta.get_field(name).attname))
                follow_conclusion(record, merged, name)


def write(record: Any, name: str, value: Any) -> None:
    setattr(record, record._meta.get_field(name).attname, value)


def follow_conclusion(record: Any, source: Any, name: str) -> None:
    """A value taken over is as inferred as where it came from."""
    if not hasattr(record, "inferred"):
        return
    others = [each for each in record.inferred if each != name]
    record.inferred = [*others, name] if name in source.inferred else others
