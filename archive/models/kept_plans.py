"""Kept plans: a statement that is asked again and again is planned a few times, then no more.

To plan the joins of a page costs PostgreSQL several times what it needs to read them. So it is
given statements under a name, and their values apart, and goes by one plan for all values where
that is as good. SQLite keeps plans by the words of the statement; Django writes these anew, with
its own marks for values, each time: here that is done once. Each connection has plans of its own.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper

SEEN = 1  # times that a statement is asked before it is given a name
MOST = 500  # statements with a name, of one connection


def cursor_with_plans(connection: Any) -> Any:
    """A cursor of which the database keeps the plans.

    PostgreSQL keeps none where `DISABLE_SERVER_SIDE_CURSORS` says that a pooler stands between,
    which may give every transaction another connection.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return connection._prepare_cursor(connection.connection.cursor(factory=WrittenOnce))
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    raw = connection.connection
    if raw.prepare_threshold is None:  # Django keeps none of its own accord
        raw.prepare_threshold, raw.prepared_max = SEEN, MOST
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        return connection.cursor()
    finally:
        raw.cursor_factory = usual


class WrittenOnce(SQLiteCursorWrapper):
    """A cursor of SQLite that keeps each statement with the marks for values that SQLite has."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return with_marks(query)


@lru_cache(maxsize=MOST)
def with_marks(query: str) -> str:
    """The statement with SQLite's marks for its values, which stand apart in their order."""
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
