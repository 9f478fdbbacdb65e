"""Records in the words of schema.org.

Nothing is said that the archive does not know: a day only where it is stated, a post as a
role without a term of office, an event without a status. Source: https://schema.org.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from archive.models import (
    Agreement,
    Appearance,
    Article,
    DateBasis,
    Delegation,
    Event,
    Official,
    Organization,
    OrganizationKind,
    Place,
    PlaceLevel,
)
from archive.models.records import Record
from archive.templatetags.citing import plain, public_url
from archive.templatetags.dublin_core import loaded
from archive.templatetags.facts import covered

type Address = Callable[[str], str]
type Data = dict[str, Any]

PLAIN_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
DOUBTED = (DateBasis.INFERRED, DateBasis.UNKNOWN)
ORGANIZATIONS: dict[str, str] = {
    OrganizationKind.GOVERNMENT: "GovernmentOrganization",
    OrganizationKind.LEGISLATURE: "GovernmentOrganization",
    OrganizationKind.DEPARTMENT: "GovernmentOrganization",
    OrganizationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganizationKind.SCHOOL: "EducationalOrganization",
    OrganizationKind.COMPANY: "Corporation",
    OrganizationKind.MEDIA: "NewsMediaOrganization",
}
PEOPLE = 50  # of one event or delegation


def described(
    record: Any,
    *,
    absolute: Address,
    people: Iterable[Appearance] = (),
    posts: Iterable[Any] = (),
) -> Data:
    """The record without its own address, empty values left out.

    `people` are the public appearances of an event or delegation, with their officials;
    `posts` are the posts of an official as reported, or bands of them.
    """
    match record:
        case Article():
            data = of_article(record, absolute)
        case Official():
            data = of_official(record, posts)
        case Event():
            data = of_event(record, absolute) | {"attendee": persons(people, absolute)}
        case Delegation():
            data = of_delegation(record) | {"member": persons(people, absolute)}
        case Agreement():
            data = of_agreement(record, absolute)
        case Organization():
            data = of_organization(record, absolute)
        case _:
            data = of_place(record, absolute)
    return {name: value for name, value in data.items() if value}


def of_article(article: Article, absolute: Address) -> Data:
    title = plain(covered(article, article.title))
    return {
        "@type": "NewsArticle",
        "headline": title,
        "name": title,
        "creditText": plain(covered(article, article.byline)),
        "publisher": thing(loaded(article, "publisher"), absolute),
        "datePublished": stated(article.published, article.published_basis),
        "inLanguage": article.language,
        "isBasedOn": public_url(article),
        "archivedAt": public_url(article, "archived_url"),
    }


def of_official(official: Official, posts: Iterable[Any]) -> Data:
    wikidata = official.wikidata
    return {
        "@type": "Person",
        "name": official.name,
        "alternateName": official.native_name,
        "description": official.note,
        "sameAs": f"https://www.wikidata.org/entity/{wikidata}" if wikidata else "",
        "hasOccupation": [
            {
                "@type": "Role",
                "description": "As reported",
                "hasOccupation": {"@type": "Occupation", "name": title},
            }
            for title in dict.fromkeys(post.title for post in posts)
        ],
    }


def of_event(event: Event, absolute: Address) -> Data:
    start, end = stated_days(event.date, event.date_basis)
    return {
        "@type": "Event",
        "name": event.label,
        "startDate": start,
        "endDate": end,
        "location": thing(loaded(event, "place") or loaded(event, "organization"), absolute),
        "superEvent": thing(loaded(event, "parent"), absolute),
    }


def of_delegation(delegation: Delegation) -> Data:
    return {
        "@type": "Organization",
        "name": delegation.label,
        "description": delegation.purpose,
    }


def of_agreement(agreement: Agreement, absolute: Address) -> Data:
    event = loaded(agreement, "event")
    return {
        "@type": "DigitalDocument",
        "name": str(agreement),
        "about": {"@type": "Thing", "name": agreement.subject} if agreement.subject else {},
        "dateCreated": stated(agreement.date, agreement.date_basis),
        "locationCreated": thing(loaded(agreement, "place"), absolute),
        "recordedAt": thing(event, absolute),
        "contributor": [
            thing(side, absolute)
            for party in getattr(agreement, "public_parties", [])
            for side in (loaded(party, "organization") or loaded(party, "place"),)
            if side
        ],
    }


def of_organization(organization: Organization, absolute: Address) -> Data:
    return {
        "@type": kind_of(organization),
        "name": organization.name,
        "alternateName": organization.native_name,
        "parentOrganization": thing(loaded(organization, "parent"), absolute),
        "location": thing(loaded(organization, "place"), absolute),
    }


def of_place(place: Place, absolute: Address) -> Data:
    geo = {"@type": "GeoCoordinates", "latitude": str(place.latitude)}
    return {
        "@type": kind_of(place),
        "name": place.name,
        "alternateName": place.native_name,
        "containedInPlace": thing(loaded(place, "parent"), absolute),
        "geo": geo | {"longitude": str(place.longitude)} if place.latitude is not None else {},
    }


def persons(appearances: Iterable[Appearance], absolute: Address) -> list[Data]:
    """The named people among these appearances, each once."""
    found = {each.official_id: each.official for each in appearances if each.official_id}
    public = [each for each in found.values() if each and each.is_public]
    return [thing(each, absolute) for each in public[:PEOPLE]]


def thing(record: Record | None, absolute: Address) -> Data:
    """Another record by its type, name and address."""
    if record is None:
        return {}
    return {
        "@type": kind_of(record),
        "name": str(record),
        "url": absolute(record.get_absolute_url()),
    }


def kind_of(record: Record) -> str:
    """The type of a person, body, place or event."""
    match record:
        case Official():
            return "Person"
        case Event():
            return "Event"
        case Place():
            return "Country" if record.level == PlaceLevel.COUNTRY else "AdministrativeArea"
    return ORGANIZATIONS.get(str(getattr(record, "kind", "")), "Organization")


def stated(edtf: str, basis: str) -> str:
    """The day, month or year as ISO 8601; "" where any of it is not sure."""
    return edtf if PLAIN_DATE.fullmatch(edtf) and basis not in DOUBTED else ""


def stated_days(edtf: str, basis: str) -> tuple[str, str]:
    """Where something began and ended, each "" where it is not sure."""
    first, _slash, last = edtf.partition("/")
    return stated(first, basis), stated(last, basis)
