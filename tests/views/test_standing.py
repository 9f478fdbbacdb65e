"""Who was last reported in which post by a day, and who next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import FormerSlug, Status
from tests import make

EXACT = "Tan Zuojun, mayor of Dalian, attended"


@pytest.fixture
def dalian():
    return make.place(slug="dalian", name="Dalian")


def reported(place, name, day, *, title="mayor", **fields):
    """A post that an article of this day reports, of somebody called so."""
    article = make.article(published=day)
    official = make.official(name=name)
    return make.post(official=official, article=article, title=title, place=place, **fields)


def standing(client, on="", address="/places/dalian/posts/"):
    """Title → names last reported, before that, and next."""
    response = client.get(address, {"on": on} if on else {})
    assert response.status_code == 200
    return {
        each.post.title: tuple(
            [str(seen.official) for seen in part]
            for part in (each.last, each.earlier, each.following)
        )
        for each in response.context["page"]["rows"]
    }


def test_the_last_report_by_the_day_and_the_first_after_it(client, dalian):
    for name, day in (("First", "2010-05-01"), ("Second", "2015-05-01"), ("Third", "2020-05-01")):
        reported(dalian, name, day)

    assert standing(client, "2009-01-01") == {"mayor": ([], [], ["First"])}
    assert standing(client, "2010-05-01") == {"mayor": (["First"], [], ["Second"])}
    assert standing(client, "2017") == {"mayor": (["Second"], ["First"], ["Third"])}
    assert standing(client) == {"mayor": (["Third"], ["Second", "First"], [])}


def test_several_people_in_one_post_are_all_named(client, dalian):
    reported(dalian, "One", "2018-01-01", title="deputy mayor")
    reported(dalian, "Two", "2018-01-01", title="deputy mayor")
    reported(dalian, "Three", "2017-01-01", title="deputy mayor")

    assert standing(client) == {"deputy mayor": (["One", "Two"], ["Three"], [])}


def test_the_day_is_that_of_the_event_where_there_is_one(client, dalian):
    post = reported(dalian, "One", "2018-12-03")
    event = make.event(date="2018-11-26")
    appearance = make.appearance(official=post.official, event=event)
    appearance.posts.add(post)

    assert standing(client, "2018-11-26") == {"mayor": (["One"], [], [])}
    assert standing(client, "2018-11-25") == {"mayor": ([], [], ["One"])}


def test_posts_of_bodies_there_count_and_those_of_smaller_places_do_not(client, dalian):
    body = make.organization(slug="body", place=dalian)
    make.post(title="director", organization=body, article=make.article(published="2018-01-01"))
    reported(make.place(parent=dalian), "Small", "2018-01-01", title="village head")

    assert list(standing(client)) == ["director"]
    assert list(standing(client, address="/organizations/body/posts/")) == ["director"]


def test_what_has_no_year_stands_apart(client, dalian):
    post = reported(dalian, "Undated", "", title="secretary")

    response = client.get("/places/dalian/posts/", {"on": "2018-09-12"})

    assert response.context["page"]["rows"] == []
    assert response.context["undated"].rows == [post]
    assert "Reported without a year" in response.content.decode()


def test_the_page_never_says_that_somebody_held_the_post(client, dalian):
    reported(dalian, "One", "2018-01-01", since="2015")

    page = client.get("/places/dalian/posts/", {"on": "2018-09-12"}).content.decode()

    assert "last reported" in page
    assert "since 2015" in " ".join(page.split())
    assert "not stated" in page


def test_drafts_and_withdrawn_people_are_left_out(client, dalian):
    reported(dalian, "Public", "2018-01-01")
    draft = make.article(published="2019-01-01", status=Status.DRAFT)
    hidden = make.post(title="mayor", place=dalian, article=draft, cited=False)
    make.citation(post=hidden, article=draft, exact=EXACT)
    gone = reported(dalian, "Gone", "2019-01-01")
    gone.official.withdrawn, gone.official.withdrawal_reason = True, "a mistake"
    make.saved(gone.official)

    assert standing(client) == {"mayor": (["Public"], [], [])}


@pytest.mark.parametrize("on", ["x", "2018-13", "20180912", "\0", "-1", "99999", "2018-02-30", " "])
def test_a_day_that_cannot_be_read_gives_the_form(client, dalian, on):
    reported(dalian, "One", "2018-01-01")

    response = client.get("/places/dalian/posts/", {"on": on})

    assert response.status_code == 400
    assert 'name="on"' in response.content.decode()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2018", "2018-09"])
def test_days_months_and_years_are_understood(client, dalian, on):
    reported(dalian, "One", "2018-01-01")

    assert client.get("/places/dalian/posts/", {"on": on}).status_code == 200


@pytest.mark.parametrize("after", ["x", "1", "1.2", "1.2.", "a.b.c", "1.2.\0", "9" * 30 + ".1.x"])
def test_a_cursor_that_no_page_gave_is_refused(client, dalian, after):
    reported(dalian, "One", "2018-01-01")

    assert client.get("/places/dalian/posts/", {"after": after}).status_code == 400


def test_many_posts_come_page_after_page(client, dalian, monkeypatch):
    monkeypatch.setattr("archive.views.standing.PAGE", 2)
    body = make.organization(place=dalian)
    for title in ("mayor", "Mayor", "deputy mayor", "secretary"):
        reported(dalian, title, "2018-01-01", title=title)
    make.post(title="mayor", organization=body, article=make.article(published="2018-01-01"))

    found, after = [], ""
    for _ in range(3):
        response = client.get("/places/dalian/posts/", {"on": "2018-09-12", "after": after})
        found += [
            (each.post.title, each.post.organization) for each in response.context["page"]["rows"]
        ]
        after = response.context["page"]["next_cursor"]

    assert after == ""
    assert [title.lower() for title, _body in found] == sorted(title.lower() for title, _b in found)
    assert len(set(found)) == len(found) == 5


def test_hidden_moved_and_withdrawn_places_answer_as_their_pages_do(client, dalian):
    assert client.get("/places/dalian/posts/").status_code == 404  # nothing public refers to it
    reported(dalian, "One", "2018-01-01")
    FormerSlug.objects.create(kind="place", slug="luda", current_slug="dalian")
    moved = client.get("/places/luda/posts/")
    assert (moved.status_code, moved["Location"]) == (301, "/places/dalian/posts/")
    assert client.get("/places/nowhere/posts/").status_code == 404
    make.place(slug="gone", withdrawn=True, withdrawal_reason="a mistake")
    assert client.get("/places/gone/posts/").status_code == 410


def test_the_page_costs_the_same_however_many_reports(client, dalian):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/places/dalian/posts/", {"on": "2018-09-12"})
        return len(queries)

    reported(dalian, "One", "2018-01-01")
    reported(dalian, "Later", "2019-01-01")
    reported(dalian, "Undated", "")
    few = count()
    for number in range(4):
        reported(dalian, f"Person {number}", "2017-01-01", title=f"post {number % 2}")
        reported(dalian, f"Other {number}", "", title=f"post {number % 2}")

    assert count() == few <= 14
