"""Lists asked without their templates, and two worlds of records to tell apart."""

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
    Official,
    Organization,
    Party,
    Place,
    Post,
)
from archive.services.saving import Saving
from archive.views.lists import RecordList
from tests import make


@pytest.fixture
def bare_lists(monkeypatch):
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
    assert response.status_code == 200, response.context_data["whole"].filterset.errors
    return on_page(response.context_data)


def on_page(context):
    """The records on a page of a list, in its order."""
    ids = [row.pk for row in context["page"].rows]
    records = RECORDS[context["kind"]].objects.in_bulk(ids)
    return [records[pk] for pk in ids]


def refusal(client, listed, /, **words):
    """What the page says of a word that it cannot take."""
    response = client.get(address(listed), words)
    assert response.status_code == 400
    assert response.context_data["page"].rows == []
    return [
        str(error)
        for errors in response.context_data["whole"].filterset.errors.values()
        for error in errors
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
