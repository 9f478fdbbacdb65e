"""The interface for programs: lists, records, facts, what it refuses, what it never says."""

import json

import pytest
from django.urls import reverse

from archive.models import RECORDS, FormerSlug, Status
from archive.resources import SHEET_OF
from tests import make

KINDS = [SHEET_OF[model] for model in RECORDS.values()]
WITHHELD = "Tan Zuojun"


def listing(kind):
    return reverse("archive:api_list", args=[kind])


def address_of(record):
    return reverse("archive:api_record", args=[SHEET_OF[type(record)], record.slug])


@pytest.fixture
def meeting():
    """An event with a person, a post, a delegation, an agreement and its parties."""
    article = make.article(published="2018-09-13", publisher=make.organization(name="Daily"))
    place = make.place(name="Dalian", latitude="38.91", longitude="121.6")
    event = make.event(date="2018?-09-12", date_as_printed="On September 12th", place=place)
    official = make.official(name="Tan Zuojun")
    post = make.post(official=official, article=article, place=place)
    delegation = make.delegation(from_place=place)
    appearance = make.appearance(official=official, event=event, roles=["led"], place=place)
    appearance.posts.add(post)
    make.appearance(official=official, delegation=delegation)
    make.citation(event=event, article=article)
    agreement = make.agreement(parties=["City of Dalian"], event=event, date="2018-09-12")
    make.progress(agreement=agreement, unsourced=True, status="in-force")
    make.name(official=official, text="谭作钧", unsourced=True)
    make.name(place=place, text="大连", unsourced=True)
    make.name(organization=article.publisher, text="Daily News", unsourced=True)
    return {
        "article": article,
        "place": place,
        "event": event,
        "official": official,
        "delegation": delegation,
        "agreement": agreement,
        "organization": article.publisher,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_gives_what_is_public_and_says_where_it_goes_on(kind, client, meeting):
    answer = client.get(listing(kind)).json()
    assert answer["next"] is None
    assert len(answer["results"]) >= 1


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record(kind, client, meeting):
    response = client.get(address_of(meeting[kind]))
    print(json.dumps(response.json(), ensure_ascii=False, indent=1))
    assert response.status_code == 200
