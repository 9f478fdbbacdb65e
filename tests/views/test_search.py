"""The search page."""

import re

import pytest

from archive.models import Status
from tests import make
from tests.views.test_articles import words

HOSTILE = [
    "\0",
    '"',
    '"' * 50,
    "-",
    "--- -",
    "*",
    "NEAR(a b)",
    "a AND OR NOT",
    "title:x",
    "' OR 1=1 --",
    "%' _",
    "\\",
    "(((((",
    "a" * 100_000,
    " ".join("abcdefghijklmnopqrstuvwxyz" * 40),
    "<script>alert(1)</script>",
    "🀄 👩‍👩‍👧",
    "\u202e\ufeff\ud7ff",
    "'':*&|!<->",
    "xqpublic",
]


def page(client, **parameters):
    return client.get("/search/", parameters).content.decode()


def found(client, **parameters):
    """The titles of the hits, in order."""
    html = page(client, **parameters)
    return [words(title) for title in re.findall(r'<h3><a class="name".*?</h3>', html)]


def test_without_words_the_page_says_how_to_search(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = words(page(client))

    assert "Names in any spelling or script" in text
    assert "Nothing is found" not in text


def test_a_record_is_found_with_its_kind_and_date(client):
    event = make.event(label="Promotion meeting", date="2018?-09-12", date_basis="text")

    html = page(client, q="promotion")

    assert "1 record" in words(html)
    assert "Event · 12 September, year inferred: 2018 Promotion meeting" in words(html)
    assert event.get_absolute_url() in html


def test_a_person_is_found_by_any_spelling(client):
    make.post(official=make.official(name="Tan Zuojun", native_name="谭作钧"))

    for q in ("zuo-jun TAN", "谭作钧", "Tan Zuo jun"):
        assert "Tan Zuojun" in found(client, q=q)


def test_the_words_that_match_are_marked_in_a_quote_of_the_article(client):
    make.article(title="Report")

    html = page(client, q="kiwifruit")

    assert re.search(r'<span class="quote">.*<mark>Kiwifruit</mark>', html)


def test_nothing_found_is_said_with_what_to_try(client):
    text = words(page(client, q="xyzzy"))

    assert "0 records" in text
    assert "Nothing is found for these words." in text


def test_the_hits_can_be_narrowed_to_a_kind(client):
    make.event(label="Kiwifruit meeting")
    make.agreement(title="Kiwifruit Agreement")

    html = page(client, q="kiwifruit")
    assert 'href="?q=kiwifruit&amp;kind=event"' in html
    assert "1 event" in words(html)
    assert found(client, q="kiwifruit", kind="event") == ["Kiwifruit meeting"]
    assert "1 event 1 agreement" not in words(page(client, q="kiwifruit", kind="event"))


def test_the_hits_are_read_page_by_page(client):
    for number in range(25):
        make.event(label=f"Meeting {number:02}")

    first = page(client, q="meeting")
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    titles = found(client, q="meeting")
    second = client.get("/search/" + following).content.decode()
    more = [words(title) for title in re.findall(r'<h3><a class="name".*?</h3>', second)]

    assert len(titles) == 20
    assert len(set(titles + more)) == 25
    assert "First page" in second


def test_drafts_are_not_found(client):
    make.event(label="Secret meeting", status=Status.DRAFT)

    assert found(client, q="secret") == []


def test_withheld_words_are_neither_found_nor_shown(client):
    article = make.article(
        title="A visit to Wang Huanpeng", text="He came to the home of Wang Huanpeng.", slug="visit"
    )
    make.redaction(article=article, exact="Wang Huanpeng")

    assert found(client, q="huanpeng") == []
    html = page(client, q="visit home")
    assert "A visit to withheld" in words(html)
    assert "Huanpeng" not in html


@pytest.mark.parametrize("q", HOSTILE)
def test_nothing_that_is_typed_breaks_the_page(client, q):
    make.article()
    response = client.get("/search/", {"q": q})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("after", ["x", "\0", "0.", ".1", "3.1", "0.-1", "0." + "9" * 30, "0.٣"])
def test_a_cursor_that_no_page_gave_is_said_in_words(client, after):
    response = client.get("/search/", {"q": "a", "after": after})

    assert response.status_code == 400
    assert "Start at its first page" in response.content.decode()


@pytest.mark.parametrize("kind", ["person", "\0", "post", "a" * 10_000])
def test_an_unknown_kind_is_said_in_words(client, kind):
    response = client.get("/search/", {"q": "a", "kind": kind})

    assert response.status_code == 400
    assert "no such kind" in response.content.decode()


def test_a_search_costs_the_same_for_few_hits_or_many(client, django_assert_max_num_queries):
    def search():
        html = page(client, q="kiwifruit")
        assert "Kiwifruit" in html

    def made(number):
        event = make.event(label=f"Kiwifruit meeting {number}")
        make.agreement(title=f"Kiwifruit Agreement {number}", event=event)
        make.article(title=f"Kiwifruit {number}")
        make.delegation(label=f"Kiwifruit delegation {number}")

    made(0)
    with django_assert_max_num_queries(12) as first:  # the search: eight; the days: four
        search()
    for number in range(1, 4):
        made(number)
    with django_assert_max_num_queries(len(first)):
        search()


def test_the_query_stays_in_the_box(client):
    assert 'value="a &lt;b&gt;"' in page(client, q="a <b>")


@pytest.fixture
def two_cities():
    """Two cities that a public article names, and a company called after one of them."""
    article = make.article()
    cities = [make.place(name=name) for name in ("Dalian", "Liupanshui")]
    for place in cities:
        make.citation(article=article, place=place)
    company = make.organization(name="Dalian Hanwei Group")
    make.citation(article=article, organization=company)
    return cities


@pytest.mark.parametrize(
    "q",
    [
        "what did Dalian and Liupanshui do together",
        "Dalian and Liupanshui",
        "liupanshui & dalian",
        "who of Liupanshui met Dalian",
        "大连和六盘水",
    ],
)
def test_a_question_that_names_two_places_leads_to_everything_between_them(client, two_cities, q):
    for place, name in zip(two_cities, ["大连", "六盘水"], strict=True):
        make.name(place=place, text=name, unsourced=True)
    html = page(client, q=q)
    assert 'href="/pairs/places/dalian/liupanshui/"' in html
    assert client.get("/pairs/places/dalian/liupanshui/").status_code == 200


def test_a_question_that_finds_nothing_offers_whom_it_names(client):
    make.post(official=make.official(name="Tan Zuojun"))
    html = page(client, q="when did Tan Zuojun sign xylophones")
    named = html[html.index("What you named") :]
    assert "/officials/tan-zuojun/" in named


def test_what_a_question_leaves_out_is_not_what_it_names(client, two_cities):
    assert "What you named" not in page(client, q="xylophone -dalian")
    assert "What you named" not in page(client, q='xylophone -"dalian"')


def test_a_question_does_not_offer_whom_readers_may_not_see(client):
    make.official(name="Tan Zuojun")
    assert "Tan Zuojun" not in words(page(client, q="when did Tan Zuojun sign")).split("records")[1]


def test_small_words_name_nobody(client):
    make.citation(organization=make.organization(name="WHO"))
    assert "What you named" not in page(client, q="who met xylophones")


def test_a_person_filed_in_latin_letters_is_near_to_the_characters(client):
    make.post(official=make.official(name="Tan Zuojun"))
    html = page(client, q="谭作钧")
    assert "/officials/tan-zuojun/" in html[html.index("Did you mean") :]


@pytest.mark.parametrize("q", ["Tan Zuojun", "tan zuo jun", "zuojun tan", "谭作钧"])
def test_a_person_filed_in_characters_is_found_by_their_sound(client, q):
    make.post(official=make.official(name="谭作钧", slug="tan-zuojun"))
    assert found(client, q=q, kind="official") == ["谭作钧"]
