"""Synthetic: the workbooks that are measured, made once and kept in the temporary folder."""

import csv
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from tests.benchmarks.measuring import ROOT
from tests.benchmarks.sheets import ORDER, target
from tests.benchmarks.sides import OURS

SHAPING = ["services/making.py", "migrations/*.py", "resources/*.py"]  # what a workbook hangs on


def kept() -> Path:
    """Where workbooks are kept, another place when what shapes them has changed."""
    digest = sha256()
    for pattern in SHAPING:
        for path in sorted((ROOT / "archive").glob(pattern)):
            digest.update(path.read_bytes())
    name = f"archive-benchmarks-{digest.hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(exist_ok=True)
    return folder


class Workbook:
    """A synthetic archive of so many articles, and its workbook in all the shapes measured."""

    def __init__(self, articles: int, seed: int) -> None:
        self.articles = articles
        self.seed = seed
        self.folder = kept() / f"{articles}-{seed}"
        self.archive = self.folder / "archive.sqlite3"
        self.csv = self.folder / "csv"
        self.xlsx = self.folder / "workbook.xlsx"
        self.texts = self.folder / "articles"  # the articles alone, without their publishers
        self.linked = self.folder / "linked"  # all other sheets
        self.edited = self.folder / "edited"  # all, one cell of one article edited
        self.fresh = self.folder / "fresh"  # all, with other slugs
        self.make()
        self.rows = {path.stem: count_rows(path) for path in self.csv.glob("*.csv")}

    def make(self) -> None:
        done = self.folder / "done"
        if done.exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        make_archive(self.archive, self.articles, self.seed)
        packed = self.folder / "workbook.zip"
        OURS.run(self.archive, "export_workbook", packed)
        with ZipFile(packed) as archive:
            archive.extractall(self.csv)
        packed.unlink()
        OURS.run(self.archive, "export_workbook", self.xlsx)
        self.vary()
        done.touch()

    def vary(self) -> None:
        copy(self.csv, self.texts, blank_publisher, only=["articles"])
        copy(self.csv, self.linked, None, only=[name for name in ORDER if name != "articles"])
        copy(self.csv, self.edited, edit_first)
        copy(self.csv, self.fresh, other_slugs)

    def count(self, *, articles: bool = True) -> int:
        return sum(self.rows.values()) - (0 if articles else self.rows["articles"])


def make_archive(path: Path, articles: int, seed: int) -> None:
    OURS.create(path)
    OURS.run(path, "make_archive", "--articles", articles, "--seed", seed)


def archive_of(articles: int, seed: int, empty: Path) -> Path:
    """An archive of so many articles, for a workbook to be imported into; `empty` for none."""
    if not articles:
        return empty
    path = kept() / f"{articles}-{seed}.sqlite3"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        make_archive(unfinished, articles, seed)
        unfinished.rename(path)
    return path


type Change = Callable[[str, int, dict[str, str]], None]  # sheet, number of the row, the row


def copy(source: Path, to: Path, change: Change | None, only: list[str] = ORDER) -> None:
    """The CSV files of a folder in another, each row changed."""
    to.mkdir()
    for path in source.glob("*.csv"):
        if path.stem not in only:
            continue
        if change is None:
            shutil.copy(path, to)
            continue
        with (
            path.open(newline="", encoding="utf-8") as read,
            (to / path.name).open("w", newline="", encoding="utf-8") as written,
        ):
            rows = csv.DictReader(read)
            writer = csv.DictWriter(written, rows.fieldnames or [])
            writer.writeheader()
            for number, row in enumerate(rows):
                change(path.stem, number, row)
                writer.writerow(row)


def blank_publisher(sheet: str, number: int, row: dict[str, str]) -> None:
    row["publisher"] = ""


def edit_first(sheet: str, number: int, row: dict[str, str]) -> None:
    if sheet == "articles" and number == 0:
        row["byline"] = "Somebody Else"


def other_slugs(sheet: str, number: int, row: dict[str, str]) -> None:
    for column, cell in row.items():
        if cell and (column == "slug" or target(sheet, column)):
            row[column] = f"new-{cell}"
    if "version" in row:
        row["version"] = ""


def count_rows(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file)) - 1
