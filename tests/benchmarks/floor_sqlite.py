"""The floor's store on SQLite: plain tables, executemany, and an FTS5 index like ours."""

import sqlite3
from collections.abc import Iterable, Iterator

from tests.benchmarks.sheets import ORDER, TITLES, Sheet, target

SETTINGS = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;
    PRAGMA temp_store = MEMORY;
"""
INDEX = """
    CREATE VIRTUAL TABLE search USING fts5(
        title, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
    )
"""  # the tokenizer and the write buffer of our own index
BUFFER = "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608)"


def listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


class Store:
    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.executescript(SETTINGS)
        self.connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        self.connection.close()

    def commit(self) -> None:
        self.connection.commit()

    def tables(self) -> set[str]:
        names = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in names}

    def known(self) -> Iterator[tuple[str, dict[str, int]]]:
        """The slugs of the rows that are there, and their numbers, by sheet."""
        for sheet in self.tables().intersection(ORDER):
            rows = self.connection.execute(f"SELECT slug, id FROM {sheet} ORDER BY id")
            yield sheet, dict(rows)

    def create(self, table: str, columns: list[str]) -> None:
        if table in self.tables():
            return
        if table in ORDER:
            unique, *others = columns
            self.connection.execute(
                f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {unique} UNIQUE, {listed(others)})"
            )
            self.reference(table, others)
        else:
            self.connection.execute(f"CREATE TABLE {table} ({listed(columns)})")

    def reference(self, table: str, columns: list[str]) -> None:
        """An index on each reference, as any schema has."""
        for column in columns:
            if target(table, column):
                self.connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")

    def insert(self, table: str, columns: list[str], rows: Iterable) -> None:
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(
            f"INSERT INTO {table} ({listed(columns)}) VALUES ({marks})", rows
        )

    def index(self, sheet: str, after: int) -> None:
        """Make the rows after number `after` searchable, as far as they are records."""
        if "search" not in self.tables():
            self.connection.execute(INDEX)
            self.connection.execute(BUFFER)
        if sheet in TITLES:
            title, text = TITLES[sheet]
            number = ORDER.index(sheet)
            self.connection.execute(
                "INSERT INTO search (rowid, title, text) "
                f"SELECT id * 16 + {number}, {title}, {text} FROM {sheet} WHERE id > {after}"
            )

    def digests(self) -> dict[tuple[str, str], bytes]:
        rows = self.connection.execute("SELECT sheet, slug, digest FROM digests")
        return {(sheet, slug): digest for sheet, slug, digest in rows}

    def sheets(self) -> Iterator[Sheet]:
        """All sheets with slugs in place of numbers, row by row."""
        for sheet in ORDER:
            header = [row[1] for row in self.connection.execute(f"PRAGMA table_info({sheet})")][1:]
            columns, joins = [], []
            for place, column in enumerate(header):
                if other := target(sheet, column):
                    columns.append(f"other{place}.slug")
                    joins.append(
                        f"LEFT JOIN {other} other{place} ON other{place}.id = own.{column}"
                    )
                else:
                    columns.append(f'own."{column}"')
            chosen = f"SELECT {', '.join(columns)} FROM {sheet} own {' '.join(joins)}"
            yield sheet, header, self.connection.execute(f"{chosen} ORDER BY own.id")
