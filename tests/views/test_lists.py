"""Public lists: what is on them, in which order, on which page, and at what cost."""

import pytest
from django.urls import reverse

from archive.models import RECORDS, Article
from archive.views import lists
from tests import make
from tests.views.world import on_page

DATED = {"article": "published", "event": "date", "delegation": "date", "agreement": "date"}
NAMED = ["official", "organization", "place"]


def address(kind):
    return reverse(f"archive:{kind}_list")


def public(kind, **fields):
    """A public record of this kind: people, bodies and areas are mentioned once."""
    record = getattr(make, kind)(**fields)
    if kind in NAMED:
        article = Article.objects.public().first() or make.article()
        make.citation(article=article, **{kind: record})
        record.refresh_from_db()
    return record


def every_page(client, kind, **words):
    """The rows of each page in turn, following the cursor to the end."""
    pages, after = [], {}
    while True:
        context = client.get(address(kind), words | after).context
        page = context["page"]
        pages.append(on_page(context))
        if not page.next_cursor:
            return pages
        after = {"after": page.next_cursor}


@pytest.fixture
def _two_a_page(monkeypatch):
    monkeypatch.setattr(lists.RecordList, "page_size", 2)


@pytest.mark.usefixtures("_two_a_page")
@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_the_pages_hold_every_row_once_in_order_and_the_undated_last(client, kind, sort):
    days = ["2018-09-12"] * 3 + ["", "XXXX-09-17", "2013", "2018-11-26"]
    rows = [public(kind, **{DATED[kind]: day}) for day in days]

    pages = every_page(client, kind, sort=sort)

    assert [len(page) for page in pages] == [2, 2, 2, 1]
    order = [row for page in pages for row in page]
    up = [rows[5], rows[0], rows[1], rows[2], rows[6]]
    down = [rows[6], rows[2], rows[1], rows[0], rows[5]]
    undated = [rows[3], rows[4]]
    assert order == (up + undated if sort == "oldest" else down + undated[::-1])


@pytest.mark.usefixtures("_two_a_page")
@pytest.mark.parametrize("kind", NAMED)
def test_namesakes_are_all_on_the_pages_in_the_order_of_names(client, kind):
    names = ["wang Zhong", "Wang Zhong", "Wang Zhong", "Bai", "Ä", "Zhao"]
    rows = [public(kind, name=name) for name in names]

    pages = every_page(client, kind)

    assert [len(page) for page in pages] == [2, 2, 2]
    order = [row for page in pages for row in page]
    assert set(order) == set(rows)
    assert [row for row in order if row in rows[:3]] == rows[:3]
    assert order.index(rows[3]) < order.index(rows[0]) < order.index(rows[5])


@pytest.mark.usefixtures("_two_a_page")
def test_the_next_page_keeps_the_filters_and_the_way_back(client):
    for _ in range(3):
        make.event(kind="visit")
    make.event(kind="meeting")

    first = client.get(address("event"), {"kind": "visit"})
    cursor = first.context["page"].next_cursor
    assert f'rel="next" href="?kind=visit&amp;after={cursor}"' in first.content.decode()

    second = client.get(address("event"), {"kind": "visit", "after": cursor})
    page = second.content.decode()
    assert len(second.context["page"].rows) == 1
    assert 'rel="next"' not in page
    assert 'href="?kind=visit"' in page


def test_rows_that_come_between_two_pages_move_no_other(client, monkeypatch):
    monkeypatch.setattr(lists.RecordList, "page_size", 2)
    rows = [make.event(date="2018-09-12") for _ in range(4)]
    cursor = client.get(address("event")).context["page"].next_cursor
    make.event(date="2019-01-01")

    rest = on_page(client.get(address("event"), {"after": cursor}).context)
    assert rest == [rows[1], rows[0]]


@pytest.mark.parametrize(
    "after", ["x", "1", "1.x", ".", "-1.2018-01-01", "1.2018-01-01\0", "٣.2018"]
)
def test_a_page_that_no_list_named_is_refused(client, after):
    response = client.get(address("event"), {"after": after})
    assert response.status_code == 400
    assert "Start at its first page" in response.content.decode()


@pytest.mark.parametrize("kind", RECORDS)
def test_one_is_one_and_none_says_what_to_do(client, kind):
    page = client.get(address(kind)).content.decode()
    assert f"0 {kind}s" in page
    assert "matches" in page
    assert 'role="search"' in page

    public(kind)
    page = client.get(address(kind)).content.decode()
    number = client.get(address(kind)).context["whole"].count
    assert f"{number} {kind}{'s' if number > 1 else ''}</h2>" in page


def test_a_long_list_is_counted_no_further_than_the_cap(client, monkeypatch):
    monkeypatch.setattr(lists, "COUNT_CAP", 2)
    for _ in range(3):
        make.event()
    assert "more than 2 events" in client.get(address("event")).content.decode()


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("kind", DATED)
def test_what_is_not_published_is_not_on_the_list_nor_in_its_count(client, kind, status):
    name = "title" if kind in {"article", "agreement"} else "label"
    hidden = {name: "Veiled Words", "status": status, "withdrawal_reason": "a mistake"}
    getattr(make, kind)(**hidden)
    shown = public(kind)

    for words in ({}, {"q": "veiled"}, {"sort": "oldest"}):
        response = client.get(address(kind), words)
        assert "Veiled Words" not in response.content.decode()
        assert response.context["whole"].count == (0 if "q" in words else 1)
    assert on_page(client.get(address(kind)).context) == [shown]


@pytest.mark.parametrize("kind", NAMED)
def test_whom_no_public_record_names_is_not_on_the_list(client, kind):
    getattr(make, kind)(name="Veiled Draft")
    public(kind, name="Veiled Withdrawn", withdrawn=True, withdrawal_reason="a mistake")
    shown = public(kind, name="Shown")

    response = client.get(address(kind))
    assert on_page(response.context) == [shown]
    assert "Veiled" not in response.content.decode()
    assert client.get(address(kind), {"q": "veiled"}).context["whole"].count == 0


def test_an_unknown_name_is_refused_beside_its_field(client):
    response = client.get(address("event"), {"place": "<b>nowhere</b>"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "No public place is called “&lt;b&gt;nowhere&lt;/b&gt;”." in page
    assert 'value="&lt;b&gt;nowhere&lt;/b&gt;"' in page
    assert "it says what to write" in page


@pytest.mark.parametrize("kind", RECORDS)
def test_every_filter_at_once_may_be_wrong_and_the_page_still_says_so(client, kind):
    words = "q from to place organization official event kind article language sort".split()
    query = {word: ["\0<script>alert(1)</script>", "x" * 5000 + "\0"] for word in words}
    response = client.get(address(kind), query)
    assert response.status_code == 400
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("kind", RECORDS)
def test_no_list_offers_a_menu_of_records(client, kind):
    record = public(kind)
    page = client.get(address(kind)).content.decode()
    assert f"{record}</option>" not in page
    assert 'autocomplete="off"' in page
