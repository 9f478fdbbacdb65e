"""The pages of agreements: the sentence first, then what is recorded and what is not stated."""

import re

import pytest

from archive.views import agreements
from tests import make

LIST = "/agreements/"
SIGNED = "Dalian City and Liupanshui City signed the Kiwifruit Agreement"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_tells_date_title_parties_and_kind(client):
    event = make.event(date="2018?-09-12")
    pact = make.agreement(
        title="Kiwifruit Agreement", kinds=["strategic", "framework"], event=event
    )
    make.citation(
        party=make.party(
            agreement=pact,
            organization=make.organization(name="Changxing Island"),
            place=make.place(name="Dalian"),
            inferred=["place"],
            position=1,
        )
    )
    make.citation(
        party=make.party(
            agreement=pact,
            place=make.place(name="Liupanshui"),
            unnamed="one of three economic development zones",
            position=2,
        )
    )
    make.agreement(title="", subject="to build parks", set="Three agreements to build parks")

    page = client.get(LIST).content.decode()

    row = page[page.index("<tbody") :]
    assert row.index("12 September") < row.index(">Kiwifruit Agreement</a>")
    assert row.index(">Changxing Island</a>") < row.index("one of three economic")
    assert 'of <a href="/places/dalian/">Dalian</a>' in row
    assert "place inferred" in row
    assert '<span class="not-stated">not named</span>: one of three' in row
    assert "Strategic, framework" in row
    assert ">Agreement to build parks</a>" in row
    assert 'Title <span class="not-stated">not stated</span>' in row
    assert "pairing not stated" in row
    assert 'parties <span class="not-stated">not stated</span>' in row


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        make.agreement(event=make.event(), parties=["One", "Two"])
    # the ids of the page; its agreements with their events; parties; to draw: all
    # again, their kinds, whose places; the facets
    with django_assert_num_queries(12):
        client.get(LIST)


def test_the_sentence_comes_first_and_leads_to_its_place(client):
    pact = make.agreement(title="Kiwifruit Agreement", parties=["Dalian City"], quote=SIGNED)
    passage = make.citation(agreement=pact, exact=SIGNED)

    page = page_of(client, pact)

    assert page.index(SIGNED) < page.index("What is recorded")
    assert passage.get_absolute_url() in page
    assert "between Dalian City" in page


def test_a_party_has_its_own_passage_only_where_it_is_another(client):
    pact = make.agreement()
    article = make.article()
    make.citation(agreement=pact, article=article, exact=SIGNED)
    side = make.party(agreement=pact, inferred=["place"], place=make.place(name="Dalian"))
    make.citation(party=side, article=article, exact=SIGNED)
    own = make.citation(
        party=side,
        article=article,
        about="place",
        exact="the meeting was held in Dalian",
        supports="implies",
    )

    response = client.get(pact.get_absolute_url())

    assert response.context["parties"][0].own_citations == [own]
    assert response.content.decode().count(SIGNED) == 1


def test_without_a_date_of_its_own_it_has_the_events(client):
    event = make.event(label="Ceremony", date="2018?-09-12", date_as_printed="On September 12th")
    passage = make.citation(event=event, about="date")
    pact = make.agreement(event=event)

    page = page_of(client, pact)

    assert "The day of the event." in page
    assert '<q class="quote">On September 12th</q>' in page
    assert passage.get_absolute_url() in page
    assert "<dt>Date of its own</dt>" in page
    assert ">Ceremony</a>" in page


def test_a_date_of_its_own_is_its_date(client):
    event = make.event(date="2018-09-12")
    pact = make.agreement(event=event, date="2019-01-01", date_as_printed="on New Year's Day")

    page = page_of(client, pact)

    assert "1 January 2019" in page
    assert "12 September" not in page
    assert "<dt>Date of its own</dt>" not in page


def test_the_place_is_the_events_unless_it_has_its_own(client):
    event = make.event(place=make.place(name="Dalian"), venue="State guesthouse")
    assert "State guesthouse" in page_of(client, make.agreement(event=event))

    page = page_of(client, make.agreement(event=event, place=make.place(name="Shenyang")))
    assert ">Shenyang</a>" in page
    assert "State guesthouse" not in page


def test_one_of_a_set_says_that_the_pairing_is_not_stated(client):
    event = make.event()
    same = {"event": event, "set": "Three agreements to build parks"}
    for _ in range(3):
        pact = make.agreement(**same)
    make.agreement(**same, status="draft")

    page = page_of(client, pact)

    assert "One of 3 told of together: Three agreements to build parks" in page
    assert "pairing not stated" in page


