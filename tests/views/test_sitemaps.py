"""Sitemaps: every public record's address in every language, and no other."""

from xml.etree import ElementTree

import pytest

from archive.models import Status
from archive.views import sitemaps
from tests import make
from tests.views.test_references import KINDS, public

MAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
SITE = "http://testserver"


def read(client, path):
    response = client.get(path.removeprefix(SITE))
    assert response.status_code == 200, path
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return ElementTree.fromstring(content)


def files(client):
    return [each.text for each in read(client, "/sitemap.xml").findall("s:sitemap/s:loc", MAP)]


def addresses(client):
    """Every address of every file that the index names."""
    return [
        each.text
        for path in files(client)
        for each in read(client, path).findall("s:url/s:loc", MAP)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_record_stands_in_the_map_in_every_language(kind, client):
    record = public(kind, slug="谭-zuojun")

    found = addresses(client)

    assert f"{SITE}{record.get_absolute_url()}" in found
    assert f"{SITE}/zh-hans{record.get_absolute_url()}" in found
    assert len(found) == len(set(found))


def test_what_is_not_public_does_not_stand_in_the_map(client):
    make.event(slug="a-draft", status=Status.DRAFT)
    make.event(slug="gone", status=Status.WITHDRAWN, withdrawal_reason="wrong")
    make.official(slug="unheard-of")
    make.official(slug="withdrawn", withdrawn=True, withdrawal_reason="asked")
    make.event(slug="there")

    found = "\n".join(addresses(client))

    assert "/events/there/" in found
    for slug in ("a-draft", "gone", "unheard-of", "withdrawn"):
        assert slug not in found


def test_every_address_names_its_alternates_and_when_it_changed(client):
    event = make.event()

    path = f"/sitemap-events-{event.pk // sitemaps.IDS}.xml"
    (url, chinese) = read(client, path).findall("s:url", MAP)

    assert url.findtext("s:lastmod", namespaces=MAP) == f"{event.updated_at:%Y-%m-%dT%H:%M:%SZ}"
    links = [(each.get("hreflang"), each.get("href")) for each in url.findall("x:link", MAP)]
    path = event.get_absolute_url()
    assert links == [("en", f"{SITE}{path}"), ("zh-Hans", f"{SITE}/zh-hans{path}")]
    assert [each.get("href") for each in chinese.findall("x:link", MAP)] == [
        address for _tag, address in links
    ]


def test_a_long_list_is_cut_by_its_ids_and_no_file_is_empty(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS", 2)
    events = [make.event() for _ in range(5)]
    for event in events[1:4]:
        event.status = Status.DRAFT
        make.saved(event)

    for path in files(client):
        assert 1 <= len(read(client, path).findall("s:url", MAP)) <= 18
    found = addresses(client)
    assert len(found) == len(set(found))
    assert {f"{SITE}{each.get_absolute_url()}" for each in (events[0], events[4])} <= set(found)
    assert f"{SITE}{events[2].get_absolute_url()}" not in found


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-posts-0.xml",
        "/sitemap-pages-1.xml",
        "/sitemap-events-999999999.xml",
        "/sitemap-events.xml",
    ],
)
def test_a_file_that_the_index_never_named_does_not_exist(path, client):
    make.event()

    assert client.get(path).status_code == 404


def test_the_index_and_a_file_cost_the_same_however_many_records(client, django_assert_num_queries):
    for _ in range(4):
        event = make.event()

    with django_assert_num_queries(8):  # where each kind begins, and each file's next one
        files(client)
    with django_assert_num_queries(2):  # is there such a file; its records
        read(client, f"/sitemap-events-{event.pk // sitemaps.IDS}.xml")


def test_robots_are_told_where_the_map_is(client):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode()
