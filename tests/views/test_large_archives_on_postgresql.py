"""However large the archive is, PostgreSQL finds words by an index, or goes by ids in order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import SearchEntry, finding
from archive.models.entry_ids import KINDS
from archive.services import counting, narrowing, searching, suggesting
from archive.views import lists
from archive.views.events import EventList
from tests import make

pytestmark = pytest.mark.postgresql

OTHER = "search_entry_once_per_record"  # an index by kind, too


@pytest.fixture
def _facts():
    place = make.place(slug="dalian", name="Dalian")
    official = make.official(slug="tan", name="Tan")
    for day in ("2018-09-12", "2018-09-13", "2018-09-14"):
        event = make.event(label="Meeting", place=place, date=day)
        make.appearance(official=official, event=event)


@pytest.fixture
def _few_are_many(monkeypatch):
    """More than one is many; a page has one row."""
    for module in (finding, counting, searching, narrowing, suggesting, lists):
        monkeypatch.setattr(module, "COUNT_CAP", 1)
    monkeypatch.setattr(EventList, "page_size", 1)


def plans(client, address):
    """How PostgreSQL would go about what this page asks of the indexes, if the tables were too
    large to be read from end to end."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in context.captured_queries:
            if "_index" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql'].replace('%', '%%')}", [])
                yield "\n".join(row[0] for row in cursor.fetchall()), query["sql"]


@pytest.mark.usefixtures("_facts", "_few_are_many")
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=meeting",
        "/search/?q=meeting&kind=event",
        "/search/?q=meeting&place=dalian",
        "/search/?q=meeting&from=2018&to=2018",
        "/search/?q=meetnig",
        "/search/?q=%22meeting%22",
        "/suggest/?q=meeting",
        "/events/?q=meeting",
        "/events/?q=meeting&place=dalian",
        "/officials/?q=tan",
    ],
)
def test_words_are_found_without_reading_all_entries(client, address):
    asked = list(plans(client, address))

    assert asked
    for plan, sql in asked:
        assert "Seq Scan" not in plan, (plan, sql)
        assert "LIMIT" in sql or " IN (" in sql, sql


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize("kind", KINDS)
def test_words_of_one_kind_are_gathered_by_its_own_index(kind):
    """In an index of all kinds a word of every article costs as much whatever kind is sought."""
    rows = SearchEntry.objects.record_ids(kind, "meeting", public=False)
    with connection.cursor() as cursor:  # a kind of three entries would be read by either
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"ALTER TABLE archive_searchentry DROP CONSTRAINT {OTHER}")

    plan = rows.explain()

    assert f"archive_text_index_of_{kind}" in plan
    assert not any(f"index_of_{other}" in plan for other in KINDS if other != kind)


@pytest.mark.usefixtures("_facts", "_few_are_many")
def test_kinds_that_have_none_of_the_words_are_not_asked_again(client):
    with CaptureQueriesContext(connection) as context:
        client.get("/search/?q=meeting")

    asked = [query["sql"] for query in context.captured_queries if "_index" in query["sql"]]
    kinds = {kind for sql in asked[1:] for kind in KINDS if f"'{kind}'" in sql}
    assert kinds <= {"event", "article"}, kinds
