"""However large the archive is, no page reads a whole table to show a part of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.sqlite  # PostgreSQL rightly reads small tables from end to end

READS_ALL = re.compile(r"SCAN (archive_\w+|[UVT]\d+)$")  # a table, by its name or an alias
LISTS = ["articles", "officials", "events", "delegations", "agreements", "organizations", "places"]
DATED = ["articles", "events", "delegations", "agreements"]


@pytest.fixture
def facts():
    """A place, an organization, an official, an article and an event, one of each."""
    place = make.place(slug="dalian", name="Dalian")
    organization = make.organization(slug="company", name="Company", place=place)
    article = make.article(slug="article", publisher=organization)
    official = make.official(slug="tan", name="Tan")
    event = make.event(slug="meeting", place=place, date="2018-09-12")
    make.appearance(official=official, event=event)
    make.post(official=official, article=article, place=place)
    make.agreement(event=event)


def read_to_the_end(client, address):
    """The tables of which a statement of this page reads every row, as SQLite plans it."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    found = set()
    for query in context.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql'].replace('%', '%%')}", [])
                plan = [row[-1] for row in cursor.fetchall()]
            found |= {f"{line}: {query['sql']}" for line in plan if READS_ALL.match(line)}
    return found


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    "address",
    [
        *(f"/{kind}/" for kind in LISTS),
        *(f"/{kind}/?place=dalian" for kind in LISTS),
        *(f"/{kind}/?official=tan" for kind in DATED),
        *(f"/{kind}/?organization=company" for kind in [*DATED, "officials"]),
        *(f"/{kind}/?article=article" for kind in [*DATED[1:], "officials"]),
        *(f"/{kind}/?from=2018-09-12&to=2018-09-12" for kind in DATED),
        *(f"/{kind}/?sort=oldest" for kind in DATED),
        "/agreements/?event=meeting",
        "/articles/?language=en",
        "/events/?kind=meeting",
        "/agreements/?kind=mou",
    ],
)
def test_a_list_reads_no_table_to_its_end(client, address):
    assert not read_to_the_end(client, address)


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    "address",
    [
        "/places/dalian/",
        "/organizations/company/",
        "/officials/tan/",
        "/events/meeting/",
        "/articles/article/",
        "/places/dalian/history/",
        "/officials/tan/history/",
    ],
)
def test_the_page_of_a_record_reads_no_table_to_its_end(client, address):
    assert not read_to_the_end(client, address)


@pytest.mark.parametrize("kind", ["event", "article"])
def test_days_are_looked_for_among_what_touches_them(client, kind):
    """What began earlier and still went on is found, what was over is not even read."""
    name = "published" if kind == "article" else "date"
    over = getattr(make, kind)(**{name: "2010-05-05"})
    going_on = getattr(make, kind)(**{name: "2010/2019"})
    there = getattr(make, kind)(**{name: "2018-09-12"})
    to_come = getattr(make, kind)(**{name: "2020"})

    def found(words):
        rows = client.get(f"/{kind}s/", words).context["page"].rows
        return {row.pk for row in rows}

    assert found({"from": "2018", "to": "2018"}) == {going_on.pk, there.pk}
    assert found({"from": "2018"}) == {going_on.pk, there.pk, to_come.pk}
    assert found({"to": "2010"}) == {over.pk, going_on.pk}
