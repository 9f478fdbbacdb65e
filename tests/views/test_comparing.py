"""Two officials side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Status
from tests import make

COMPARE = "/officials/compare/"


@pytest.fixture
def two():
    """Two people, each with a post, at one event together and one alone."""
    article = make.article()
    place = make.place(name="Dalian")
    people = [make.official(slug="one", name="One"), make.official(slug="two", name="Two")]
    together = make.event(label="Together")
    for official in people:
        make.post(official=official, article=article, place=place, title=f"mayor {official}")
        make.appearance(official=official, event=together)
        make.appearance(official=official, event=make.event(label=f"{official} alone"))
    return people


def test_posts_events_and_articles_of_both_stand_side_by_side(client, two):
    agreement = make.agreement(event=two[0].appearances.first().event, title="Signed there")

    response = client.get(COMPARE, {"a": "one", "b": "two"})

    context = response.context
    assert response.status_code == 200
    assert [each["official"] for each in context["columns"]] == two
    assert [[band.title for band in each["bands"]] for each in context["columns"]] == [
        ["mayor One"],
        ["mayor Two"],
    ]
    assert [str(item.record) for item in context["items"]] == ["Together"]
    assert len(context["articles"].rows) == 1
    assert context["nearby"].rows == [agreement]
    assert [each.number for each in context["rows"][0]["numbers"]] == [2, 2, 1]
    assert [str(record) for record in context["shared"]] == ["Dalian"]


def test_the_order_asked_for_is_kept(client, two):
    response = client.get(COMPARE, {"a": "two", "b": "one"})

    assert [each["official"] for each in response.context["columns"]] == two[::-1]
    assert "Two and One, side by side" in response.content.decode()


def test_people_with_nothing_in_common_are_said_to_have_nothing(client, two):
    other = make.official(slug="other")
    make.appearance(official=other)

    page = client.get(COMPARE, {"a": "one", "b": "other"}).content.decode()

    assert "No event is reported at which both were, and no article names both." in page
    assert "No body or place is reported of which both held a post." in page
    assert "None was signed where both are reported." in page
    assert "not stated" in page  # the post of the other


def test_a_name_will_do_where_only_one_has_it(client, two):
    assert client.get(COMPARE, {"a": "One", "b": "Two"}).status_code == 200


def test_without_names_there_is_a_form(client):
    response = client.get(COMPARE)

    assert response.status_code == 200
    assert 'name="a"' in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"a": "one", "b": "nobody"}, 404),
        ({"a": "nobody", "b": "nobody"}, 404),
        ({"a": "one", "b": "draft"}, 404),
        ({"a": "one", "b": "withdrawn"}, 404),
        ({"a": "one", "b": "one"}, 400),
        ({"a": "one"}, 400),
        ({"b": "one"}, 400),
        ({"a": "", "b": ""}, 400),
        ({"a": "one", "b": "\0"}, 400),
        ({"a": "one", "b": "x" * 5000}, 400),
        ({"a": "one", "b": "<script>alert(1)</script>"}, 404),
    ],
)
def test_what_cannot_be_compared_gives_the_form_and_says_so(client, two, asked, status):
    make.appearance(official=make.official(slug="draft"), event=make.event(status=Status.DRAFT))
    make.official(slug="withdrawn", withdrawn=True, withdrawal_reason="a mistake")

    response = client.get(COMPARE, asked)

    page = response.content.decode()
    assert response.status_code == status
    assert 'name="b"' in page
    assert "errorlist" in page
    assert "<script>alert" not in page


def test_what_is_not_published_is_not_compared(client, two):
    hidden = make.event(label="Hidden", status=Status.DRAFT)
    for official in two:
        make.appearance(official=official, event=hidden)
    draft = make.article(status=Status.DRAFT)
    post = make.post(official=two[0], article=draft, title="hidden post", cited=False)
    make.citation(post=post, article=draft, exact="Tan Zuojun, mayor of Dalian, attended")

    page = client.get(COMPARE, {"a": "one", "b": "two"}).content.decode()

    assert "Hidden" not in page
    assert "hidden post" not in page


def test_the_comparison_costs_the_same_however_often_they_met(client, two):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(COMPARE, {"a": "one", "b": "two"})
        return len(queries)

    few = count()
    for _ in range(3):
        event = make.event()
        make.agreement(event=event)
        for official in two:
            make.appearance(official=official, event=event)
            make.post(official=official)
    # The first agreement brings its parties along.
    assert count() <= few + 1
