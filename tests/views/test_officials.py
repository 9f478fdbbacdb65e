"""The pages of officials: posts as reported, appearances, people nearby, mentions."""

import pytest

from archive.views import officials
from tests import make

LIST = "/officials/"
SENTENCE = "Tan Zuojun, mayor of Dalian, attended"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_the_posts_as_last_reported_and_counts_appearances(client):
    tan = make.official(name="Tan Zuojun", native_name="谭作钧")
    dalian = make.place(name="Dalian")
    make.post(official=tan, title="mayor", place=dalian, inferred=["place"])
    make.post(official=tan, title="mayor", place=dalian)
    make.appearance(official=tan)
    make.citation(official=make.official(name="Xi Jinping"), supports="mentions")

    page = client.get(LIST).content.decode()

    assert page.count("<li>mayor</li>") == 1
    assert '<span class="native-name" lang="zh">谭作钧</span>' in page
    assert '<td role="cell" class="number" data-label="Appearances">1</td>' in page
    assert '<td role="cell" class="number zero" data-label="Appearances">0</td>' in page
    assert 'post <span class="not-stated">not stated</span>' in page


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        made = make.post()
        make.appearance(official=made.official)
    # the ids of the page; its officials; their posts; how often they appear; the facets
    with django_assert_num_queries(7):
        client.get(LIST)


def test_equal_posts_are_one_row_with_a_sighting_each(client):
    tan, dalian = make.official(name="Tan Zuojun"), make.place(name="Dalian")
    first = make.post(official=tan, title="mayor of Dalian", place=dalian, inferred=["place"])
    second = make.post(official=tan, title="mayor of Dalian", place=dalian)
    make.post(official=tan, title="mayor of Dalian")

    response = client.get(tan.get_absolute_url())

    folded, alone = response.context["bands"]
    assert folded.sightings == [first, second]
    assert len(alone.sightings) == 1
    page = response.content.decode()
    assert page.count('<q class="quote">mayor of Dalian</q>') == 2
    assert "place inferred" not in page  # one of the two articles names it
    for post in (first, second):
        assert post.citations.get().get_absolute_url() in page


def test_a_post_is_reported_on_the_day_of_the_event_or_else_of_the_article(client):
    tan = make.official()
    article = make.article(published="2018-12-03")
    then = make.post(official=tan, article=article, title="mayor")
    make.post(official=tan, article=article, title="secretary", since="2013")
    there = make.appearance(official=tan, event=make.event(date="2018?-09-12"))
    there.posts.add(then)

    page = page_of(client, tan)

    assert "12 September</a>" in page
    assert "3 December 2018</a>" in page
    assert "day of the article" in page
    assert "since 2013" in page


def test_appearances_are_told_with_roles_posts_people_and_the_words(client):
    tan = make.official()
    dalian = make.place(name="Dalian")
    event = make.event(label="Meeting", date="2018?-09-12", place=dalian, venue="State guesthouse")
    group = make.delegation(label="Leaders to Dalian")
    there = make.appearance(
        official=tan,
        event=event,
        delegation=group,
        side="host",
        roles=["attended", "spoke"],
        inferred=["side"],
    )
    there.posts.add(make.post(official=tan, title="secretary"))
    make.appearance(event=event)
    make.agreement(event=event)
    make.agreement(event=make.event(parent=event))

    page = page_of(client, tan)

    assert '<li class="guess stack">' in page
    assert "<strong>12 September</strong>" in page
    assert "year inferred: 2018" in page
    assert "Host. Attended, spoke" in page
    assert "side inferred" in page
    assert ">Leaders to Dalian</a>" in page
    assert 'Where: State guesthouse, <a href="/places/dalian/">Dalian</a>' in page
    assert "1 other person named" in page
    assert "2 agreements" in page
    assert "Post then: secretary" in page
    assert SENTENCE in page
    assert there.citations.get().get_absolute_url() in page


def test_the_latest_appearance_comes_first_and_the_undated_last(client):
    tan = make.official()
    rows = [
        make.appearance(official=tan, event=make.event(date=day))
        for day in ("", "2018-01-22", "2018-07-02")
    ]
    response = client.get(tan.get_absolute_url())
    assert response.context["appearances"].rows == [rows[2], rows[1], rows[0]]


def test_only_so_many_appearances_and_people_then_the_way_to_all(client, monkeypatch):
    monkeypatch.setattr(officials, "APPEARANCES", 2)
    monkeypatch.setattr(officials, "COMPANIONS", 2)
    tan = make.official(name="Tan Zuojun")
    event = make.event(date="2018-09-12")
    make.appearance(official=tan, event=event)
    for _ in range(2):
        make.appearance(official=tan, event=make.event(date="2017"))
    for _ in range(3):
        make.appearance(event=event)

    page = page_of(client, tan)

    assert 'href="/events/?official=tan-zuojun"' in page
    assert "more than 2 other people" in page
    assert "The first 2 people" in page


