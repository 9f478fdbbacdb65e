"""What workbooks cost: import, import again, plan, export and undo, beside floor and peer.

uv run python -m tests.benchmarks.workbooks --articles 1000 10000 --json costs.json
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.measuring import ROOT, Cost, best, python, run
from tests.benchmarks.sides import FLOOR, OURS, PEER, Command, Side
from tests.benchmarks.synthetic import Workbook, archive_of
from tests.benchmarks.table import Line, Starts, heading, in_words

UNDO = ROOT / "archive/management/commands/undo_import.py"
CSV_MEMORY, XLSX_MEMORY, EXPORT_MEMORY = 150, 800, 60  # MB
SCRATCH = "benchmark"  # stands in the name of a database that may be emptied


class Bench:
    """One workbook, and the databases that stand at the beginning of what is measured."""

    def __init__(self, book: Workbook, sides: list[Side], folder: Path, times: int) -> None:
        self.book = book
        self.sides = sides
        self.folder = folder
        self.times = times
        self.work = folder / "work.sqlite3"
        self.firsts: dict[Side, Cost | None] = {}

    def state(self, side: Side, name: str) -> Path:
        """A database of a side: "empty", with the "texts" alone, or "imported"."""
        path = self.folder / f"{side.name}-{name}.sqlite3"
        if path.exists():
            return path
        if name == "empty":
            side.create(path)
        elif name == "texts":
            self.begin(self.state(side, "empty"))
            run(*side.importing(self.book.texts, self.work))
            self.work.rename(path)
        else:
            self.first_import(side)
        return path

    def first_import(self, side: Side) -> Cost | None:
        """The import of the whole workbook; what it made is kept for what follows."""
        if side in self.sides and side not in self.firsts:
            self.firsts[side] = self.importing(side, "empty", self.book.csv)
            self.work.rename(self.folder / f"{side.name}-imported.sqlite3")
        return self.firsts.get(side)

    def begin(self, state: Path) -> None:
        """Put a database in place of the one worked upon."""
        for rest in self.folder.glob(f"{self.work.name}*"):
            rest.unlink()
        shutil.copy(state, self.work)

    def cost(self, side: Side, state: str | Path, command: Command) -> Cost | None:
        """The cost of a command upon a copy of that state; None if the side is left out."""
        if side not in self.sides:
            return None
        path = state if isinstance(state, Path) else self.state(side, state)
        return best(self.times, lambda: self.begin(path), *command)

    def importing(self, side: Side, state: str | Path, source: Path) -> Cost | None:
        return self.cost(side, state, side.importing(source, self.work))

    # What is measured

    def imports(self) -> Iterator[Line]:
        book = self.book
        ours, floor, peer = (self.first_import(side) for side in (OURS, FLOOR, PEER))
        yield Line(
            "import CSV", book.count(), ours, floor, FLOOR.name, peer,
            at_most=3, memory=CSV_MEMORY,
        )  # fmt: skip
        xlsx = self.importing(OURS, "empty", book.xlsx)
        yield Line(
            "import XLSX", book.count(), xlsx, ours, "our CSV", at_most=1.3, memory=XLSX_MEMORY
        )
        least = self.importing(FLOOR, "empty", book.xlsx)
        yield Line("import XLSX", book.count(), xlsx, least, FLOOR.name, at_most=3)

    def linked(self) -> Iterator[Line]:
        ours, floor, peer = (
            self.importing(side, "texts", self.book.linked) for side in (OURS, FLOOR, PEER)
        )
        yield Line(
            "import the linked sheets", self.book.count(articles=False), ours, floor, FLOOR.name,
            peer, at_least=25,
        )  # fmt: skip

    def again(self) -> Iterator[Line]:
        floor = self.digest()
        peer = self.importing(PEER, "imported", self.book.csv)
        for name, source in (("unchanged", self.book.csv), ("one cell edited", self.book.edited)):
            ours = self.importing(OURS, "imported", source)
            yield Line(
                f"import again, {name}", self.book.count(), ours, floor, "digest", peer,
                at_most=2, memory=CSV_MEMORY,
            )  # fmt: skip

    def digest(self) -> Cost | None:
        """Reading and digesting the file, its digests known."""
        known = self.folder / "digests.sqlite3"
        if FLOOR in self.sides and not known.exists():
            run(*FLOOR.remembering(self.book.csv, known))
        return self.cost(FLOOR, known, FLOOR.comparing(self.book.csv, self.work))

    def plan(self) -> Iterator[Line]:
        ours = self.cost(OURS, "empty", OURS.planning(self.book.csv, self.work))
        peer = self.cost(PEER, "empty", PEER.planning(self.book.texts, self.work))
        yield Line(
            "plan (A: articles alone)", self.book.count(), ours, self.digest(), "digest", peer,
            at_most=5, memory=CSV_MEMORY, peer_rows=self.book.rows["articles"],
        )  # fmt: skip

    def export(self) -> Iterator[Line]:
        for name, ending, most in (("CSV", "zip", 1.3), ("XLSX", "xlsx", 1.5)):
            ours, floor = (
                self.cost(side, state, side.exporting(self.work, self.folder / f"out.{ending}"))
                for side, state in ((OURS, self.book.archive), (FLOOR, "imported"))
            )
            peer = None
            if name == "CSV":  # for XLSX the peer needs a library that we do not have
                peer = self.cost(
                    PEER, "imported", PEER.exporting(self.work, self.folder / "A-sheets")
                )
            yield Line(
                f"export {name}", self.book.count(), ours, floor, FLOOR.name, peer,
                at_most=most, memory=EXPORT_MEMORY,
            )  # fmt: skip

    def undo(self) -> Iterator[Line]:
        if not UNDO.exists():
            yield Line("undo (not there yet)", self.book.count())
            return
        ours = self.cost(OURS, "imported", OURS.undoing(self.work))
        imported = self.first_import(OURS)
        yield Line("undo", self.book.count(), ours, imported, "our import", at_most=1)

    def growth(self, sizes: list[int]) -> Iterator[Line]:
        """The same rows, new to archives of several sizes."""
        first: Cost | None = None
        for size in sizes:
            archive = archive_of(size, self.book.seed, self.state(OURS, "empty"))
            ours = self.importing(OURS, archive, self.book.fresh)
            first = first or ours
            yield Line(
                f"import into {size:,} articles", self.book.count(), ours, first,
                f"into {sizes[0]:,}", at_most=1.2,
            )  # fmt: skip

    def postgresql(self, url: str) -> Iterator[Line]:
        database = url.rpartition("/")[2].partition("?")[0]

        def empty() -> None:
            run(python("-m", "tests.benchmarks.floor_postgresql", url))
            OURS.create(url)

        costs = [
            best(self.times, empty, *side.importing(self.book.csv, url), database)
            if side in self.sides
            else None
            for side in (OURS, FLOOR)
        ]
        yield Line(
            "import CSV, PostgreSQL", self.book.count(), *costs, FLOOR.name,
            at_most=2, memory=CSV_MEMORY,
        )  # fmt: skip


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = ["import", "linked", "again", "plan", "export", "undo", "growth", "postgresql"]
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(kinds), help="some of these: %(default)s")
    parser.add_argument("--sides", default="ours,floor,A", help="some of these: %(default)s")
    parser.add_argument("--growth", type=int, nargs="+", default=[0, 20000], metavar="ARTICLES")
    parser.add_argument("--postgresql", metavar="URL", help="a scratch database: it is emptied")
    parser.add_argument("--times", type=int, default=1, help="take the cheapest of so many runs")
    parser.add_argument("--json", type=Path, help="write all figures there")
    chosen = parser.parse_args()
    if chosen.postgresql and SCRATCH not in chosen.postgresql.rpartition("/")[2]:
        parser.error(f"the database is emptied: its name must have {SCRATCH!r} in it")
    return chosen


def chosen_of(bench: Bench, asked: argparse.Namespace) -> Iterator[Callable[[], Iterator[Line]]]:
    """What is to be measured of one workbook; growth only with the first."""
    wanted = asked.only.split(",")
    each = {
        "import": bench.imports,
        "linked": bench.linked,
        "again": bench.again,
        "plan": bench.plan,
        "export": bench.export,
        "undo": bench.undo,
    }
    yield from (measured for name, measured in each.items() if name in wanted)
    if "growth" in wanted and OURS in bench.sides and bench.book.articles == asked.articles[0]:
        yield lambda: bench.growth(asked.growth)
    if "postgresql" in wanted and asked.postgresql:
        yield lambda: bench.postgresql(asked.postgresql)


def measured_lines(bench: Bench, asked: argparse.Namespace) -> Iterator[Line]:
    """All lines of one workbook; what fails says so, and the rest is measured."""
    for measured in chosen_of(bench, asked):
        try:
            yield from measured()
        except RuntimeError as error:
            sys.stderr.write(f"{error}\n")


def main() -> None:
    asked = arguments()
    sides = [side for side in (OURS, FLOOR, PEER) if side.name in asked.sides.split(",")]
    starts: Starts = {side.name: best(2, lambda: None, *side.start()) for side in sides}
    kept = []
    sys.stdout.write(heading(starts))
    for articles in asked.articles:
        book = Workbook(articles, asked.seed)
        with tempfile.TemporaryDirectory(prefix="archive-benchmark-") as folder:
            bench = Bench(book, sides, Path(folder), asked.times)
            for line in measured_lines(bench, asked):
                sys.stdout.write(in_words(articles, line, starts))
                sys.stdout.flush()
                kept.append({"articles": articles, **line.as_json(starts)})
    if asked.json:
        start = {name: cost._asdict() for name, cost in starts.items()}
        asked.json.write_text(json.dumps({"start": start, "lines": kept}, indent=1))


if __name__ == "__main__":
    main()
