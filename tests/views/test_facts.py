"""The page of one fact: what it says, its fields, its passages."""

import re

import pytest

from archive.models import FACTS, Status, Supports
from tests import make
from tests.views.test_articles import shown, words

QUOTE = "Tan Zuojun, mayor of Dalian, attended"


def cited(fact, **fields):
    make.citation(**{fact.record_kind(): fact, "exact": QUOTE} | fields)
    fact.refresh_from_db()
    return fact


MAKERS = {
    "post": lambda: make.post(),
    "appearance": lambda: make.appearance(),
    "party": lambda: cited(make.party()),
    "progress": lambda: cited(make.progress()),
    "name": lambda: cited(make.name(official=make.post().official)),
}


@pytest.mark.parametrize("kind", FACTS)
def test_every_kind_of_fact_shows_its_quote_in_full_and_where_it_stands(client, kind):
    fact = MAKERS[kind]()
    citation = fact.citations.get()

    html = shown(client, fact)

    assert fact.get_absolute_url().startswith(f"/facts/{kind}-")
    assert QUOTE in words(html)
    assert citation.get_absolute_url() in html
    assert f"{citation.article.title}, paragraph 1" in words(html)


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_costs_the_same_however_many_passages(client, django_assert_max_num_queries, kind):
    fact = MAKERS[kind]()
    with django_assert_max_num_queries(5) as first:  # the fact, passages, withheld words, posts
        shown(client, fact)
    for _ in range(5):
        cited(fact, article=make.article())
    with django_assert_max_num_queries(len(first)):
        shown(client, fact)


def test_a_post_is_told_in_a_sentence_with_what_is_not_stated(client):
    official = make.official(name="Tan Zuojun")
    article = make.article(title="Mayor attends")
    place = make.place(name="Dalian")
    post = make.post(official=official, article=article, place=place, inferred=["place"])

    text = words(shown(client, post))

    assert "Tan Zuojun is reported as mayor of Dalian in Mayor attends." in text
    assert "Organization not stated" in text
    assert "Place Dalianplace inferred" in text
    assert "Since not stated Until not stated" in text


def test_an_appearance_says_who_was_where_and_did_what(client):
    event = make.event(label="Promotion meeting", date="2018?-09-12", date_basis="text")
    appearance = make.appearance(
        official=make.official(name="Tan Zuojun"), event=event, roles=["attended", "spoke"]
    )

    text = words(shown(client, appearance))

    assert "Tan Zuojun was at Promotion meeting: attended, spoke." in text
    assert "12 September, year inferred: 2018" in text


def test_a_group_without_names_is_quoted(client):
    delegation = make.delegation(label="Delegation of Dalian")
    appearance = make.appearance(group="relevant leaders", delegation=delegation)

    assert "relevant leaders belonged to Delegation of Dalian." in words(shown(client, appearance))


def test_a_delegation_at_an_event_is_told_so(client):
    delegation = make.delegation(label="Delegation of Dalian")
    event = make.event(label="Promotion meeting")
    made = make.saved(make.Appearance(delegation=delegation, event=event))
    tie = cited(made)

    assert "Delegation of Dalian was at Promotion meeting." in words(shown(client, tie))


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("party", "Dalian City is reported as a party to Kiwifruit Agreement."),
        ("signatory", "Dalian City is reported to have signed Kiwifruit Agreement."),
        ("witness", "Dalian City is reported as a witness of Kiwifruit Agreement."),
    ],
)
def test_a_party_is_told_by_its_role(client, role, sentence):
    agreement = make.agreement(title="Kiwifruit Agreement")
    party = make.party(agreement=agreement, role=role, place=make.place(name="Dalian City"))

    assert sentence in words(shown(client, cited(party)))


def test_an_unnamed_party_is_told_by_the_words(client):
    agreement = make.agreement(title="Kiwifruit Agreement")
    party = make.party(agreement=agreement, unnamed="one of three zones", place=make.place())

    assert "one of three zones is reported as a party" in words(shown(client, cited(party)))


def test_a_line_of_progress_is_told_with_its_day(client):
    agreement = make.agreement(title="Kiwifruit Agreement")
    line = make.progress(agreement=agreement, status="under-way", date="2019-03")

    assert "Kiwifruit Agreement: under way, March 2019" in words(shown(client, cited(line)))


def test_a_name_is_told_with_whose_it_is(client):
    official = make.post(official=make.official(name="Tan Zuojun")).official
    name = cited(make.name(official=official, text="谭作钧", kind="script", language="zh"))

    text = words(shown(client, name))

    assert "谭作钧 is another name of Tan Zuojun." in text
    assert "Language Chinese" in text


@pytest.mark.parametrize(
    ("supports", "about", "said"),
    [
        (Supports.STATES, "place", "On this: place."),
        (Supports.IMPLIES, "", "Implies it, without saying so."),
        (Supports.CONTRADICTS, "title", "Says otherwise on this: title."),
        (Supports.MENTIONS, "", "Only a mention."),
    ],
)
def test_what_a_passage_does_is_said_in_words(client, supports, about, said):
    post = make.post()
    cited(post, article=post.article, supports=supports, about=about, exact="mayor of Dalian")

    assert said in words(shown(client, post))


def test_a_fact_is_cited_with_its_permanent_address(client):
    post = make.post(official=make.official(name="Tan Zuojun"))

    html = shown(client, post)

    assert "“Tan Zuojun: mayor of Dalian.” Cooperation Archive." in words(html)
    assert f'value="http://testserver{post.get_absolute_url()}"' in html


def test_a_fact_taken_in_without_a_source_says_so(client):
    post = make.post(cited=False, unsourced=True)

    assert "No published article is cited for it." in words(shown(client, post))


def test_withheld_words_are_covered_in_quotes_and_their_anchors(client):
    article = make.article(title="Tan Zuojun attends", slug="attends")
    post = make.post(article=article, official=make.official(name="Somebody"))
    make.redaction(article=article, exact="Tan Zuojun")

    html = shown(client, post)

    assert not re.search(r"zuojun", html, re.IGNORECASE)
    assert "withheld, mayor of Dalian, attended" in words(html)


def test_the_anchor_of_a_covered_quote_stands_on_the_page_of_its_article(client):
    post = make.post()
    make.redaction(article=post.article, exact="Tan Zuojun")
    anchor = post.citations.get().anchor

    assert f'id="{anchor}"' in shown(client, post.article)
    assert "zuojun" not in anchor


@pytest.mark.parametrize(
    "public_id",
    ["post-nobody", "official-tan", "post", "post-", "-", "citation-1", "post_", "x" * 121, "%00"],
)
def test_what_is_no_fact_is_not_found(client, public_id):
    assert client.get(f"/facts/{public_id}/").status_code == 404


def test_a_fact_without_a_published_source_does_not_exist(client):
    post = make.post(article=make.article(status=Status.DRAFT))

    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_fact_of_a_withdrawn_record_does_not_exist(client):
    post = make.post()
    post.official.withdrawn, post.official.withdrawal_reason = True, "Asked to be removed."
    make.saved(post.official)

    assert client.get(post.get_absolute_url()).status_code == 404
