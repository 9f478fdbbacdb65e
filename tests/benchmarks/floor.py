"""The floor: the least that does the work. No checks, no history, no provenance.

    python -m tests.benchmarks.floor import SOURCE DATABASE
    python -m tests.benchmarks.floor remember|compare SOURCE DATABASE
    python -m tests.benchmarks.floor export DATABASE TARGET

SOURCE is a folder of CSV files or an XLSX file, DATABASE a file of SQLite or an address of
PostgreSQL, TARGET a .zip or .xlsx.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from tests.benchmarks import floor_sqlite
from tests.benchmarks.sheets import Sheet, read, target


class Ids(dict):
    """Slug → number of the row; a new slug has the next number."""

    def __missing__(self, slug: str) -> int:
        self[slug] = number = len(self) + 1
        return number


def opened(database: str):
    if database.startswith("postgres"):
        from tests.benchmarks.floor_postgresql import Store

        return closing(Store(database))
    return closing(floor_sqlite.Store(database))


def load(source: Path, database: str) -> None:
    """Each row once with the numbers of what it refers to, and the search index, at once."""
    with opened(database) as store:
        ids: dict[str, Ids] = {}
        before: dict[str, int] = {}
        stated: list[tuple] = []
        for name, known in store.known():
            ids[name], before[name] = Ids(known), len(known)
        for sheet in read(source):
            store.create(sheet[0], sheet[1])
            store.insert(sheet[0], ["id", *sheet[1]], numbered(sheet, ids, stated))
            store.index(sheet[0], before.get(sheet[0], 0))
        store.create("statements", ["sheet", "record", "article", "quote"])
        store.insert("statements", ["sheet", "record", "article", "quote"], stated)
        store.commit()


def numbered(sheet: Sheet, ids: dict[str, Ids], stated: list[tuple]) -> Iterator[list]:
    """The rows with numbers in place of slugs; what states them is added to `stated`."""
    name, header, rows = sheet
    own = ids.setdefault(name, Ids())
    places = [
        (place, ids.setdefault(other, Ids()))
        for place, column in enumerate(header)
        if (other := target(name, column))
    ]
    quote = header.index("quote") if "quote" in header else None
    article = header.index("article") if quote else None
    for row in rows:
        for place, numbers in places:
            row[place] = numbers[row[place]] if row[place] else None
        number = own[row[0]]
        if quote and row[quote]:
            stated.append((name, number, row[article], row[quote]))
        yield [number, *row]


def digests(source: Path) -> Iterator[tuple[str, str, bytes]]:
    """Sheet, slug and digest of every row."""
    for sheet, _, rows in read(source):
        for row in rows:
            cells = "\x1f".join(map(str, row))
            yield sheet, row[0], blake2b(cells.encode(), digest_size=16).digest()


def compare(source: Path, database: str) -> None:
    """Read and digest a file whose digests are known; fails where a row is another."""
    with opened(database) as store:
        known = store.digests()
        changed = sum(known.get((sheet, slug)) != kept for sheet, slug, kept in digests(source))
    if changed:
        sys.exit(f"{changed} rows differ")


def remember(source: Path, database: str) -> None:
    with opened(database) as store:
        store.create("digests", ["sheet", "slug", "digest"])
        store.insert("digests", ["sheet", "slug", "digest"], digests(source))
        store.commit()


def export(database: str, target: Path) -> None:
    from tests.benchmarks.floor_writing import write_xlsx, write_zip

    write = write_xlsx if target.suffix == ".xlsx" else write_zip
    with opened(database) as store:
        write(target, store.sheets())


def main(action: str, *arguments: str) -> None:
    if action == "import":
        load(Path(arguments[0]), arguments[1])
    elif action == "compare":
        compare(Path(arguments[0]), arguments[1])
    elif action == "remember":
        remember(Path(arguments[0]), arguments[1])
    elif action == "export":
        export(arguments[0], Path(arguments[1]))
    elif action != "nothing":
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
