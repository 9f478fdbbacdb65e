"""Outcomes: what taking back an import did, and what it left because of later work."""

from dataclasses import asdict, dataclass, field
from typing import Any

from archive.services.importing.outcomes import ImportResult


@dataclass(frozen=True)
class KeptRecord:
    """A record that stays as it is, wholly or in some cells, and why."""

    sheet: str
    slug: str
    why: str


@dataclass
class UndoResult(ImportResult):
    """All that there is to say about one undo: its counts are of what the undo did.

    `deleted` are records that the import had created, `created` those that came back,
    `updated` those that returned to their former values, `skipped` those that were kept.
    """

    kept: list[KeptRecord] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return super().as_json() | {"kept": [asdict(each) for each in self.kept]}
