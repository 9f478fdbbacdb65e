"""What may be typed into a filter: names, slugs, days, and whatever else somebody sends."""

import pytest

from archive.models import RECORDS, FormerSlug
from tests import make
from tests.views.world import address, bare_lists, found, refusal

__all__ = ["bare_lists"]
pytestmark = pytest.mark.usefixtures("bare_lists")

EVERY_WORD = [
    *("q", "from", "to", "place", "organization", "official", "event", "kind", "article"),
    *("language", "sort", "after"),
]
HOSTILE = [
    "\0",
    "a\0b",
    "x" * 5000,
    "1" * 5000,
    "' OR 1=1 --",
    "../../etc/passwd",
    "谭作钧 🙂 \u202e\u0301",
    "%",
    "_",
    "\\",
    '"',
    "(",
    "* AND NOT OR",
    ":*&|!<->",
    "-1",
    "٣",
    "2018-13-45",
    "0000-00-00",
    "1.2018-99-99",
    "1.0001-01-01",
    "9" * 30 + ".2018-01-01",
    "5.",
    "5.\0",
    ".",
    " ",
    "a\r\nb",
    "<script>",
]


@pytest.mark.parametrize("word", ["place", "organization", "official", "article"])
def test_an_unknown_name_is_said_to_be_unknown(client, word):
    kind = {"article": "event", "official": "event"}.get(word, "article")
    assert refusal(client, kind, **{word: "nowhere"}) == [f"No public {word} is called “nowhere”."]


def test_namesakes_are_named_by_their_slugs(client):
    for _ in range(2):
        make.citation(official=make.official(name="Wang Zhong"))

    message = (
        "Several officials are called “Wang Zhong”. Write one of these: wang-zhong, wang-zhong-2."
    )
    assert refusal(client, "event", official="Wang Zhong") == [message]


def test_many_namesakes_are_not_all_named(client):
    article = make.article()
    for _ in range(12):
        make.citation(article=article, official=make.official(name="Wang Zhong"))

    (message,) = refusal(client, "event", official="wang zhong")
    assert "wang-zhong-10 …" in message
    assert "wang-zhong-11" not in message


def test_a_namesake_whom_nobody_may_see_does_not_count(client):
    make.official(name="Wang Zhong")
    known = make.official(name="Wang Zhong")
    event = make.appearance(official=known).event

    assert found(client, "event", official="Wang Zhong") == [event]


def test_other_names_find_the_record_once_they_are_public(client):
    body = make.organization(name="Dalian University of Technology")
    event = make.event(organization=body)
    short = make.name(organization=body, text="DUT")
    assert refusal(client, "event", organization="DUT")

    make.citation(name=short)

    assert found(client, "event", organization="dut") == [event]


def test_a_name_and_an_other_name_of_the_same_record_are_no_question(client):
    body = make.organization(name="DUT")
    event = make.event(organization=body)
    make.citation(name=make.name(organization=body, text="DUT"))
    assert found(client, "event", organization="DUT") == [event]


def test_a_merged_record_is_found_by_its_former_slug(client):
    place = make.place(name="Dalian")
    event = make.event(place=place)
    FormerSlug.objects.create(kind="place", slug="dairen", current_slug=place.slug)

    assert found(client, "event", place="dairen") == [event]


def test_a_draft_is_unknown_even_by_its_slug(client):
    hidden = make.article(status="draft")
    assert refusal(client, "event", article=hidden.slug)


@pytest.mark.parametrize("value", ["never", "2018-2-3", "12/09/2018", "2018-02-30", "٢٠١٨", "0000"])
def test_a_day_that_is_none_is_refused_with_an_example(client, value):
    assert refusal(client, "event", **{"from": value}) == [
        "Write a day, a month or a year: 2018-09-12, 2018-09, 2018."
    ]


def test_days_in_the_wrong_order_are_refused(client):
    words = {"from": "2019", "to": "2018"}
    assert refusal(client, "event", **words) == ["The last day comes before the first."]


def test_an_unknown_kind_or_order_is_refused(client):
    assert refusal(client, "event", kind="party")
    assert refusal(client, "event", sort="sideways")


@pytest.mark.parametrize("kind", RECORDS)
def test_whatever_is_asked_the_page_answers(client, kind):
    record = getattr(make, kind)()
    if kind in {"official", "organization", "place"}:
        make.citation(**{kind: record})

    for word in EVERY_WORD:
        for value in HOSTILE:
            response = client.get(address(kind), {word: value})
            assert response.status_code in {200, 400}, (word, value)
