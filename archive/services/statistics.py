"""Statistics: what the planners of the databases know of the sizes of tables.

PostgreSQL counts for itself, but only a while after an import: until then it plans for the
archive as it was. SQLite would count only when told to, and what it then keeps of a column,
the rows that have one value on average, misleads it: of a foreign key that is mostly empty it
says that an index on it is of no use. So SQLite is given figures of a large archive instead,
the same for every archive: with them it plans for a thousand records as for a million.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import BooleanField

ROWS = 1_000_000  # of a table
OF_PART = ROWS // 2  # rows of an index that holds some of them
OF_TERM = ROWS // 2  # rows with one value of a flag, or of a fixed list
OF_VALUE = 10  # rows with one value of any other column: a day, a person, a name
CLOSER = 10  # how much less of them a further column leaves

INDEXES = """
    SELECT tables.name, indexes.name, indexes."unique", indexes.partial, columns.name
    FROM sqlite_schema AS tables, pragma_index_list(tables.name) AS indexes,
        pragma_index_info(indexes.name) AS columns
    WHERE tables.type = 'table'
    ORDER BY tables.name, indexes.name, columns.seqno
"""


def refresh_statistics() -> None:
    """Tell the planner how large the tables are: after a migration and after many changes.

    A second or less, whatever the size of the archive.
    """
    if connection.vendor == "postgresql":
        count_again()
    else:
        keep_figures()


def tables() -> dict[str, Any]:
    """The tables of the archive, its history included: name → model."""
    models = apps.get_app_config("archive").get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models}


def count_again() -> None:
    """Let PostgreSQL look at a sample of every table."""
    names = ", ".join(connection.ops.quote_name(name) for name in sorted(tables()))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")


def keep_figures() -> None:
    """Write the figures where SQLite reads them, unless they are there."""
    figures = list(figures_of_indexes())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE archive_dataversion")  # makes the table of figures
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl <> 'archive_dataversion'")
        if sorted(cursor.fetchall(), key=str) == sorted(figures, key=str):
            return
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", figures)
        cursor.execute("ANALYZE sqlite_schema")  # reads them


def figures_of_indexes() -> list[tuple[str, str, str]]:
    """(table, index, "rows, rows with one value of its first column, of its first two …")."""
    ours = tables()
    columns: dict[tuple[str, str, bool, bool], list[str | None]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        for table, index, is_unique, is_partial, column in cursor.fetchall():
            if table in ours:
                columns[table, index, is_unique, is_partial].append(column)
    figures = []
    for (table, index, is_unique, is_partial), names in columns.items():
        numbers = narrowing(names, terms_of(ours[table]), is_unique=is_unique)
        rows = OF_PART if is_partial else ROWS
        figures.append((table, index, " ".join(map(str, [rows, *numbers]))))
    return figures


def terms_of(model: Any) -> set[str]:
    """The columns of a model that have few different values."""
    fields = model._meta.concrete_fields
    return {each.column for each in fields if each.choices or isinstance(each, BooleanField)}


def narrowing(columns: list[str | None], terms: set[str], *, is_unique: bool) -> list[int]:
    """How many rows have one value of the first of these columns, of the first two, and so on."""
    numbers: list[int] = []
    left = ROWS
    for column in columns:
        if column in terms:
            left = max(left // 2, 1)
        else:
            left = OF_VALUE if left > OF_VALUE else max(left // CLOSER, 1)
        numbers.append(left)
    return [*numbers[:-1], 1] if is_unique else numbers
