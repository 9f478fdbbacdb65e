"""The pages of events: when and where, who was there, what was signed, what is not stated."""

import pytest

from archive.views import events
from tests import make

LIST = "/events/"
HELD = "the meeting was held in Dalian"
SIGNED = "signed the Kiwifruit Agreement"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_puts_the_date_first_and_says_what_is_not_stated(client):
    place = make.place(name="Dalian")
    event = make.event(label="Meeting", kind="meeting", date="2018?-09-12", place=place)
    make.appearance(event=event)
    make.agreement(event=event)
    make.event(label="Bare")

    page = client.get(LIST).content.decode()

    row = page[page.index("<tbody") :]
    assert row.index("12 September") < row.index("Meeting</a>") < row.index(">Dalian</a>")
    assert "year inferred: 2018" in row
    assert 'place <span class="not-stated">not stated</span>' in row
    assert 'class="number" data-label="People named">1</td>' in row
    assert 'class="number" data-label="Agreements">1</td>' in row
    assert 'class="number zero" data-label="People named">0</td>' in row


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        event = make.event(place=make.place(), organization=make.organization())
        make.appearance(event=event)
        make.agreement(event=event)
    # the ids of the page; its events with places and bodies; people; agreements; all again, to
    # draw; the facets
    with django_assert_num_queries(10):
        client.get(LIST)


def test_the_date_stands_with_its_words_its_basis_and_its_passages(client):
    event = make.event(
        date="2018?-09-12",
        date_as_printed="On September 12th",
        date_basis="text",
        date_note="The year from the list that was signed.",
    )
    make.citation(event=event, exact=HELD)
    on_date = make.citation(event=event, about="date", exact=SIGNED, supports="implies")

    page = page_of(client, event)

    facts = page[page.index('<dl class="facts">') :]
    assert "<strong>12 September</strong>" in facts
    assert '<q class="quote">On September 12th</q>' in facts
    assert "The year from the list that was signed." in facts
    assert "Implied by this: date." in facts
    assert on_date.get_absolute_url() in facts
    whole = page[: page.index('<dl class="facts">')]
    assert HELD in whole
    assert SIGNED not in whole


def test_what_states_the_event_comes_before_what_only_mentions_it(client):
    event = make.event()
    article = make.article()
    mention = make.citation(event=event, article=article, exact=HELD, supports="mentions")
    states = make.citation(event=event, article=article, exact=SIGNED)

    assert client.get(event.get_absolute_url()).context["citations"] == [states, mention]


def test_place_premises_venue_and_whole_are_told_with_what_is_concluded(client):
    event = make.event(
        kind="visit",
        place=make.place(name="Dalian"),
        organization=make.organization(name="University"),
        venue="Room 412",
        parent=make.event(label="Whole Visit"),
        inferred=["place", "label"],
    )
    make.event(label="Part of It", parent=event, date="2018-09-12")
    passage = make.citation(event=event, about="place")

    page = page_of(client, event)

    assert '<a class="name" href="/places/dalian/">Dalian</a>' in page
    assert "place inferred" in page
    assert "label inferred" in page
    assert passage.get_absolute_url() in page
    assert ">University</a>" in page
    assert '<q class="quote">Room 412</q>' in page
    assert ">Whole Visit</a>" in page
    assert ">Part of It</a>" in page


def test_people_stand_by_side_with_posts_roles_and_the_words(client):
    event = make.event()
    article = make.article()
    host = make.appearance(event=event, side="host", roles=["presided"], cited=False)
    host.posts.add(make.post(official=host.official, title="mayor of Dalian"))
    guest = make.appearance(event=event, side="guest", inferred=["side"], cited=False)
    crowd = make.appearance(event=event, group="responsible comrades", cited=False)
    for each in (host, guest, crowd):
        make.citation(article=article, appearance=each, exact="attended")

    response = client.get(event.get_absolute_url())
    page = response.content.decode()

    sides = [(str(label), rows) for label, rows in response.context["sides"]]
    assert sides == [("Hosts", [host]), ("Guests", [guest]), ("Side not stated", [crowd])]
    assert "<li>mayor of Dalian</li>" in page
    assert "Presided" in page
    assert 'role <span class="not-stated">not stated</span>' in page
    assert '<q class="quote">responsible comrades</q>' in page
    assert page.count('<li id="words-1">') == 1  # three facts, one sentence
    assert 'id="words-2"' not in page
    assert page.count('href="#words-1"') == 3


def test_a_sentence_that_only_implies_a_role_is_a_note_of_its_own(client):
    event, article = make.event(), make.article()
    led = make.appearance(event=event, roles=["led"], inferred=["roles"], cited=False)
    make.citation(article=article, appearance=led, exact="attended")
    make.citation(
        article=article, appearance=led, exact="attended", about="roles", supports="implies"
    )

    page = page_of(client, event)

    assert "roles inferred" in page
    assert "Implied by this: roles." in page
    assert 'id="words-2"' in page


def test_delegations_stand_with_the_passage_that_brings_them_here(client):
    event = make.event()
    group = make.delegation(label="Leaders of Liupanshui")
    tie = make.appearance(event=event, delegation=group, inferred=["delegation"], cited=False)
    tie.official = None
    tie = make.saved(tie)
    make.citation(appearance=tie)
    make.delegation(label="Elsewhere")

    page = page_of(client, event)

    assert ">Leaders of Liupanshui</a>" in page
    assert "delegation inferred" in page
    assert 'id="words-1"' in page
    assert "Elsewhere" not in page
    assert "People:" in page  # a tie is nobody


