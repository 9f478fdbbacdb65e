"""The floor's store on PostgreSQL: COPY into plain tables, then a GIN index of the texts."""

import sys
from collections.abc import Iterable

import psycopg

from tests.benchmarks.sheets import ORDER, TITLES, target


class Store:
    """For an import into an empty database; the tables are in a schema of their own."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url)
        self.connection.execute("DROP SCHEMA IF EXISTS floor CASCADE")
        self.connection.execute("CREATE SCHEMA floor")
        self.connection.execute("SET search_path TO floor")
        self.connection.execute("CREATE TABLE search (id bigint, found tsvector)")

    def close(self) -> None:
        self.connection.close()

    def commit(self) -> None:
        self.connection.execute("CREATE INDEX search_found ON search USING gin (found)")
        self.connection.commit()

    def known(self) -> tuple:
        return ()

    def create(self, table: str, columns: list[str]) -> None:
        kinds = {column: "bigint" if target(table, column) else "text" for column in columns}
        if table in ORDER:
            kinds["slug"] = "text UNIQUE"
        fields = ", ".join(f'"{column}" {kind}' for column, kind in kinds.items())
        number = "id bigint PRIMARY KEY, " if table in ORDER else ""
        self.connection.execute(f"CREATE TABLE {table} ({number}{fields})")
        for column in columns:
            if table in ORDER and target(table, column):
                self.connection.execute(f'CREATE INDEX ON {table} ("{column}")')

    def insert(self, table: str, columns: list[str], rows: Iterable) -> None:
        named = ", ".join(f'"{column}"' for column in columns)
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def index(self, sheet: str, after: int) -> None:
        if sheet in TITLES:
            title, text = TITLES[sheet]
            self.connection.execute(
                f"INSERT INTO search SELECT id * 16 + {ORDER.index(sheet)}, "
                f"to_tsvector('simple', {title} || ' ' || {text}) FROM {sheet} WHERE id > {after}"
            )


def empty(url: str) -> None:
    """Take everything out of a scratch database."""
    with psycopg.connect(url, autocommit=True) as connection:
        for schema in ("floor", "public"):
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    empty(sys.argv[1])
