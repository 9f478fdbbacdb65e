"""However large the archive is, no page reads a whole table to show a part of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Place, finding
from archive.services import counting, narrowing, searching, suggesting
from archive.views import lists
from archive.views.events import EventList
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


def plans(client, address):
    """How SQLite goes about each statement of this page: its lines, and the statement."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    for query in context.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql'].replace('%', '%%')}", [])
                yield [row[-1] for row in cursor.fetchall()], query["sql"]


def read_to_the_end(client, address):
    """The tables of which a statement of this page reads every row."""
    return {
        f"{line}: {sql}"
        for plan, sql in plans(client, address)
        for line in plan
        if READS_ALL.match(line)
    }


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


@pytest.fixture
def _few_are_many(monkeypatch):
    """More than one is many; a page has one row."""
    for module in (finding, counting, searching, narrowing, suggesting, lists):
        monkeypatch.setattr(module, "COUNT_CAP", 1)
    monkeypatch.setattr(EventList, "page_size", 1)


@pytest.mark.usefixtures("facts", "_few_are_many")
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=meeting",
        "/search/?q=meeting&kind=event",
        "/search/?q=meeting&place=dalian",
        "/search/?q=meeting&from=2018&to=2018",
        "/suggest/?q=meeting",
        "/events/?q=meeting",
        "/events/?q=meeting&place=dalian",
        "/events/?q=meeting&from=2018&to=2018",
    ],
)
def test_of_common_words_the_index_is_read_within_a_span_in_its_own_order(client, address):
    """SQLite writes the bounds of ids as < and >, an id itself as =."""
    make.event(label="Meeting two", date="2018-09-13", place=Place.objects.get(slug="dalian"))
    make.event(label="Meeting three", date="2018-09-14", place=Place.objects.get(slug="dalian"))
    asking = [(plan, sql) for plan, sql in plans(client, address) if "_index" in sql]

    assert asking
    for plan, sql in asking:
        read = [line for line in plan if "VIRTUAL TABLE" in line]
        assert all(("<" in line and ">" in line) or "=" in line for line in read), (read, sql)
        assert "LIMIT" in sql or "IN (" in sql
        assert not any("ORDER BY" in line for line in plan), (plan, sql)


@pytest.mark.usefixtures("facts")
def test_agreements_of_a_place_are_found_from_its_events(client):
    """Most have no place of their own: to go through these is to go through all."""
    plan = [line for lines, _sql in plans(client, "/agreements/?place=dalian") for line in lines]
    assert any("archive_event_place_id" in line for line in plan)