def test_agreements_of_the_event_and_of_its_parts_in_the_order_recorded(client):
    event = make.event()
    first = make.agreement(event=event, parties=["Dalian City", "Liupanshui City"])
    second = make.agreement(event=make.event(parent=event))

    response = client.get(event.get_absolute_url())

    assert response.context["agreements"].rows == [first, second]
    assert "Dalian City; Liupanshui City" in response.content.decode()


def test_many_agreements_lead_to_their_list(client, monkeypatch):
    monkeypatch.setattr(events, "AGREEMENTS", 1)
    monkeypatch.setattr(events, "PEOPLE", 1)
    event = make.event(label="Meeting")
    for _ in range(2):
        make.agreement(event=event)
        make.appearance(event=event)

    page = page_of(client, event)

    assert 'href="/agreements/?event=meeting"' in page
    assert "The first 1 in the order recorded, and more." in page


def test_what_the_source_leaves_out_is_said(client):
    page = page_of(client, make.event(kind="visit"))
    missing = page[page.index("What is not stated") :]
    for label in ("Date", "Place", "Venue"):
        assert f"<dt>{label}</dt><dd><span" in missing
    assert "<dt>Kind</dt>" not in missing


def test_a_withdrawn_place_is_not_named(client):
    gone = make.place(name="Veiled Place", withdrawn=True, withdrawal_reason="a mistake")
    event = make.event(place=gone)
    for page in (page_of(client, event), client.get(LIST).content.decode()):
        assert "Veiled" not in page
        assert "withdrawn" in page


def test_nothing_that_is_not_public_is_on_the_page(client):
    event = make.event(parent=make.event(label="Veiled Whole", status="draft"))
    make.event(label="Veiled Part", parent=event, status="in-review")
    make.appearance(event=event, official=make.official(name="Veiled Person"), cited=False)
    make.appearance(event=event, delegation=make.delegation(label="Veiled Group", status="draft"))
    make.agreement(title="Veiled Pact", event=event, status="draft")
    make.citation(event=event, article=make.article(title="Veiled Article", status="draft"))

    response = client.get(event.get_absolute_url())

    assert "Veiled" not in response.content.decode()
    assert response.context["people"].rows == []


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    event = make.event(place=make.place())
    for _ in range(number):
        group = make.delegation()
        there = make.appearance(event=event, delegation=group, organization=make.organization())
        there.posts.add(make.post(official=there.official))
        tie = make.saved(there.__class__(event=event, delegation=group))
        make.citation(appearance=tie)
        make.agreement(event=event, parties=["One"])
        make.event(parent=event)
        make.citation(event=event, about="date")
    # the event
    # people (1); delegations (1); the facts that tie them to it (1)
    # of all these: posts held then, quotes, what those articles withhold (3)
    # citations: 1, withheld (2)
    # agreements: 1, parties (2); parts (1)
    with django_assert_num_queries(12):
        client.get(event.get_absolute_url())


def told_twice():
    """An event that two articles tell; one of them names somebody the other does not."""
    event = make.event(label="Meeting")
    tan, wang = make.official(name="Tan Zuojun"), make.official(name="Wang Zhong")
    ours = make.article(title="Our account", published="2018-09-13", text=f"Tan came: {HELD}.")
    theirs = make.article(
        title="Their account", published="2018-09-12", text="Tan and Wang met on the 11th."
    )
    make.citation(article=ours, event=event, exact=HELD)
    make.citation(article=theirs, event=event, exact="on the 11th", supports="contradicts")
    first = make.appearance(event=event, official=tan, cited=False)
    second = make.appearance(event=event, official=wang, cited=False)
    make.citation(article=ours, appearance=first, exact="Tan came")
    make.citation(article=theirs, appearance=first, exact="Tan and Wang")
    make.citation(article=theirs, appearance=second, exact="Tan and Wang")
    return event


def test_an_event_told_by_two_articles_shows_them_side_by_side_where_they_differ(client):
    page = page_of(client, told_twice())

    table = page[page.index('id="accounts"') : page.index("</table>", page.index('id="accounts"'))]
    theirs, ours = table.index("Their account"), table.index("Our account")
    assert theirs < ours  # the older first
    assert "on the 11th" in table[theirs:ours]
    assert "Says otherwise" in table[theirs:ours]
    assert "Wang Zhong" in table[theirs:ours]
    assert HELD in table[ours:]
    assert "Wang Zhong" not in table[ours:]
    assert "nobody" in table[ours:]
    assert 'data-label="People">2</td>' in table[theirs:ours]


def test_an_event_that_one_article_tells_has_nothing_side_by_side(client):
    event = make.event()
    article = make.article()
    make.citation(article=article, event=event, exact=HELD)
    appearance = make.appearance(event=event, cited=False)
    make.citation(article=article, appearance=appearance, exact=HELD)
    assert 'id="accounts"' not in page_of(client, event)


def test_an_account_in_a_draft_stays_hidden(client):
    event = told_twice()
    hidden = make.article(title="A draft", status="draft", text="A secret account.")
    make.citation(article=hidden, event=event, exact="secret account")
    assert "secret account" not in page_of(client, event)
