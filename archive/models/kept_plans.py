"""Kept plans: PostgreSQL plans a statement that is asked again and again a few times, then no more.

To plan the joins of a page costs it several times what it needs to read them. So it is given
statements under a name, and their values apart, and goes by one plan for all values where that
is as good. Each connection has plans of its own.
"""

from typing import Any

SEEN = 1  # times that a statement is asked before it is given a name
MOST = 500  # statements with a name, of one connection


def cursor_with_plans(connection: Any) -> Any:
    """A cursor of which PostgreSQL keeps the plans; for any other database a plain one.

    None are kept where `DISABLE_SERVER_SIDE_CURSORS` says that a pooler stands between, which
    may give every transaction another connection.
    """
    is_pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    if connection.vendor != "postgresql" or is_pooled:
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    raw = connection.connection
    if raw.prepare_threshold is None:  # Django keeps none of its own accord
        raw.prepare_threshold, raw.prepared_max = SEEN, MOST
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        return connection.cursor()
    finally:
        raw.cursor_factory = usual
