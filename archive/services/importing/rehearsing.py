"""Rehearsing: what rows would do, written only as far as later rows may ask for it.

The database says what it refuses, and rows find what other rows make; then all is taken back.
"""

from dataclasses import dataclass
from typing import Any

from archive.services.importing.matching import Row
from archive.services.importing.recording import Recorder, Step, goes_with
from archive.services.importing.scripts import ScriptWriter


@dataclass
class Rehearsal(Recorder):
    """Writes neither history nor ledger; puts down each step in a script, if it has one."""

    script: ScriptWriter | None = None

    def write_together(self, steps: list[Step]) -> None:
        self.give_names(steps)
        self.saving.rehearse([draft for step in steps for draft in self.drafts_of(step)])
        self.save_posts(steps)

    def wrote(self, steps: list[Step]) -> None:
        super().wrote(steps)
        if self.script is not None:
            self.script.steps(steps)

    def delete(self, record: Any, row: Row) -> list[Any]:
        self.flush()
        kind, pk, gone = record._meta.model_name, record.pk, goes_with(record)
        self.take_away(record, row, gone)
        if self.script is not None:
            self.script.deletion(kind, pk, row)
        return gone

    def remember(self, sheet: str, settled: dict[bytes, int]) -> None:
        if self.script is not None:
            self.script.settled(sheet, settled)