def test_who_signed_and_who_watched_stand_with_whom_they_did_it_for(client):
    pact = make.agreement()
    body = make.organization(name="City Government")
    for role, name in (("signatory", "Wang Zhong"), ("witness", "Tan Zuojun")):
        official = make.official(name=name)
        make.citation(
            party=make.party(agreement=pact, official=official, organization=body, role=role)
        )

    page = page_of(client, pact)

    assert page.index("Signed by") < page.index(">Wang Zhong</a>") < page.index("Witnessed by")
    assert 'for <a href="/organizations/city-government/">City Government</a>' in page
    assert "<dt>Signatories</dt>" not in page
    assert "<dt>Witnesses</dt>" not in page


def test_progress_is_a_ledger_and_without_one_nothing_later_is_reported(client):
    pact = make.agreement()
    assert "Nothing later reported" in page_of(client, pact)

    later = make.progress(agreement=pact, status="completed", date="2020", note="The park stands.")
    earlier = make.progress(agreement=pact, status="under-way", date="2019")
    for line in (later, earlier):
        make.citation(progress=line)

    page = page_of(client, pact)

    assert page.index("Under way, ") < page.index("Completed, ") < page.index("The park stands.")
    assert "Nothing later reported" not in page


def test_what_the_source_leaves_out_is_said(client):
    page = page_of(client, make.agreement(title=""))
    missing = page[page.index("What is not stated") :]
    for label in (
        "Signatories",
        "Witnesses",
        "Date of its own",
        "Event",
        "Place",
        "Title",
        "Kinds",
    ):
        assert f"<dt>{label}</dt><dd><span" in missing, label


def test_others_signed_at_the_event_then_the_way_to_all(client, monkeypatch):
    monkeypatch.setattr(agreements, "NEARBY", 1)
    event = make.event(label="Ceremony")
    first, second, _third = (make.agreement(event=event) for _ in range(3))
    make.agreement(title="Unrelated Pact")

    response = client.get(second.get_absolute_url())

    assert response.context["nearby"].rows == [first]
    assert 'href="/agreements/?event=ceremony"' in response.content.decode()
    assert "Unrelated Pact" not in page_of(client, make.agreement())


def test_nothing_that_is_not_public_is_on_the_page(client):
    draft = make.event(label="Veiled Event", status="draft", venue="Veiled Hall")
    pact = make.agreement(event=draft)
    make.party(agreement=pact, organization=make.organization(name="Veiled Body"))
    make.progress(agreement=pact, note="Veiled Note")
    make.citation(agreement=pact, article=make.article(title="Veiled Article", status="draft"))
    make.agreement(title="Veiled Pact", event=draft, status="in-review")
    gone = make.place(name="Veiled Place", withdrawn=True, withdrawal_reason="a mistake")
    there = make.agreement(place=gone)

    assert "Veiled" not in page_of(client, pact)
    assert "Veiled" not in page_of(client, there)
    assert "Veiled" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    event = make.event(place=make.place())
    pact = make.agreement(event=event, parties=["One"] * number, set="A set")
    make.citation(agreement=pact)
    for each in range(number):
        make.citation(event=event, about="date")
        make.citation(progress=make.progress(agreement=pact, date=f"201{each}"))
        make.agreement(event=event, parties=["Two"])
    # the agreement with its event and places
    # parties: 1, quotes, what those articles withhold (3)
    # citations: 1, withheld (2); those of the event's date and place: 1, withheld (2)
    # progress: 1, quotes, withheld (3); the size of its set (1)
    # others of the event: 1, parties (2)
    with django_assert_num_queries(14):
        client.get(pact.get_absolute_url())


def test_lists_on_chinese_pages_have_chinese_commas(client):
    agreement = make.agreement(title="A", parties=["One", "Two", "Three"])
    place = make.place(name="Dalian", parent=make.place(name="Liaoning"))
    make.citation(place=place)
    post = make.post(organization=make.organization(name="Office", place=place), place=place)

    pages = [f"/zh-hans{each.get_absolute_url()}" for each in (agreement, post.official)]
    html, person = (client.get(page).content.decode() for page in pages)

    assert "One、Two" in html
    assert re.search("Office</a>，.*Dalian", person)
    assert not re.search(r"</a>, <a", html + person)
