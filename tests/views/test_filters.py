"""What the lists may be narrowed by: the same words, the same answers, never a broken page."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from archive.models import (
    RECORDS,
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    FormerSlug,
    Official,
    Organization,
    Party,
    Place,
    Post,
)
from archive.services.saving import Saving
from archive.views.lists import RecordList
from tests import make

DATED = ["article", "event", "delegation", "agreement"]
WORDS = {
    "article": ["place", "organization", "official"],
    "official": ["place", "organization", "article"],
    "event": ["place", "organization", "official", "article"],
    "delegation": ["place", "organization", "official", "article"],
    "agreement": ["place", "organization", "official", "event", "article"],
    "organization": ["place"],
    "place": ["place"],
}
CASES = [(kind, word) for kind, words in WORDS.items() for word in words]
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


@pytest.fixture(autouse=True)
def _bare_lists(monkeypatch):
    """Lists without their templates: what they hold is asked here, how they look elsewhere."""

    def bare(view, context, status):
        response = HttpResponse(status=status)
        response.context_data = context
        return response

    monkeypatch.setattr(RecordList, "render_to_response", bare)


def address(kind):
    return reverse(f"archive:{kind}_list")


def found(client, listed, /, **words):
    """The rows of the list of this kind of record, narrowed by these words."""
    response = client.get(address(listed), words)
    assert response.status_code == 200, response.context_data["filter"].errors
    return response.context_data["page"].rows


def refusal(client, listed, /, **words):
    """What the page says of a word that it cannot take."""
    response = client.get(address(listed), words)
    assert response.status_code == 400
    assert response.context_data["page"].rows == []
    return [
        str(error) for errors in response.context_data["filter"].errors.values() for error in errors
    ]


def world(name):
    """A province and, around a city in it, one record of each kind, all tied to each other."""
    public = {"status": "published"}
    with Saving() as saving:

        def keep(record):
            record.full_clean(exclude=["slug"])
            saving.save(record)
            return record

        province = keep(Place(name=f"{name} Province", level="province"))
        city = keep(Place(name=f"{name} City", parent=province, level="prefecture"))
        body = keep(Organization(name=f"{name} University", place=city, kind="university"))
        article = keep(Article(title=f"{name} News", text=make.TEXT, **public))
        person = keep(Official(name=f"{name} Mayor"))
        of = {"organization": body, "place": city}
        post = keep(Post(official=person, article=article, title=f"mayor of {name}", **of))
        event = keep(Event(label=f"{name} Meeting", kind="meeting", **of, **public))
        sides = {"from_place": city, "to_organization": body}
        group = keep(Delegation(label=f"{name} Delegation", **sides, **public))
        there = keep(Appearance(official=person, event=event, delegation=group, **of))
        pact = keep(Agreement(title=f"{name} Pact", event=event, kinds=["mou"], **public))
        side = keep(Party(agreement=pact, organization=body))
        signed = keep(Party(agreement=pact, official=person, role="signatory"))
        cited = {"post": post, "event": event, "delegation": group, "appearance": there}
        cited |= {"agreement": pact, "place": city, "organization": body}
        for target, record in [*cited.items(), ("party", side), ("party", signed)]:
            keep(Citation(article=article, exact="attended", **{target: record}))
    return SimpleNamespace(
        place=province,
        organization=body,
        official=person,
        event=event,
        delegation=group,
        agreement=pact,
        article=article,
        rows={"place": [city, province]},
    )


def test_every_filter_finds_its_own_and_only_its_own_by_slug_or_name(client):
    here, elsewhere = world("Dalian"), world("Hangzhou")
    for kind, word in CASES:
        for one in (here, elsewhere):
            record = getattr(one, word)
            expected = one.rows.get(kind) or [getattr(one, kind)]
            for value in (record.slug, str(record)):
                assert found(client, kind, **{word: value}) == expected, (kind, word, value)


def test_a_row_stays_one_row_however_many_facts_lead_to_it(client):
    here = world("Dalian")
    other = make.delegation()
    make.appearance(official=here.official, event=here.event, delegation=other)
    make.appearance(official=here.official, event=here.event, organization=here.organization)
    make.party(agreement=here.agreement, place=here.place)
    make.post(official=here.official, organization=here.organization, title="secretary")
    for kind, words in WORDS.items():
        for word in words:
            rows = found(client, kind, **{word: getattr(here, word).slug})
            assert len(rows) == len(set(rows)), (kind, word)
    assert found(client, "event", official=here.official.slug) == [here.event]


def test_several_filters_narrow_together(client):
    here, elsewhere = world("Dalian"), world("Hangzhou")
    rows = found(client, "event", place=here.place.slug, official=elsewhere.official.slug)
    assert rows == []


def test_a_fact_that_is_not_public_leads_nowhere(client):
    official, body, secret = make.official(), make.organization(), make.event()
    make.appearance(official=official, organization=body, event=secret, cited=False)
    known = make.appearance(official=official, organization=body).event
    draft = make.delegation(status="draft")
    make.appearance(official=official, delegation=draft)

    assert found(client, "event", official=official.slug) == [known]
    assert found(client, "event", organization=body.slug) == [known]
    assert found(client, "delegation", official=official.slug) == []


def test_a_passage_of_a_draft_article_leads_nowhere(client):
    draft = make.article(status="draft")
    place, event = make.place(), make.event()
    make.citation(article=draft, event=event)
    make.citation(place=place)
    make.citation(article=draft, place=place)

    assert refusal(client, "event", article=draft.slug)
    assert draft not in found(client, "article", place=place.slug)


def test_a_place_holds_all_that_lies_in_it_six_levels_down(client):
    tree = [make.place(name="Country")]
    for level in range(6):
        tree.append(make.place(name=f"Level {level}", parent=tree[-1]))
    village = make.event(place=tree[-1])

    assert found(client, "event", place="country") == [village]
    assert found(client, "event", place=tree[3].slug) == [village]
    assert len(found(client, "place", place="country")) == 7


def test_an_agreement_is_of_the_place_of_its_event_unless_it_has_its_own(client):
    there, elsewhere = make.place(name="There"), make.place(name="Elsewhere")
    event = make.event(place=there)
    at_event = make.agreement(event=event)
    make.agreement(event=event, place=elsewhere)

    assert found(client, "agreement", place="there") == [at_event]


def test_an_agreement_of_a_part_is_an_agreement_of_the_event(client):
    meeting = make.event(label="Meeting")
    signed = make.agreement(event=make.event(label="Ceremony", parent=meeting))
    make.agreement()

    assert found(client, "agreement", event="meeting") == [signed]


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("event", "visit", {"kind": "visit"}),
        ("agreement", "mou", {"kinds": ["framework", "mou"]}),
        ("organization", "zone", {"kind": "zone"}),
        ("place", "village", {"level": "village"}),
    ],
)
def test_kinds_may_be_several(client, kind, value, field):
    builder = getattr(make, kind)
    wanted, other = builder(**field), builder()
    for each in (wanted, other):
        if kind in {"organization", "place"}:
            make.citation(**{kind: each})

    assert found(client, kind, kind=value) == [wanted]
    assert found(client, kind, kind=[value, "other"]) == [wanted]
    assert found(client, kind, kind="other") == []


def test_words_find_what_the_search_finds(client):
    kiwi = make.agreement(title="Kiwifruit Distribution")
    make.agreement(title="Laying Hens")

    assert found(client, "agreement", q="kiwifruit") == [kiwi]
    assert found(client, "agreement", q="kiwifruit hens") == []


def test_articles_by_language_and_its_script(client):
    english = make.article(language="en")
    chinese = make.article(language="zh-Hans")

    assert found(client, "article", language="zh") == [chinese]
    assert found(client, "article", language="ZH-hans") == [chinese]
    assert found(client, "article", language="en") == [english]


def test_articles_of_their_publisher(client):
    body = make.organization()
    own = make.article(publisher=body)
    make.article()

    assert found(client, "article", organization=body.slug) == [own]


DATES = ["2018-09-12", "2018-09", "2013/..", "../2015", "2018?-09-12", "XXXX-09-17", ""]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"from": "2018-09-12"}, {"2018-09-12", "2018-09", "2013/..", "2018?-09-12"}),
        ({"from": "2018-10"}, {"2013/.."}),
        ({"to": "2018-09-11"}, {"2018-09", "2013/..", "../2015"}),
        ({"to": "2012"}, {"../2015"}),
        ({"from": "2018", "to": "2018"}, {"2018-09-12", "2018-09", "2013/..", "2018?-09-12"}),
        ({"from": "2018-09-13", "to": "2018-09-30"}, {"2018-09", "2013/.."}),
        ({"from": "2019"}, {"2013/.."}),
        ({}, set(DATES)),
    ],
)
@pytest.mark.parametrize("kind", DATED)
def test_days_find_what_overlaps_them_and_nothing_without_a_date(client, kind, days, expected):
    field = "published" if kind == "article" else "date"
    for date in DATES:
        getattr(make, kind)(**{field: date})

    assert {getattr(row, field) for row in found(client, kind, **days)} == expected


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


def test_words_that_a_list_does_not_know_are_left_alone(client):
    event = make.event()
    assert found(client, "event", utm_source="feed", page="7") == [event]


@pytest.mark.parametrize("kind", RECORDS)
def test_whatever_is_asked_the_page_answers(client, kind):
    record = getattr(make, kind)()
    if kind in {"official", "organization", "place"}:
        make.citation(**{kind: record})

    for word in EVERY_WORD:
        for value in HOSTILE:
            response = client.get(address(kind), {word: value})
            assert response.status_code in {200, 400}, (word, value)


def test_one_statement_finds_a_place_with_all_that_lies_in_it(django_assert_num_queries):
    here = world("Dalian")
    with django_assert_num_queries(1):  # the tree is a subquery
        assert list(Event.objects.filter(place__in=Place.objects.within(here.place))) == [
            here.event
        ]
