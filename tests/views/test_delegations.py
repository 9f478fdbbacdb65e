"""The pages of delegations: from where to where, who led and went, whom they met."""

import pytest

from archive.models import Appearance
from tests import make

LIST = "/delegations/"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def tie(group, event, **fields):
    """The fact that a delegation was at an event, cited."""
    made = make.saved(Appearance(delegation=group, event=event, **fields))
    make.citation(appearance=made)
    return made


def test_the_list_tells_date_both_ends_leader_and_people(client):
    group = make.delegation(
        label="Leaders to Dalian",
        date="2018?-09-12",
        from_place=make.place(name="Liupanshui"),
        to_place=make.place(name="Dalian"),
        to_organization=make.organization(name="University"),
        inferred=["to_place"],
    )
    wang = make.official(name="Wang Zhong")
    for _ in range(2):  # at two events: still one leader
        make.appearance(
            official=wang,
            delegation=group,
            event=make.event(),
            roles=["led"],
            inferred=["roles"],
        )
    make.delegation(label="Bare")

    page = client.get(LIST).content.decode()

    row = page[page.index("<tbody") :]
    assert (
        row.index("12 September") < row.index(">Leaders to Dalian</a>") < row.index("Liupanshui<")
    )
    assert '>University</a>, <a href="/places/dalian/">Dalian</a>' in row
    assert "to place inferred" in row
    assert row.count(">Wang Zhong</a>") == 1
    assert '(<span class="inferred">inferred</span>)' in row
    assert 'class="number" data-label="People named">1</td>' in row
    assert 'Leader <span class="not-stated">not stated</span>' in row


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        group = make.delegation(from_place=make.place(), to_organization=make.organization())
        make.appearance(delegation=group, roles=["led"])
    # the ids of the page; its delegations with both ends; leaders; people; the facets
    with django_assert_num_queries(10):
        client.get(LIST)


def test_an_inferred_leader_and_an_editors_label_are_said_to_be_so(client):
    group = make.delegation(label="Leaders to Dalian", inferred=["label"])
    led = make.appearance(delegation=group, roles=["led"], inferred=["roles"])

    page = page_of(client, group)

    assert "The label is the editor's." in page.replace("&#x27;", "'")
    assert "leader inferred" in page
    facts = page[page.index("<dt>Led by</dt>") : page.index('id="people"')]
    assert f">{led.official}</a>" in facts


def test_who_went_the_leader_first_and_whom_they_met(client):
    group = make.delegation()
    event = make.event(label="Reception")
    member = make.appearance(delegation=group, event=event, roles=["member"], side="guest")
    leader = make.appearance(delegation=group, event=event, roles=["led"], side="guest")
    host = make.appearance(event=event, side="host", roles=["received"])
    make.appearance(event=event, side="guest", official=make.official(name="Another Guest"))
    make.appearance(event=make.event(), side="host", official=make.official(name="Host Elsewhere"))

    response = client.get(group.get_absolute_url())
    page = response.content.decode()

    assert response.context["people"].rows == [leader, member]
    assert response.context["hosts"].rows == [host]
    assert "Received" in page
    assert 'at <a href="' in page  # at which event
    assert "Another Guest" not in page
    assert "Host Elsewhere" not in page


def test_its_events_are_told_in_order_with_what_ties_them_to_it(client):
    group = make.delegation()
    late = make.event(label="Late", date="2018-11-26")
    early = make.event(label="Early", date="2018-11-25", place=make.place(name="Dalian"))
    fact = tie(group, late, inferred=["delegation"])
    make.appearance(delegation=group, event=early)
    make.event(label="Elsewhere")

    response = client.get(group.get_absolute_url())
    page = response.content.decode()

    assert response.context["events"].rows == [early, late]
    assert [event.tie for event in response.context["events"].rows] == [None, fact]
    assert "delegation inferred" in page
    assert 'Where: <a href="/places/dalian/">Dalian</a>' in page
    assert "Elsewhere" not in page


def test_size_and_purpose_are_shown_as_printed_with_their_passages(client):
    group = make.delegation(size="a 13-member delegation", purpose="to make research")
    passage = make.citation(delegation=group, about="purpose")

    page = page_of(client, group)

    assert '<q class="quote">a 13-member delegation</q>' in page
    assert "to make research" in page
    assert passage.get_absolute_url() in page


def test_what_the_source_leaves_out_is_said(client):
    page = page_of(client, make.delegation())

    for label in ("Date", "Size", "Purpose"):
        assert f"<dt>{label}</dt><dd><span" in page
    for label in ("From", "To", "Led by"):
        assert f'<dt>{label}</dt><dd><span class="not-stated">not stated</span>' in page
    for label in ("People", "Hosts", "Events"):
        assert f'{label}: <span class="not-stated">not stated</span>' in page


def test_nothing_that_is_not_public_is_on_the_page(client):
    group = make.delegation()
    make.appearance(delegation=group, official=make.official(name="Veiled Member"), cited=False)
    draft = make.event(label="Veiled Event", status="draft")
    make.appearance(delegation=group, event=draft)
    shared = make.event()
    make.appearance(delegation=group, event=shared)
    make.appearance(
        event=shared, side="host", official=make.official(name="Veiled Host"), cited=False
    )
    make.citation(delegation=group, article=make.article(title="Veiled Article", status="draft"))

    response = client.get(group.get_absolute_url())

    assert "Veiled" not in response.content.decode()
    assert response.context["events"].rows == [shared]


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    group = make.delegation(from_place=make.place(), to_organization=make.organization())
    for _ in range(number):
        event = make.event(place=make.place())
        tie(group, event)
        for fields in ({"delegation": group, "roles": ["led"]}, {"side": "host"}):
            there = make.appearance(event=event, **fields)
            there.posts.add(make.post(official=there.official))
        make.agreement(event=event)
        make.citation(delegation=group, about="date")
    # the delegation with both ends
    # people (1); events (1), people at them, agreements of them (2); hosts (1)
    # the facts that tie its events to it (1)
    # of all these: posts held then, quotes, what those articles withhold (3)
    # citations: 1, withheld (2)
    with django_assert_num_queries(12):
        client.get(group.get_absolute_url())
