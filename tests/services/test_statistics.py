"""What the planners of the databases are told of the sizes of tables."""

import pytest
from django.db import connection

from archive.services.statistics import figures_of_indexes, refresh_statistics
from tests import make
from tests.resources.workbooks import load


def figures():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        return sorted(cursor.fetchall())


@pytest.mark.sqlite
def test_sqlite_plans_for_many_before_there_is_a_row():
    assert figures() == sorted(figures_of_indexes())
    kept = {index: stat.split() for _table, index, stat in figures()}
    assert kept["event_latest"][:3] == ["1000000", "500000", "10"]  # a flag, then a day
    assert kept["article_url_once"][1:] == ["1"]


@pytest.mark.sqlite
def test_what_sqlite_counted_by_itself_gives_way_to_the_figures():
    make.event()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert figures() != sorted(figures_of_indexes())

    refresh_statistics()

    assert figures() == sorted(figures_of_indexes())


@pytest.mark.postgresql
def test_postgresql_knows_how_many_there_are():
    for _ in range(3):
        make.event()

    refresh_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'archive_event'")
        assert cursor.fetchone() == (3,)


@pytest.mark.postgresql
def test_postgresql_looks_again_after_a_large_import():
    assert load({"officials": [{"name": f"Official {n}"} for n in range(1000)]}).applied

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'archive_official'")
        assert cursor.fetchone() == (1000,)
