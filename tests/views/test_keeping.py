"""Pages are kept while the data stay, and gone the moment a record changes."""

from contextlib import suppress

import pytest
from django.core.cache import caches

from archive.models import Status
from archive.services.saving import Saving
from archive.views import firsts, lists, rows
from tests import make

LIST = "/events/"


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.ARCHIVE_KEEP_PAGES = True
    caches["pages"].clear()
    rows.KEPT.clear()
    firsts.KEPT.clear()


def test_a_kept_page_costs_one_statement(client, django_assert_num_queries):
    event = make.event(label="Meeting")
    first = client.get(event.get_absolute_url())

    with django_assert_num_queries(1):
        again = client.get(event.get_absolute_url())

    assert again.content == first.content
    assert again.headers.items() >= {"Content-Type": "text/html; charset=utf-8"}.items()
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_whoever_has_the_page_is_told_that_it_still_holds(client, django_assert_num_queries):
    make.event(label="Meeting")
    etag = client.get(LIST)["ETag"]

    with django_assert_num_queries(1):
        answer = client.get(LIST, headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("path", [LIST, "/", "/search/?q=meeting", "/events/feed/", "/events.json"])
def test_a_page_is_new_once_anything_changed(path, client):
    event = make.event(label="Meeting of Mayors")
    before = body_of(client.get(path))

    event.label = "Meeting of Governors"
    make.saved(event)

    after = client.get(path)
    assert b"Governors" in body_of(after)
    assert b"Mayors" in before
    assert b"Mayors" not in body_of(after)


def test_what_is_withdrawn_is_gone_from_what_was_kept(client):
    event = make.event(label="Meeting")
    path = event.get_absolute_url()
    etag = client.get(path)["ETag"]
    event.status, event.withdrawal_reason = Status.WITHDRAWN, "wrong"
    make.saved(event)

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 410
    assert "ETag" not in client.get(path)


def test_what_is_withheld_is_gone_from_what_was_kept(client):
    article = make.article()
    path = article.get_absolute_url()
    etag = client.get(path)["ETag"]
    make.redaction(article=article, exact="Tan Zuojun")

    page = client.get(path, headers={"If-None-Match": etag})
    assert page.status_code == 200
    assert b"Tan Zuojun" not in page.content


def test_a_change_that_is_taken_back_keeps_the_pages(client):
    event = make.event(label="Meeting")
    etag = client.get(LIST)["ETag"]
    with suppress(KeyboardInterrupt), Saving() as saving:
        saving.delete(event)
        raise KeyboardInterrupt

    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304


def test_work_on_a_draft_leaves_the_pages_until_it_is_published(client):
    make.event(label="Meeting of Mayors")
    etag = client.get(LIST)["ETag"]
    draft = make.event(label="Symposium", status=Status.DRAFT)
    make.appearance(event=draft, group="Engineers", cited=False)
    make.citation(
        event=draft, article=make.article(text="They met.", status=Status.DRAFT), exact="They met"
    )
    draft.venue = "Room 412"
    make.saved(draft)
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304

    draft.status = Status.PUBLISHED
    make.saved(draft)
    page = client.get(LIST, headers={"If-None-Match": etag})
    assert page.status_code == 200
    assert b"Symposium" in page.content


def test_the_day_of_a_draft_moves_an_agreement_that_readers_see(client):
    draft = make.event(label="Signing", status=Status.DRAFT, date="2018-11-26")
    make.agreement(title="Framework agreement", event=draft)
    etag = client.get("/agreements/")["ETag"]
    draft.date = "2018-11-28"
    make.saved(draft)

    assert client.get("/agreements/", headers={"If-None-Match": etag}).status_code == 200


def test_languages_and_queries_are_pages_of_their_own(client):
    make.event(label="Meeting", kind="visit")
    tags = {client.get(path)["ETag"] for path in (LIST, f"/zh-hans{LIST}", f"{LIST}?kind=visit")}
    assert len(tags) == 3
    assert b'<html lang="zh-hans">' in client.get(f"/zh-hans{LIST}").content


def test_nothing_is_kept_of_or_for_those_who_signed_in(admin_client, client):
    make.event(label="Meeting")
    assert "ETag" not in admin_client.get(LIST)
    assert "ETag" not in client.get("/admin/login/")
    assert "ETag" not in client.get("/nowhere/")


def test_pages_of_a_list_share_its_filters_and_rows(client, django_assert_num_queries):
    make.event(label="Meeting of Mayors")
    client.get(f"{LIST}?after=999.9999-01-01")

    with django_assert_num_queries(2):  # the version; the ids of the page
        page = client.get(f"{LIST}?after=998.9999-01-01").content

    assert b"Meeting of Mayors" in page
    assert b"1 event" in page


def test_rows_are_shared_by_all_pages_that_show_them(client, django_assert_max_num_queries):
    place = make.place()
    body = make.organization(place=place)
    event = make.event(label="Meeting of Mayors", place=place, organization=body)
    around = [place.get_absolute_url(), body.get_absolute_url()]
    for path in around:
        client.get(path)  # the statements are made
    make.saved(event)  # and nothing is kept any more

    with django_assert_max_num_queries(100) as alone:
        client.get(around[0])
        most = len(alone)
    make.saved(event)
    client.get(LIST)
    with django_assert_max_num_queries(most - 3):  # no event, people or agreements for its row
        page = client.get(around[0]).content
    assert b"Meeting of Mayors" in page

    event.label = "Meeting of Governors"
    make.saved(event)
    for path in [LIST, *around]:
        page = client.get(path).content
        assert b"Meeting of Governors" in page
        assert b"Meeting of Mayors" not in page


def test_a_kept_row_is_gone_once_its_record_is_withdrawn(client):
    place = make.place()
    event, stays = make.event(label="Quay Talks", place=place), make.event(place=place)
    client.get(LIST)
    client.get(place.get_absolute_url())
    event.status, event.withdrawal_reason = Status.WITHDRAWN, "wrong"
    make.saved(event)

    for path in (LIST, place.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "Quay Talks" not in page
        assert stays.label in page


def test_rows_of_other_lists_are_in_the_readers_language(client):
    address = make.event(label="Meeting", kind="visit").get_absolute_url()
    client.get(LIST)
    page = client.get(f"/zh-hans{LIST}?kind=visit").content.decode()
    assert f'href="/zh-hans{address}"' in page
    assert f'href="{address}"' not in page


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_pages_of_a_list_share_what_was_found(client, monkeypatch, django_assert_num_queries):
    """What narrows it is not looked up again: only the version, the rows that were not shown
    yet, and what their articles withhold."""
    monkeypatch.setattr(lists.RecordList, "page_size", 2)
    body = make.organization(slug="body")
    articles = [make.article(publisher=body, published=f"2018-09-0{day}") for day in range(1, 6)]
    narrowed = {"organization": "body"}
    first = client.get("/articles/", narrowed).context["page"]

    with django_assert_num_queries(3):
        second = client.get("/articles/", narrowed | {"after": first.next_cursor})

    last = client.get("/articles/", narrowed | {"after": second.context["page"].next_cursor})
    shown = [first, second.context["page"], last.context["page"]]
    assert [row.pk for page in shown for row in page.rows] == [a.pk for a in articles[::-1]]
    assert last.context["page"].next_cursor == ""


def test_what_was_found_is_found_anew_when_a_record_changes(client):
    body = make.organization(slug="body")
    make.article(publisher=body)
    assert client.get("/articles/", {"organization": "body"}).context["whole"].count == 1

    make.article(publisher=body)

    assert client.get("/articles/", {"organization": "body"}).context["whole"].count == 2


def test_a_list_is_cut_into_pages_beyond_what_is_kept(client, monkeypatch):
    monkeypatch.setattr(lists.RecordList, "page_size", 2)
    monkeypatch.setattr(lists, "COUNT_CAP", 3)
    articles = [make.article(published=f"2018-09-0{day}") for day in range(1, 8)]

    shown, after = [], ""
    while page := client.get("/articles/", {"after": after}).context["page"]:
        shown += [row.pk for row in page.rows]
        after = page.next_cursor
        if not after:
            break

    assert shown == [article.pk for article in articles[::-1]]


def test_only_so_many_rows_and_lists_are_kept(client, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 3)
    monkeypatch.setattr(firsts, "MOST", 2)
    for number in range(3):
        make.event(label=f"Meeting {number}")
        client.get(LIST)
        client.get(LIST, {"from": "2018"})

    assert len(firsts.KEPT) == 2
    assert sum(map(len, rows.KEPT.values())) <= 3
