"""What the lists may be narrowed by: the same words with the same answers everywhere."""

import pytest

from archive.models import Event, Place
from tests import make
from tests.views.world import bare_lists, found, refusal, world

__all__ = ["bare_lists"]
pytestmark = pytest.mark.usefixtures("bare_lists")

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


def test_a_draft_article_cannot_be_asked_for(client):
    draft = make.article(status="draft")
    make.citation(article=draft, event=make.event())
    assert refusal(client, "event", article=draft.slug)


def test_a_passage_of_a_fact_that_is_not_public_leads_nowhere(client):
    article, group = make.article(), make.delegation()
    draft = make.event(status="draft")
    there = make.appearance(delegation=group, event=draft, cited=False)
    make.citation(article=article, appearance=there)
    make.citation(official=there.official)

    assert found(client, "delegation", article=article.slug) == []
    assert article not in found(client, "article", official=there.official.slug)


def test_a_passage_that_a_correction_took_away_leads_nowhere(client):
    article, event = make.article(), make.event()
    make.citation(article=article, event=event)
    assert found(client, "event", article=article.slug) == [event]

    article.text = "Nothing of the kind."
    make.saved(article)

    assert found(client, "event", article=article.slug) == []


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


def test_words_that_a_list_does_not_know_are_left_alone(client):
    event = make.event()
    assert found(client, "event", utm_source="feed", page="7") == [event]


def test_one_statement_finds_a_place_with_all_that_lies_in_it(django_assert_num_queries):
    here = world("Dalian")
    with django_assert_num_queries(1):  # the tree is a subquery
        assert list(Event.objects.filter(place__in=Place.objects.within(here.place))) == [
            here.event
        ]
