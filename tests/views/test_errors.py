"""What readers are told of what is not there, no longer there, elsewhere, or not understood."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import RECORDS, FormerSlug, Status
from tests import make

LISTS = [f"/{kind}s/" for kind in RECORDS]
HOSTILE = ["\0", "a" * 10_000, "'; DROP TABLE archive_article; --", "%", "[", "\ud7ff", "٣", "-1"]
MAKERS = {
    "article": make.article,
    "event": make.event,
    "delegation": make.delegation,
    "agreement": make.agreement,
}


def withdrawn(kind, **fields):
    return MAKERS[kind](status=Status.WITHDRAWN, withdrawal_reason="A court said so.", **fields)


def test_an_unknown_address_is_a_page_with_a_search(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


@pytest.mark.parametrize("kind", RECORDS)
def test_an_unknown_record_is_not_found(client, kind):
    assert client.get(f"/{kind}s/nobody/").status_code == 404


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("slug", ["%00", "a" * 10_000, "..", "a%2Fb", "a%20b", "'", "%F0%9F%92%A9"])
def test_a_strange_slug_is_not_found(client, kind, slug):
    assert client.get(f"/{kind}s/{slug}/").status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_a_draft_does_not_exist(client, kind):
    draft = MAKERS[kind](status=Status.DRAFT)

    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["official", "organization", "place"])
def test_what_no_public_record_refers_to_does_not_exist(client, kind):
    alone = getattr(make, kind)()

    assert client.get(alone.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_a_withdrawn_record_gives_its_reason_and_not_its_title(client, kind):
    name = "label" if kind in ("event", "delegation") else "title"
    record = withdrawn(kind, slug="gone", **{name: "A secret meeting"})

    response = client.get(record.get_absolute_url())
    html = response.content.decode()

    assert response.status_code == 410
    assert "A court said so." in html
    assert "secret" not in html


@pytest.mark.parametrize("kind", ["official", "organization", "place"])
def test_a_withdrawn_person_or_body_gives_the_reason_and_not_the_name(client, kind):
    record = getattr(make, kind)(
        name="Tan Zuojun", slug="gone", withdrawn=True, withdrawal_reason="Asked to be removed."
    )

    response = client.get(record.get_absolute_url())

    assert response.status_code == 410
    assert "Asked to be removed." in response.content.decode()
    assert "Zuojun" not in response.content.decode()


def test_the_address_of_a_merged_record_leads_to_the_other(client):
    event = make.event(slug="promotion-meeting")
    FormerSlug.objects.create(kind="event", slug="meeting", current_slug=event.slug)
    FormerSlug.objects.create(kind="event", slug="old-meeting", current_slug="meeting")

    for slug in ("meeting", "old-meeting"):
        response = client.get(f"/events/{slug}/")
        assert response.status_code == 301
        assert response.url == event.get_absolute_url()


def test_a_merger_of_another_kind_leads_nowhere(client):
    make.event(slug="promotion-meeting")
    FormerSlug.objects.create(kind="event", slug="meeting", current_slug="promotion-meeting")

    assert client.get("/agreements/meeting/").status_code == 404


def test_a_merger_into_a_draft_does_not_exist(client):
    make.event(slug="draft", status=Status.DRAFT)
    FormerSlug.objects.create(kind="event", slug="meeting", current_slug="draft")

    assert client.get("/events/meeting/").status_code == 404


def test_mergers_in_a_ring_lead_nowhere(client):
    FormerSlug.objects.create(kind="event", slug="one", current_slug="two")
    FormerSlug.objects.create(kind="event", slug="two", current_slug="one")

    assert client.get("/events/one/").status_code == 404


@pytest.mark.parametrize("value", HOSTILE)
def test_a_parameter_that_makes_no_sense_never_breaks_a_list(client, value):
    for name in ["q", "from", "to", "place", "organization", "official", "language", "sort"]:
        assert client.get("/articles/", {name: value}).status_code in (200, 400)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("value", [*HOSTILE, "1", "1.", ".2018-09-12", "1.2018-99-99", "1.\0"])
def test_a_cursor_that_no_page_gave_never_breaks_a_list(client, path, value):
    assert client.get(path, {"after": value}).status_code in (200, 400)


def test_a_cursor_that_no_page_gave_is_said_in_words(client):
    response = client.get("/articles/", {"after": "x"})

    assert response.status_code == 400
    assert "Start at its first page" in response.content.decode()


def test_a_request_that_cannot_be_read_is_a_page_of_the_site(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    response = client.get("/articles/?" + "&".join(f"a{number}=1" for number in range(5)))

    assert response.status_code == 400
    assert "cannot be understood" in response.content.decode()
    assert "Cooperation Archive" in response.content.decode()


def test_a_broken_page_needs_neither_database_nor_context(
    client, monkeypatch, django_assert_num_queries
):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("archive.views.about.About.get", broken)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/about/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "archive.css" in response.content.decode()


def test_who_may_not_is_told_so_on_a_page_of_the_site(client, rf):
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    response = permission_denied(rf.get("/"), PermissionDenied())

    assert response.status_code == 403
    assert "You may not do this" in response.content.decode()


def test_robots_are_kept_from_the_searches_and_the_editors_door(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /search/" in text
    assert f"Disallow: {reverse('admin:index')}" in text


def test_the_same_page_in_the_other_language_is_one_click_away(client):
    article = make.article(slug="大连")

    for path, other in [
        ("/articles/?language=en", "/zh-hans/articles/?language=en"),
        (article.get_absolute_url(), f"/zh-hans{article.get_absolute_url()}"),
        ("/nowhere/", "/zh-hans/"),
    ]:
        assert f'href="{other}" hreflang="zh-Hans"' in client.get(path).content.decode()


def test_the_menu_says_where_the_reader_is(client):
    article = make.article()

    on_list = client.get("/articles/").content.decode()
    below = client.get(article.get_absolute_url()).content.decode()

    assert '<a href="/articles/" aria-current="page">' in on_list
    assert '<a href="/articles/" aria-current="true">' in below
    assert on_list.count("aria-current") == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/", "/officials/", "/search/", "/officials/compare/"])
def test_nothing_is_sent_to_a_page_for_reading(address, method):
    client = Client(enforce_csrf_checks=True)

    response = getattr(client, method)(address, {"q": "x"})

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert client.options("/").status_code == 200


def test_the_sign_in_still_asks_for_its_token():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 403
