"""The first page."""

import re

from archive.models import Status
from tests import make
from tests.views.test_articles import words


def home(client):
    return client.get("/").content.decode()


def test_an_empty_archive_says_that_nothing_is_published_yet(client):
    text = words(home(client))

    assert "Nothing is published yet." in text
    assert "0 articles" in text.replace("0articles", "0 articles")


def test_the_figures_count_what_is_public(client):
    make.event()
    make.event(status=Status.DRAFT)

    figure = re.search(r'<a href="/events/"><strong>(\d+)</strong>', home(client))

    assert figure[1] == "1"


def test_the_figures_stop_counting_at_the_cap(client, monkeypatch):
    monkeypatch.setattr("archive.views.lists.COUNT_CAP", 2)
    monkeypatch.setattr("archive.views.home.COUNT_CAP", 2)
    for _ in range(4):
        make.event()

    assert "<strong>2+</strong>" in home(client)


def test_the_newest_events_stand_in_order_with_their_numbers(client):
    meeting = make.event(label="Meeting", date="2018-09-12", place=make.place(name="Dalian"))
    make.event(label="Visit", date="2018-11-26")
    make.event(label="Undated")
    make.event(label="Unfinished", date="2019-01-01", status=Status.DRAFT)
    official = make.official()
    make.appearance(event=meeting, official=official)
    make.appearance(event=meeting, official=official, delegation=make.delegation())
    make.appearance(event=meeting, group="relevant leaders")
    make.agreement(event=meeting)
    make.agreement(event=meeting, status=Status.DRAFT)

    html = home(client)
    rows = [words(row) for row in re.findall(r"<tr role=\"row\">.*?</tr>", html, re.DOTALL)[1:]]

    assert [row[:20] for row in rows] == [
        "26 November 2018 Vis",
        "12 September 2018 Me",
        "date not stated Unda",
    ]
    assert rows[1].endswith("Meeting Dalian 1 1")
    assert rows[0].endswith("Visit place not stated 0 0")


def test_a_sentence_and_the_fact_taken_from_it_stand_side_by_side(client):
    agreement = make.agreement(title="Kiwifruit Agreement", date="2018?-09-12")
    citation = make.citation(agreement=agreement, exact="signed the Kiwifruit Agreement")
    make.agreement(date="2019-01-01")  # newer, but without a sentence

    html = home(client)
    specimen = re.search(r'<figure class="specimen".*?</figure>', html, re.DOTALL)[0]

    assert "signed the Kiwifruit Agreement" in specimen
    assert citation.get_absolute_url() in specimen
    assert agreement.get_absolute_url() in specimen
    assert "year inferred: 2018" in specimen
    assert "Signatories not stated" in words(specimen)


def test_signatories_are_named_where_an_article_names_them(client):
    agreement = make.agreement(title="Kiwifruit Agreement")
    make.citation(agreement=agreement, exact="signed the Kiwifruit Agreement")
    official = make.official(name="Tan Zuojun")
    side = make.party(agreement=agreement, official=official, role="signatory")
    make.citation(party=side, exact="Tan Zuojun, mayor of Dalian")

    assert "Signatories Tan Zuojun" in words(home(client))


def test_there_are_records_to_begin_with(client):
    event = make.event(place=make.place(name="Dalian"), date="2018-09-12")
    make.appearance(event=event, official=make.official(name="Tan Zuojun"))
    agreement = make.agreement(parties=["Dalian Hanwei Group"])
    make.citation(agreement=agreement, exact="signed the Kiwifruit Agreement")

    examples = re.search(r'aria-label="Examples".*?</ul>', home(client), re.DOTALL)[0]

    for name in ("Tan Zuojun", "Dalian", "Dalian Hanwei Group"):
        assert f">{name}</a>" in examples


def test_the_page_costs_the_same_for_few_records_or_many(client, django_assert_num_queries):
    for number in range(12):
        event = make.event(place=make.place(), date=f"2018-01-{number + 1:02}")
        make.appearance(event=event)
        agreement = make.agreement(event=event, parties=["Dalian City", "Liupanshui City"])
        make.citation(agreement=agreement, exact="signed the Kiwifruit Agreement")

    # Five capped counts; events; somebody; agreements, parties, passages, withheld words.
    with django_assert_num_queries(11):
        home(client)


def test_the_four_degrees_of_sureness_are_explained(client):
    text = words(home(client))

    assert "How sure is a fact?" in text
    for degree in ("Stated", "Inferred", "Not stated", "Disputed"):
        assert degree in text


def test_the_about_page_gives_licence_and_contact(client, settings):
    settings.ARCHIVE_LICENCE = "CC0 1.0"
    settings.ARCHIVE_LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
    settings.ARCHIVE_CONTACT = "archive@example.org"

    html = client.get("/about/").content.decode()

    assert f'<a href="{settings.ARCHIVE_LICENCE_URL}" rel="license">CC0 1.0</a>' in html
    assert '<a href="mailto:archive@example.org">' in html
    assert 'id="corrections"' in html


def test_the_about_page_says_when_there_is_nobody_to_write_to(client, settings):
    settings.ARCHIVE_CONTACT = ""

    assert "has given no address" in client.get("/about/").content.decode()


def test_a_contact_that_is_a_page_is_linked_and_other_words_are_not(client, settings):
    settings.ARCHIVE_CONTACT = "https://example.org/contact"
    assert '<a href="https://example.org/contact">' in client.get("/about/").content.decode()

    settings.ARCHIVE_CONTACT = "javascript:alert(1)"
    assert 'href="javascript' not in client.get("/about/").content.decode()
