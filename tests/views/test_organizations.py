"""The pages of organizations: its place in the tree, and what happened around it."""

import pytest

from archive.views import around
from tests import make

LIST = "/organizations/"


def page_of(client, record):
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def mentioned(**fields):
    """An organization that a public article mentions."""
    made = make.organization(**fields)
    make.citation(organization=made, supports="mentions")
    made.refresh_from_db()
    return made


def test_the_list_tells_name_kind_place_and_what_it_is_part_of(client):
    state = make.organization(name="State Council", kind="government")
    mentioned(
        name="Poverty Office",
        native_name="扶贫办",
        kind="department",
        parent=state,
        place=make.place(name="China"),
    )

    page = client.get(LIST).content.decode()

    row = page[page.index(">Poverty Office</a>") :]
    assert row.index("扶贫办") < row.index("Department") < row.index(">China</a>")
    assert row.index(">China</a>") < row.index(">State Council</a>")
    assert 'data-label="Place"><span class="not-stated">not stated</span>' in page


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        mentioned(place=make.place(), parent=make.organization())
    # the ids of the page; its organizations with places and parents; the facets
    with django_assert_num_queries(6):
        client.get(LIST)


def test_the_tree_is_shown_up_and_down(client):
    china = make.place(name="China")
    dalian = make.place(name="Dalian", parent=china)
    university = make.organization(name="University", place=dalian)
    committee = make.organization(name="Committee", parent=university, place=dalian)
    mentioned(name="Office", parent=committee)

    page = page_of(client, committee)

    assert ">University</a>" in page
    assert ">Office</a>" in page
    assert page.index(">Dalian</a>") < page.index(">China</a>")


def test_only_so_many_parts(client, monkeypatch):
    monkeypatch.setattr(around, "NEXT_BELOW", 1)
    body = mentioned()
    for name in ("First", "Second"):
        mentioned(name=name, parent=body)
    page = page_of(client, body)
    assert ">First</a>" in page
    assert ">Second</a>" not in page
    assert "and more" in page


def test_what_happened_around_it_is_on_its_page(client):
    body = make.organization(name="University", kind="university")
    held = make.event(label="Held There", organization=body)
    there = make.appearance(
        official=make.official(name="Wang Hansong"), organization=body, roles=["received"]
    )
    post = make.post(title="secretary", organization=body, official=there.official)
    there.posts.add(post)
    sent = make.delegation(label="Sent by It", from_organization=body)
    got = make.delegation(label="Sent to It", to_organization=body)
    pact = make.agreement(title="Its Pact")
    make.citation(party=make.party(agreement=pact, organization=body))
    own = make.article(title="Its News", publisher=body)
    mention = make.citation(organization=body, supports="mentions")

    response = client.get(body.get_absolute_url())
    page = response.content.decode()

    assert set(response.context["events"].rows) == {held, there.event}
    assert set(response.context["delegations"].rows) == {sent, got}
    assert response.context["agreements"].rows == [pact]
    assert response.context["posts"].rows == [post]
    assert response.context["appearances"].rows == [there]
    assert response.context["published"].rows == [own]
    assert response.context["mentions"].rows == [mention]
    assert "University. Reported in 5 articles." in page
    assert '<q class="quote">secretary</q>' in page
    assert "Received" in page
    for passage in (post.citations.get(), there.citations.get(), mention):
        assert passage.get_absolute_url() in page


def test_other_names_stand_with_their_passage(client):
    body = mentioned(name="Dalian University of Technology")
    short = make.name(organization=body, text="DUT", kind="abbreviation", language="en")
    passage = make.citation(name=short)
    page = page_of(client, body)
    assert ">DUT</span>" in page
    assert "Abbreviation, English." in page
    assert passage.get_absolute_url() in page


def test_an_unnamed_group_is_one_of_people_not_of_names(client):
    body = make.organization()
    make.appearance(organization=body, group="relevant leaders from offices")
    page = page_of(client, body)
    assert '<q class="quote">relevant leaders from offices</q>' in page
    assert "nobody named" in page


def test_long_lists_lead_to_the_whole_of_them(client, monkeypatch):
    monkeypatch.setattr(around, "FACTS", 1)
    monkeypatch.setattr("archive.views.organizations.FACTS", 1)
    body = make.organization(name="University")
    for _ in range(2):
        make.event(organization=body)
        make.appearance(organization=body)
        make.post(organization=body)
        make.delegation(to_organization=body)
        make.citation(party=make.party(organization=body))
        make.article(publisher=body)
        make.citation(organization=body)

    page = page_of(client, body)

    for kind in ("events", "officials", "delegations", "agreements", "articles"):
        assert f'href="/{kind}/?organization=university"' in page


def test_what_is_not_stated_is_said(client):
    page = page_of(client, mentioned())
    for label in ("Kind", "Place", "Part of"):
        assert f'<dt>{label}</dt><dd><span class="not-stated">not stated</span>' in page


def test_nothing_that_is_not_public_is_on_the_page(client):
    body = mentioned(
        parent=make.organization(name="Veiled Parent", withdrawn=True, withdrawal_reason="x"),
        place=make.place(name="Veiled Place", withdrawn=True, withdrawal_reason="x"),
    )
    make.organization(name="Veiled Part", parent=body)
    make.event(label="Veiled Event", organization=body, status="draft")
    make.delegation(label="Veiled Group", from_organization=body, status="draft")
    make.appearance(organization=body, official=make.official(name="Veiled Person"), cited=False)
    make.post(organization=body, title="Veiled Post", cited=False)
    pact = make.agreement(title="Veiled Pact", status="draft")
    make.citation(party=make.party(agreement=pact, organization=body))
    make.article(title="Veiled Article", publisher=body, status="draft")
    make.name(organization=body, text="Veiled Name")

    response = client.get(body.get_absolute_url())

    assert "Veiled" not in response.content.decode()
    assert "Veiled" not in client.get(LIST).content.decode()
    assert response.context["articles"].number == 1


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_facts(client, number, django_assert_num_queries):
    body = make.organization(place=make.place(), parent=make.organization())
    for _ in range(number):
        there = make.appearance(
            organization=body, event=make.event(organization=body), delegation=make.delegation()
        )
        there.posts.add(make.post(organization=body))
        make.delegation(from_organization=body)
        make.appearance(delegation=make.delegation(to_organization=body), roles=["led"])
        pact = make.agreement()
        make.citation(party=make.party(agreement=pact, organization=body))
        make.article(publisher=body)
        make.citation(organization=body)
        make.citation(name=make.name(organization=body))
        mentioned(parent=body)
    # the organization with its place and parents; the articles counted (2)
    # events: 1, agreements of them; their rows: 1, people at them, agreements of them (5)
    # names: 1, quotes, what those articles withhold (3); the parts below (1)
    # posts: 1, quotes, withheld, their articles' withheld, then appearing (5)
    # appearances: 1, posts held then, quotes, withheld (4)
    # delegations: 1; their rows: 1, leaders, people (4)
    # agreements: 1; their rows: 1, parties (3)
    # mentions: 1, withheld (2); articles published: 1, withheld (2)
    # the table of those it dealt with (11)
    with django_assert_num_queries(42):
        client.get(body.get_absolute_url())
