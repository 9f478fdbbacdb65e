"""Dates, doubts, quotes and links, as every page words them."""

import pytest
from django.utils.translation import override

from archive.models import Appearance, Article, Event, Status, Supports
from archive.templatetags import facts
from archive.text.redacting import MARK
from tests import make


@pytest.mark.parametrize(
    ("edtf", "basis", "html"),
    [
        ("2018-12-03", "stated", "3 December 2018"),
        (
            "2018-11-26",
            "date-line",
            '26 November 2018<span class="basis">year from the date line</span>',
        ),
        (
            "2018?-09-12",
            "text",
            '12 September<span class="basis"><span class="inferred">year inferred: 2018</span>'
            "</span>",
        ),
        (
            "XXXX-09-17",
            "unknown",
            '17 September<span class="basis"><span class="not-stated">year not stated</span>'
            "</span>",
        ),
        ("", "", '<span class="not-stated">date not stated</span>'),
    ],
)
def test_a_date_in_a_cell_has_its_doubt_under_it(edtf, basis, html):
    assert facts.date_cell(Event(date=edtf, date_basis=basis)) == html


def test_a_date_in_a_line_has_its_doubt_after_it():
    event = Event(date="2018?-09-12", date_basis="text")

    assert facts.date_line(event) == (
        '<strong>12 September</strong>, <span class="inferred">year inferred: 2018</span>'
    )
    assert facts.date_line(Event()) == '<span class="not-stated">date not stated</span>'


def test_a_date_is_worded_in_the_language_of_the_page():
    with override("zh-hans"):
        assert facts.date_cell(Event(date="2018-12-03")) == "2018年12月3日"


def test_an_agreement_without_its_own_date_has_its_events():
    agreement = make.agreement(event=make.event(date="2018-09-12"))

    assert facts.date_cell(agreement) == "12 September 2018"


@pytest.mark.parametrize(
    ("edtf", "drawn"), [("2018-12-03", ""), ("2018?-09-12", "guess"), ("XXXX-09-17", "unknown")]
)
def test_how_sure_a_date_is_has_its_dot(edtf, drawn):
    assert facts.certainty(Event(date=edtf)) == drawn


def test_an_inferred_field_is_said_to_be_so():
    event = Event(inferred=["place"])

    assert ">place inferred<" in facts.inferred_note(event, "place")
    assert facts.inferred_note(event, "venue") == ""


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_is_a_value_not_stated(value):
    assert facts.or_not_stated(value) == '<span class="not-stated">not stated</span>'
    assert facts.or_not_stated(0) == 0


def test_a_link_leads_to_public_records_only():
    event = make.event(label="Meeting <b>")
    draft = make.event(status=Status.DRAFT)

    assert facts.record_link(event, "name") == (
        f'<a class="name" href="{event.get_absolute_url()}">Meeting &lt;b&gt;</a>'
    )
    assert facts.record_link(draft) == ""
    assert facts.record_link(None) == ""


def test_withheld_words_have_a_sign_in_their_place():
    assert facts.withheld(f"the home of {MARK} & son") == (
        'the home of <span class="redacted">withheld</span> &amp; son'
    )


def test_a_title_is_shown_without_its_withheld_words():
    article = make.article(title="A visit to Wang", text="He came to Wang.")
    make.redaction(article=article, exact="Wang")

    assert "Wang" not in facts.public_title(article)
    assert "Wang" not in facts.record_link(article)
    assert "Wang" not in facts.cite_text(article)


def test_a_passage_is_named_by_article_and_paragraph():
    article = make.article(title="Mayor attends", slug="mayor")
    exact = "the meeting was held in Dalian"
    citation = make.citation(article=article, event=make.event(), slug="held", exact=exact)

    assert facts.passage_link(citation) == (
        '<a href="/articles/mayor/#c-held">Mayor attends</a>, paragraph 1'
    )


def test_a_passage_of_the_furniture_is_named_so():
    article = make.article(text="Dalian Daily\nThe text.", body_start=13, body_end=22)
    citation = make.citation(article=article, about_article=article, exact="Dalian Daily")

    assert facts.passage_link(citation).endswith(", beside the article")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"about": "date"}, "On this: date."),
        (
            {"supports": Supports.IMPLIES},
            '<span class="inferred">Implies it, without saying so.</span>',
        ),
        (
            {"supports": Supports.CONTRADICTS, "about": "date"},
            '<span class="disputed">Says otherwise on this: date.</span>',
        ),
        ({"supports": Supports.MENTIONS}, "Only a mention."),
        ({"about": "weather"}, "On this: weather."),
    ],
)
def test_what_a_passage_does_for_its_fact_is_worded(fields, words):
    assert facts.support_words(make.citation(**fields)) == words


def test_a_record_is_cited_by_name_and_date():
    event = make.event(label="Promotion meeting", date="2018?-09-12", date_basis="text")

    assert facts.cite_text(event) == (
        "“Promotion meeting.” 12 September (year inferred: 2018). Cooperation Archive."
    )
    assert facts.cite_text(make.official(name="Tan Zuojun")) == "“Tan Zuojun.” Cooperation Archive."


def test_an_article_is_cited_with_publisher_and_byline():
    publisher = make.organization(name="Dalian Daily")
    article = make.article(
        title="Mayor attends", publisher=publisher, byline="Liu Jianing", published="2018-09-13"
    )

    assert facts.cite_text(Article.objects.get(pk=article.pk)) == (
        "“Mayor attends.” Dalian Daily. Liu Jianing. 13 September 2018. Cooperation Archive."
    )


def test_a_fact_is_cited_after_the_record_it_belongs_to():
    post = make.post(official=make.official(name="Tan Zuojun"))

    assert facts.cite_text(post) == "“Tan Zuojun: mayor of Dalian.” Cooperation Archive."


def test_a_delegation_at_an_event_is_cited_by_both():
    tie = make.saved(
        Appearance(delegation=make.delegation(label="Leaders"), event=make.event(label="Visit"))
    )

    assert facts.cite_text(tie) == "“Leaders: Visit.” Cooperation Archive."
