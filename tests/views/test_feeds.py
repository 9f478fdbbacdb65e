"""Feeds: the newest public records of each list."""

import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from archive.models import Status
from archive.services.saving import Saving
from tests import make
from tests.views.test_references import KINDS, public

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, kind, language="", **filters):
    response = client.get(f"{language}/{kind}/feed/", filters)
    assert response.status_code == 200, response
    return ElementTree.fromstring(response.content)


def titles(root):
    return [entry.findtext("a:title", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]


def entry(root):
    return root.find("a:entry", ATOM)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_a_valid_feed_that_leads_to_its_records(kind, client):
    record = public(kind)

    root = feed(client, f"{kind}s")

    found = [one for one in root.findall("a:entry", ATOM) if titles(root)]
    links = {one.find("a:link", ATOM).get("href") for one in found}
    assert f"http://testserver{record.get_absolute_url()}" in links
    for one in [root, *found]:
        for name in ("id", "title", "updated"):
            assert one.findtext(f"a:{name}", namespaces=ATOM)
        assert re.fullmatch(r"tag:testserver,2026[-0-9]*:\S+", one.findtext("a:id", "", ATOM))
    own = [link.get("href") for link in root.findall("a:link", ATOM) if link.get("rel") == "self"]
    assert own == [f"http://testserver/{kind}s/feed/"]


def test_a_feed_has_no_drafts_nothing_in_review_and_nothing_withdrawn(client):
    for status in (Status.DRAFT, Status.REVIEW):
        make.event(status=status)
    make.event(status=Status.WITHDRAWN, withdrawal_reason="wrong")
    make.official(withdrawn=True, withdrawal_reason="asked")
    make.official()  # of whom nothing is reported

    assert titles(feed(client, "events")) == []
    assert titles(feed(client, "officials")) == []


def test_what_changed_last_comes_first_and_there_are_fifty_at_most(client):
    first = make.event(label="The first")
    for number in range(51):
        make.event(label=f"Event {number}")
    with Saving() as saving:
        first.full_clean()
        saving.save(first)

    found = titles(feed(client, "events"))

    assert found[:2] == ["The first", "Event 50"]
    assert len(found) == 50


def test_an_official_who_becomes_public_today_is_new_today_however_old_the_record(client):
    article = make.article(status=Status.DRAFT)
    make.post(official=make.official(name="Long drafted"), article=article)
    public("official", name="Already public")
    with Saving() as saving:
        article.refresh_from_db()
        article.status = Status.PUBLISHED
        saving.save(article)

    assert titles(feed(client, "officials"))[0] == "Long drafted"


def test_an_entry_keeps_its_id_in_every_language_and_under_a_new_name(client):
    event = make.event(label="Before")
    before = entry(feed(client, "events")).findtext("a:id", namespaces=ATOM)
    with Saving() as saving:
        event.label = "After"
        saving.save(event)

    root = feed(client, "events", language="/zh-hans")

    assert titles(root) == ["After"]
    assert entry(root).findtext("a:id", namespaces=ATOM) == before
    assert entry(root).find("a:link", ATOM).get("href").startswith("http://testserver/zh-hans/")


def test_the_summary_quotes_the_article_without_what_it_withholds(client):
    article = make.article(title="Tan Zuojun in Dalian")
    make.appearance(cited=False, event=(event := make.event(date="2018-09-12")))
    make.citation(event=event, article=article, exact="Tan Zuojun, mayor of Dalian, attended")
    make.redaction(article=article)

    summary = entry(feed(client, "events")).findtext("a:summary", namespaces=ATOM)

    assert summary == "12 September 2018. “[withheld], mayor of Dalian, attended”"
    assert titles(feed(client, "articles")) == ["[withheld] in Dalian"]
    assert "Tan Zuojun" not in client.get("/articles/feed/").content.decode()


def test_a_passage_about_something_that_is_not_public_is_not_quoted(client):
    article = make.article()
    make.citation(article=article, event=make.event(status=Status.DRAFT), exact="Dalian City")

    assert "Dalian City" not in client.get("/articles/feed/").content.decode()


def test_a_feed_takes_the_filters_of_its_list(client):
    make.event(label="Old", date="2013-05-01")
    make.event(label="New", date="2018-09-12")

    root = feed(client, "events", **{"from": "2018"})

    assert titles(root) == ["New"]
    assert root.find("a:link", ATOM).get("href") == "http://testserver/events/?from=2018"


@pytest.mark.parametrize("filters", [{"from": "soon"}, {"place": "nowhere"}, {"kind": "party"}])
def test_a_filter_that_cannot_be_understood_is_refused(filters, client):
    assert client.get(f"/events/feed/?{urlencode(filters)}").status_code == 400


def test_who_has_the_feed_already_gets_it_only_when_it_says_something_else(client):
    event = make.event()
    make.event(label="Stays")
    first = client.get("/events/feed/")
    again = client.get("/events/feed/", headers={"If-None-Match": first.headers["ETag"]})
    with Saving() as saving:
        event.status, event.withdrawal_reason = Status.WITHDRAWN, "wrong"
        saving.save(event)

    after = client.get("/events/feed/", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert after.status_code == 200
    assert "Last-Modified" not in after.headers


def test_words_that_xml_cannot_hold_do_not_break_a_feed(client):
    event = make.event(label="A <b>bold</b> & strange\x0b label")

    assert titles(feed(client, "events")) == ["A <b>bold</b> & strange  label"]
    assert event.is_public


def test_a_feed_costs_the_same_however_many_records(client, django_assert_num_queries):
    for _ in range(5):
        article = make.article()
        make.citation(article=article)

    with django_assert_num_queries(4):  # records, what they withhold, first passages, quotes
        client.get("/articles/feed/")
    with django_assert_num_queries(3):
        client.get("/events/feed/")


def test_a_list_names_its_feed_with_the_filters_that_are_on(client):
    page = client.get("/events/?from=2018&sort=oldest").content.decode()

    assert page.count('href="/events/feed/?from=2018"') == 2
    assert '<link rel="alternate" type="application/atom+xml"' in page


def test_only_lists_have_feeds(client):
    assert client.get("/posts/feed/").status_code == 404
    assert client.post("/events/feed/").status_code == 405
