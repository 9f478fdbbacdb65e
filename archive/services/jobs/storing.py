"""Storing: a plan of any number of rows on disk, of which a page can be read at once.

Rows are lines of JSON. For each sheet and outcome an index holds, in eight bytes a row, the
number of the row and where its line begins, sorted: a page costs the same wherever it is.
"""

import json
import os
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

BITS = 40  # for the place of a line in its file; the number of the row stands above
PLACES = (1 << BITS) - 1
ANY = "any"  # an index of all outcomes


class Lines:
    """Lines of JSON with indexes, written one after the other."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True)
        self.folder = folder
        self.file: IO[bytes] = (folder / "lines").open("xb")
        self.place = 0
        self.indexes: dict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, keys: list[str], number: int, content: dict[str, Any]) -> None:
        """Write a line and enter it, as row `number`, under each of the keys."""
        line = json.dumps(content, ensure_ascii=False).encode() + b"\n"
        for key in keys:
            self.indexes[key].append(number << BITS | self.place)
        self.place += len(line)
        self.file.write(line)

    def close(self) -> None:
        self.file.close()
        for key, entries in self.indexes.items():
            with (self.folder / f"{key}.index").open("xb") as file:
                array("Q", sorted(entries)).tofile(file)


class Pages:
    """The same, to be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def count(self, key: str) -> int:
        try:
            return (self.folder / f"{key}.index").stat().st_size // 8
        except FileNotFoundError:
            return 0

    def entries(self, key: str, start: int = 0, most: int | None = None) -> array[int]:
        found = array("Q")
        count = max(0, min(self.count(key) - start, self.count(key) if most is None else most))
        if count:
            with (self.folder / f"{key}.index").open("rb") as file:
                file.seek(start * 8)
                found.fromfile(file, count)
        return found

    def lines(self, entries: array[int]) -> Iterator[dict[str, Any]]:
        if not entries:
            return
        with (self.folder / "lines").open("rb") as file:
            for entry in entries:
                file.seek(entry & PLACES, os.SEEK_SET)
                yield json.loads(file.readline())

    def page(self, keys: list[str], start: int, most: int) -> list[dict[str, Any]]:
        """So many lines of these indexes, taken as one after the other."""
        found: list[dict[str, Any]] = []
        for key in keys:
            count = self.count(key)
            if start < count and len(found) < most:
                found += self.lines(self.entries(key, start, most - len(found)))
            start = max(0, start - count)
        return found

    def of_rows(self, key: str, numbers: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
        """All lines of each of these rows."""
        entries = self.entries(key)
        found = {}
        for number in numbers:
            first = bisect_left(entries, number << BITS)
            found[number] = list(
                self.lines(entries[first : bisect_left(entries, number + 1 << BITS)])
            )
        return found


class Plan:
    """What a look at a file found: its rows, and what stands against them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = Pages(folder / "rows")
        self.points = Pages(folder / "points")
        self.report = folder / "report.xlsx"

    def read(self, name: str) -> list[Any]:
        """A list that was written beside the rows; empty if there is none."""
        try:
            content = json.loads((self.folder / f"{name}.json").read_bytes())
        except FileNotFoundError:
            return []
        return content if isinstance(content, list) else []


def key_for(sheet: str, outcome: str = ANY) -> str:
    return f"{sheet}.{outcome}"