def test_people_at_the_same_events_those_of_most_events_first(client):
    tan, xiong = make.official(name="Tan"), make.official(name="Xiong")
    first, second = make.event(date="2018-09-12"), make.event(date="XXXX-09-17")
    for event in (first, second):
        make.appearance(official=tan, event=event)
        make.appearance(official=xiong, event=event)
    bai = make.appearance(official=make.official(name="Bai"), event=first).official
    make.appearance(event=first, group="responsible comrades")
    make.appearance()

    response = client.get(tan.get_absolute_url())

    companions = response.context["companions"].rows
    assert [each.official for each in companions] == [xiong, bai]
    assert [each.event for each in companions[0].appearances] == [first, second]
    assert "Being at the same event is not proof of having met." in response.content.decode()
    assert "at 2 events, with 2 other people." in response.content.decode()


def test_whoever_is_only_mentioned_has_a_page_that_says_so(client):
    xi = make.official(name="Xi Jinping")
    for _ in range(3):
        make.citation(official=xi, supports="mentions")

    page = page_of(client, xi)

    assert "Mentioned in 3 articles; no appearance reported." in page
    assert page.count("the meeting was held in Dalian</q>") == 3
    assert 'Post <span class="not-stated">not stated</span>' in page
    assert "Appearances" not in page


def test_whoever_only_went_with_a_delegation_was_with_a_delegation(client):
    group = make.delegation(label="Leaders to Dalian", date="2018-06")
    tan = make.appearance(delegation=group).official

    page = page_of(client, tan)

    assert "Reported in 1 article, with a delegation." in page
    assert ">Leaders to Dalian</a>" in page
    assert "<strong>June 2018</strong>" in page


def test_agreements_signed_and_agreements_nearby_are_told_apart(client):
    tan, event = make.official(), make.event()
    make.appearance(official=tan, event=event)
    near = make.agreement(title="Nearby Pact", event=event)
    body = make.organization(name="City Government")
    signed = make.party(
        agreement=make.agreement(title="Signed Pact"),
        official=tan,
        organization=body,
        role="signatory",
    )
    make.citation(party=signed)

    response = client.get(tan.get_absolute_url())
    page = response.content.decode()

    assert response.context["nearby"].rows == [near]
    assert response.context["parties"].rows == [signed]
    assert 'Signatory, for <a href="/organizations/city-government/">City Government</a>' in page
    assert "No agreement names" not in page


def test_other_names_stand_with_their_kind_and_passage(client):
    tan = make.appearance().official
    other = make.name(official=tan, text="谭作钧", kind="script", language="zh-Hans")
    make.name(official=tan, text="Unsourced Name")
    passage = make.citation(name=other)

    page = page_of(client, tan)

    assert '<span class="name" lang="zh-Hans">谭作钧</span>' in page
    assert "Script, Simplified Chinese." in page
    assert passage.get_absolute_url() in page
    assert "Unsourced Name" not in page


def test_note_and_wikidata_id_are_shown(client):
    tan = make.official(note="Not the historian.", wikidata="Q15031")
    make.citation(official=tan)
    page = page_of(client, tan)
    assert "Not the historian." in page
    assert 'href="https://www.wikidata.org/wiki/Q15031"' in page


def test_nothing_that_is_not_public_is_on_the_page(client):
    tan = make.official()
    event = make.event()
    make.appearance(official=tan, event=event)
    draft = make.event(label="Veiled Event", status="draft")
    make.appearance(official=tan, event=draft)
    make.appearance(official=make.official(name="Veiled Person"), event=event, cited=False)
    make.agreement(title="Veiled Pact", event=event, status="draft")
    make.agreement(title="Veiled Withdrawn", event=event, status="withdrawn", withdrawal_reason="x")
    make.post(official=tan, title="veiled post", cited=False)
    make.post(official=tan, title="veiled draft", article=make.article(status="draft"))
    make.citation(official=tan, article=make.article(title="Veiled Article", status="draft"))
    gone = make.place(name="Veiled Place", withdrawn=True, withdrawal_reason="x")
    make.appearance(official=tan, place=gone)

    response = client.get(tan.get_absolute_url())

    assert "eiled" not in response.content.decode()
    assert len(response.context["appearances"].rows) == 1
    assert response.context["articles"].number == 1


def test_withheld_words_are_withheld_here_too(client):
    article = make.article()
    tan = make.appearance(cited=False).official
    make.citation(article=article, official=tan, exact="Tan Zuojun, mayor of Dalian, attended")
    make.redaction(article=article, exact="Zuojun")

    page = page_of(client, tan)

    assert "Zuojun" not in page
    assert '<span class="redacted">withheld</span>' in page


@pytest.mark.parametrize("number", [2, 5])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    tan = make.official()
    for _ in range(number):
        event = make.event(date="2018-09-12", place=make.place())
        post = make.post(official=tan)
        make.appearance(official=tan, event=event).posts.add(post)
        other = make.post()
        make.appearance(official=other.official, event=event).posts.add(other)
        pact = make.agreement(event=event, parties=["One"])
        make.citation(party=make.party(agreement=pact, official=tan, role="witness"))
        make.citation(official=tan, supports="mentions")
        make.citation(name=make.name(official=tan))
    # the official
    # appearances: 1, posts held then, quotes, what those articles withhold (4)
    # people named at each event, agreements of each event (2)
    # posts: 1, quotes, withheld, then appearing, their articles' withheld (5)
    # companions: who, their appearances, their posts (3)
    # agreements signed: 1, quotes, withheld (3); nearby: 1, parties (2)
    # mentions, withheld (2); articles counted (1); names: 1, quotes, withheld (3)
    with django_assert_num_queries(26):
        client.get(tan.get_absolute_url())
