"""Lists narrowed by words that very many records have: read only as far as they are shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Event, finding
from archive.services import counting, narrowing, searching
from archive.views import lists
from archive.views.events import EventList
from tests import make

NEXT = re.compile(r'href="([^"]*after=[^"]*)"')
SHOWN = re.compile(r'href="/events/([\w-]+)/"')


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """More than two is many; a page has three rows."""
    for module in (finding, counting, searching, narrowing, lists):
        monkeypatch.setattr(module, "COUNT_CAP", 2)
    monkeypatch.setattr(EventList, "page_size", 3)


@pytest.fixture
def dalian():
    return make.place(slug="dalian", name="Dalian")


@pytest.fixture
def meetings(dalian):
    """Eight that are found, in two places, on four days, and two of them undated; two others."""
    other = make.place(slug="guiyang", name="Guiyang")
    days = ["2018-09-12", "2018-09-12", "2018-09-13", "2019-01-05", "2019-01-05", "2019-01-05"]
    for number, date in enumerate([*days, "", ""]):
        place = other if number % 2 else dalian
        make.event(slug=f"m{number}", label=f"Symposium {number}", date=date, place=place)
    make.event(slug="other", label="Banquet", date="2020-01-01", place=dalian)
    make.event(slug="another", label="Visit", date="2018-09-13", place=dalian)


def walked(client, address):
    """The slugs on all pages of a list, in their order."""
    slugs = []
    while address:
        html = client.get(address).content.decode()
        rows = html[html.index("<main") :]
        slugs += dict.fromkeys(SHOWN.findall(rows))
        found = NEXT.search(rows)
        address = f"/events/{found[1].replace('&amp;', '&')}" if found else ""
    return slugs


def in_order(**condition):
    rows = Event.objects.filter(label__startswith="Symposium", **condition)
    return list(rows.latest_first().values_list("slug", flat=True))


@pytest.mark.usefixtures("meetings")
def test_every_row_stands_on_one_page_in_the_order_of_the_list(client):
    assert walked(client, "/events/?q=symposium") == in_order()


@pytest.mark.usefixtures("meetings")
def test_so_it_does_with_another_filter(client):
    assert walked(client, "/events/?q=symposium&place=guiyang") == in_order(place__slug="guiyang")
    assert walked(client, "/events/?q=symposium&from=2019&to=2019") == in_order(sorts_on__year=2019)


@pytest.mark.usefixtures("meetings")
def test_so_it_does_with_the_oldest_first(client):
    slugs = walked(client, "/events/?q=symposium&sort=oldest")
    assert sorted(slugs) == sorted(in_order())
    assert slugs[0] == "m0"


@pytest.mark.usefixtures("meetings")
def test_it_says_that_there_are_more_than_were_counted(client):
    assert "more than 2" in client.get("/events/?q=symposium").content.decode().lower()


@pytest.mark.usefixtures("meetings")
def test_a_word_that_goes_on_is_found_as_well(client):
    assert walked(client, "/events/?q=symp") == in_order()


@pytest.mark.usefixtures("meetings")
def test_no_statement_asks_for_all_that_is_found(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/events/?q=symposium")
    asking = [each["sql"] for each in queries if "_text_index" in each["sql"]]
    assert asking
    assert all("LIMIT" in sql or "IN (" in sql for sql in asking)  # so many, or among these
