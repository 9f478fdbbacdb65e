"""What programs read in the head of a page."""

import json
import re
from html.parser import HTMLParser

import pytest

from archive.models import Status
from tests import make
from tests.views.test_references import KINDS, public


class Head(HTMLParser):
    """The metas, links and data blocks of a page."""

    def __init__(self, page):
        super().__init__()
        self.metas, self.links, self.data, self.blocks = [], [], "", 0
        self.in_data = False
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "meta":
            self.metas.append((given.get("name") or given.get("property"), given.get("content")))
        if tag == "link":
            self.links.append((given.get("rel"), given.get("hreflang"), given.get("href")))
        self.in_data = tag == "script" and given.get("type") == "application/ld+json"
        self.blocks += self.in_data

    def handle_endtag(self, tag):
        self.in_data = False

    def handle_data(self, data):
        self.data += data if self.in_data else ""

    def values(self, name):
        return [content for given, content in self.metas if given == name]

    @property
    def json(self):
        return json.loads(self.data)


def head(client, record, language=""):
    return Head(client.get(f"{language}{record.get_absolute_url()}").content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_says_where_it_is_in_each_language_and_what_it_is(kind, client):
    record = public(kind)
    path = record.get_absolute_url()

    found = head(client, record)

    assert ("canonical", None, f"http://testserver{path}") in found.links
    alternates = {tag: href for rel, tag, href in found.links if rel == "alternate"}
    assert alternates == {
        "en": f"http://testserver{path}",
        "zh-Hans": f"http://testserver/zh-hans{path}",
        "x-default": f"http://testserver{path}",
    }
    assert found.values("og:title") == [str(record)]
    assert found.values("DC.title")[0] == str(record)
    assert f"http://testserver{path}" in found.values("DC.identifier")
    assert found.json["@context"] == "https://schema.org"
    assert found.json["name"] == str(record)
    assert found.blocks == 1


def test_a_page_in_chinese_is_its_own_and_names_the_english_one(client):
    event = make.event()
    path = event.get_absolute_url()

    found = head(client, event, language="/zh-hans")

    assert ("canonical", None, f"http://testserver/zh-hans{path}") in found.links
    assert ("alternate", "x-default", f"http://testserver{path}") in found.links
    assert found.json["@id"] == f"http://testserver{path}#record"


def test_a_fact_says_where_and_what_it_is(client):
    post = make.post()

    found = head(client, post)

    assert found.values("og:title") == [f"{post.official}: mayor of Dalian"]
    assert found.blocks == 0


def test_an_article_is_cited_by_the_tags_of_reference_managers(client):
    article = make.article(
        title="Leaders “Meet”",
        byline="Liu Jianing",
        published="2018-11-26",
        published_basis="stated",
        publisher=make.organization(name="Dalian Daily"),
    )

    found = head(client, article)

    assert found.values("citation_title") == ["Leaders “Meet”"]
    assert found.values("citation_author") == ["Liu Jianing"]
    assert found.values("citation_publication_date") == ["2018/11/26"]
    assert found.values("citation_publisher") == ["Dalian Daily"]
    assert found.values("citation_public_url") == [f"http://testserver{article.get_absolute_url()}"]
    assert found.json["@type"] == "NewsArticle"
    assert found.json["datePublished"] == "2018-11-26"
    assert found.json["isPartOf"]["name"] == "Cooperation Archive"


@pytest.mark.parametrize(
    ("published", "basis"),
    [
        ("2018-11", "stated"),
        ("2018?-11-26", "inferred"),
        ("2018-11-26", "inferred"),
        ("XXXX-11-26", ""),
        ("", ""),
    ],
)
def test_a_day_that_is_not_sure_is_no_day_for_programs(published, basis, client):
    found = head(client, make.article(published=published, published_basis=basis))

    assert found.values("citation_publication_date") == []
    assert found.json.get("datePublished", "2018-11") == "2018-11"
    assert found.values("DC.date") == [published][: bool(published)]


def test_an_official_holds_roles_as_reported_and_no_term_of_office(client):
    official = make.official(name="Tan Zuojun", native_name="谭作钧", wikidata="Q1")
    for _ in range(2):
        make.post(official=official)

    found = head(client, official).json

    assert found["@type"] == "Person"
    assert found["sameAs"] == "https://www.wikidata.org/entity/Q1"
    assert found["hasOccupation"] == [
        {
            "@type": "Role",
            "description": "As reported",
            "hasOccupation": {"@type": "Occupation", "name": "mayor of Dalian"},
        }
    ]


def test_an_event_says_when_only_if_it_is_known_and_who_was_there(client):
    known = make.event(date="2018-09-12/2018-09-13", place=make.place(name="Dalian"))
    unknown = make.event(date="2018?-09-12")
    official = make.official(name="Tan Zuojun")
    make.citation(place=known.place)
    for _ in range(2):
        make.appearance(event=known, official=official, delegation=make.delegation())
    make.appearance(event=known, official=make.official(name="Uncited"), cited=False)

    found = head(client, known).json

    assert (found["startDate"], found["endDate"]) == ("2018-09-12", "2018-09-13")
    assert found["location"]["name"] == "Dalian"
    assert [each["name"] for each in found["attendee"]] == ["Tan Zuojun"]
    assert "startDate" not in head(client, unknown).json
    assert "eventStatus" not in head(client, unknown).json


def test_an_agreement_names_its_public_sides(client):
    agreement = make.agreement(parties=["Dalian City", "Liupanshui City"], subject="on kiwifruit")
    make.party(agreement=agreement, organization=make.organization(name="Uncited"))

    found = head(client, agreement).json

    assert found["@type"] == "DigitalDocument"
    assert [each["name"] for each in found["contributor"]] == ["Dalian City", "Liupanshui City"]
    assert found["about"]["name"] == "on kiwifruit"


def test_a_body_or_place_is_part_of_another_only_if_that_is_public(client):
    shown = public("place", parent=make.place(name="Liaoning"), latitude="38.9", longitude="121.6")
    hidden = public(
        "organization",
        kind="university",
        parent=make.organization(name="Secret", withdrawn=True, withdrawal_reason="asked"),
    )

    assert head(client, shown).json["containedInPlace"]["name"] == "Liaoning"
    assert head(client, shown).json["geo"]["latitude"] == "38.900000"
    assert head(client, hidden).json["@type"] == "CollegeOrUniversity"
    assert "Secret" not in head(client, hidden).data


def test_no_name_can_end_the_data_or_a_tag(client):
    label = '</script><script>alert(1)</script> "&amp;" <!-- \' \u2028'
    event = make.event(label=label)

    page = client.get(event.get_absolute_url()).content.decode()
    found = Head(page)

    assert found.json["name"] == event.label
    assert found.values("og:title") == [event.label]
    assert "<script>" not in page
    block = re.search(r"ld\+json\">(.*?)</script>", page, re.S)[1]
    assert not set(block) & set("<>&\u2028")


def test_no_metadata_hold_withheld_words(client):
    article = make.article(
        slug="a-visit",
        title="Tan Zuojun Visits Dalian",
        byline="Tan Zuojun",
        rights="© Tan Zuojun",
        url="https://news.example/tan_zuojun",
    )
    make.redaction(article=article)

    found = head(client, article)

    assert "Tan Zuojun" not in str(found.metas) + found.data
    assert "tan_zuojun" not in str(found.metas) + found.data
    assert found.json["headline"] == "[withheld] Visits Dalian"


def test_drafts_around_a_record_are_not_told(client):
    parent = make.event(label="Secret summit", status=Status.DRAFT)

    assert "Secret" not in head(client, make.event(parent=parent)).data
