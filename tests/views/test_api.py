"""The interface for programs: lists, records, facts, what it refuses, what it never says."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from archive.models import RECORDS, FormerSlug, Status
from archive.resources import SHEET_OF
from archive.views.api import answers
from archive.views.api.records import KINDS
from tests import make
from tests.views.meeting import TEXT, WITHHELD, meeting

FARMER = "The farmer Wang Xiaoming told of his harvest"
LISTED = {"articles": 2}  # statements: with the redactions of each


def listing(kind):
    return reverse("archive:api_list", args=[kind])


def address_of(record):
    return reverse("archive:api_record", args=[SHEET_OF[type(record)], record.slug])


def slugs(response):
    return [each["slug"] for each in response.json()["results"]]


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["status"] == response.status_code
    return response.status_code


def test_a_record_comes_with_its_facts_and_each_with_its_passage(client):
    records = meeting()

    official = client.get(address_of(records["official"])).json()

    assert official["name"] == "Tan Zuojun"
    assert official["native_name"] is None
    (post,) = official["posts"]["results"]
    assert post["title"] == "mayor of Dalian"
    assert post["place"]["name"] == "Dalian"
    (citation,) = post["citations"]
    assert citation["paragraph"] == 1
    assert citation["article"]["slug"] == "the-meeting"
    quote, place = citation["selector"]
    assert quote["exact"] == "Tan Zuojun, mayor of Dalian, attended"
    assert TEXT[place["start"] : place["end"]] == quote["exact"]
    (appearance,) = official["appearances"]["results"]
    assert appearance["roles"] == ["led"]
    assert [each["slug"] for each in appearance["posts"]] == [post["slug"]]
    assert client.get(post["api_url"]).json() == post
    assert client.get(post["page_url"]).status_code == 200
    assert official["next" if "next" in official else "posts"]["next"] is None


def test_a_date_says_what_it_means_and_on_what_that_rests(client):
    event = make.event(date="2018?-09-12", date_as_printed="On September 12th", date_basis="text")
    undated = make.event(date="")

    assert client.get(address_of(event)).json()["date"] == {
        "edtf": "2018?-09-12",
        "as_printed": "On September 12th",
        "earliest": "2018-09-12",
        "latest": "2018-09-12",
        "basis": "text",
        "note": None,
    }
    assert client.get(address_of(undated)).json()["date"] is None


def test_an_agreement_tells_the_date_of_a_public_event_only(client):
    event = make.event(date="2018-09-12")
    agreement = make.agreement(event=event)

    answer = client.get(address_of(agreement)).json()
    assert answer["date"] is None
    assert answer["event_date"]["edtf"] == "2018-09-12"

    event.status = Status.DRAFT
    make.saved(event)
    answer = client.get(address_of(agreement)).json()
    assert (answer["event"], answer["event_date"]) == (None, None)
    assert "2018-09-12" not in str(answer)


def test_lists_are_narrowed_by_the_words_of_their_pages(client):
    place = make.place(name="Dalian")
    there, elsewhere = make.event(place=place, date="2018-09-12"), make.event(date="2012")

    assert slugs(client.get(listing("events"))) == [there.slug, elsewhere.slug]
    assert slugs(client.get(listing("events"), {"place": "dalian"})) == [there.slug]
    assert slugs(client.get(listing("events"), {"to": "2012"})) == [elsewhere.slug]
    assert slugs(client.get(listing("events"), {"sort": "oldest"})) == [elsewhere.slug, there.slug]
    assert slugs(client.get(listing("events"), {"q": there.label})) == [there.slug]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"from": "yesterday"}, "from"),
        ({"from": "2018-13"}, "from"),
        ({"to": "2018-02-30"}, "to"),
        ({"to": "2019-02-29"}, "to"),
        ({"to": "0000"}, "to"),
        ({"kind": "party"}, "kind"),
        ({"kinds": "meeting"}, "kinds"),
        ({"sort": "random"}, "sort"),
        ({"sort": ["newest", "oldest"]}, "sort"),
        ({"q": "a\0b"}, "q"),
        ({"q": "x" * 501}, "q"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"limit": ""}, "limit"),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_refused_with_a_sentence(client, parameters, name):
    response = client.get(listing("events"), parameters)

    assert problem(response) == 400
    (sentence,) = response.json()["errors"][name]
    assert sentence.endswith((".", ")"))


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"place": "Nowhere"}, "place"),
        ({"from": "2018-09", "to": "2018-08"}, "to"),
        ({"after": "1"}, "after"),
        ({"after": "1.2018-02-30"}, "after"),
        ({"after": "9" * 40}, "after"),
    ],
)
def test_what_a_parameter_names_and_is_not_there_is_not_found(client, parameters, name):
    response = client.get(listing("events"), parameters)

    assert problem(response) == 404
    (sentence,) = response.json()["errors"][name]
    assert sentence.endswith(".")
    both = client.get(listing("events"), parameters | {"sort": "random"})
    assert problem(both) == 400


def test_following_next_gives_every_record_once(client):
    made = {make.event(date=date).slug for date in ("2018", "2018", "2012", "")}

    found, address = [], f"{listing('events')}?limit=2&sort=oldest"
    while address:
        response = client.get(address)
        found += slugs(response)
        address = response.json()["next"]

    assert sorted(found) == sorted(made)


def test_facts_go_on_at_an_address_of_their_own(client, monkeypatch):
    official, article = make.official(), make.article()
    made = [
        make.post(official=official, article=article, title=f"post {number}", unsourced=True)
        for number in range(3)
    ]
    monkeypatch.setattr("archive.views.api.pages.LIMIT", 2)

    posts = client.get(address_of(official)).json()["posts"]
    assert [each["slug"] for each in posts["results"]] == [each.slug for each in made[:2]]
    rest = client.get(posts["next"]).json()
    assert [each["slug"] for each in rest["results"]] == [made[2].slug]
    assert rest["next"] is None

    assert problem(client.get(posts["next"], {"after": "x"})) == 404
    assert problem(client.get(f"{address_of(official)}quotes/")) == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_one_statement_however_long_it_is(kind, client, django_assert_num_queries):
    singular = KINDS[kind].model.record_kind()
    for _ in range(2):
        records = meeting()
    with django_assert_num_queries(LISTED.get(kind, 1)):
        response = client.get(listing(kind))
    assert records[singular].slug in slugs(response)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_costs_the_same_statements_however_many_facts_it_has(
    kind, client, django_assert_max_num_queries
):
    records = meeting()
    with django_assert_max_num_queries(25) as first:
        before = client.get(address_of(records[kind])).content
    other = make.article(text=TEXT)
    who = {name: records[name] for name in ("official", "organization", "place")}
    make.post(article=other, **who)
    make.appearance(**who, delegation=records["delegation"], event=make.event())
    make.appearance(event=records["event"], group="guests")
    make.party(agreement=records["agreement"], official=make.official(), unsourced=True)
    about = "about_article" if kind == "article" else kind
    make.citation(article=records["article"], **{about: records[kind]})
    with django_assert_max_num_queries(len(first)):
        after = client.get(address_of(records[kind])).content

    assert len(after) > len(before)


def test_what_is_not_public_is_not_there(client):
    draft = make.article(status=Status.DRAFT, title="A draft")
    post = make.post(article=draft, title="secret post")
    gone = make.event(status=Status.WITHDRAWN, withdrawal_reason="a mistake", label="Gone event")
    appearance = make.appearance(event=gone, group="somebody")

    assert problem(client.get(address_of(draft))) == 404
    assert problem(client.get(reverse("archive:api_fact", args=[post.public_id]))) == 404
    assert problem(client.get(reverse("archive:api_fact", args=[appearance.public_id]))) == 404
    assert problem(client.get(reverse("archive:api_fact", args=["slug-only"]))) == 404
    response = client.get(address_of(gone))
    assert problem(response) == 410
    assert response.json()["detail"] == "a mistake"
    assert "Gone event" not in response.content.decode()
    assert problem(client.get(f"{address_of(gone)}appearances/")) == 410
    for kind in KINDS:
        said = client.get(listing(kind)).content.decode()
        assert "A draft" not in said
        assert "Gone event" not in said
        assert "secret post" not in said


def test_a_merged_record_leads_to_the_one_that_took_it_over(client):
    official = make.official(name="Tan Zuojun")
    make.post(official=official)
    FormerSlug.objects.create(kind="official", slug="tan", current_slug=official.slug)

    old = reverse("archive:api_record", args=["officials", "tan"])

    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, address_of(official))
    response = client.get(f"{old}posts/")
    assert (response.status_code, response["Location"]) == (301, f"{address_of(official)}posts/")


def test_withheld_words_are_nowhere_not_even_in_part(client):
    records = meeting(title=f"{WITHHELD} at the meeting", byline=f"By {WITHHELD}", slug="source")
    article, event = records["article"], records["event"]
    make.citation(article=article, event=event, exact=FARMER, note=f"{WITHHELD} is a farmer")
    part = make.citation(article=article, event=event, exact="Xiaoming told of his harvest")
    make.redaction(article=article, exact=WITHHELD)

    part.refresh_from_db()
    fact = reverse("archive:api_fact", args=[records["official"].posts.get().public_id])
    told = [
        *(address_of(record) for record in records.values()),
        *(listing(kind) for kind in KINDS),
        *(f"{reverse('archive:api_search')}?q={word}" for word in ("harvest", "meeting")),
        f"{reverse('archive:api_suggest')}?q=meeting",
        fact,
    ]
    for address in told:
        said = client.get(address).content.decode()
        assert "Xiaoming" not in said, address
        assert "xiaoming" not in said, address
    assert "█████ told of his harvest" in client.get(address_of(event)).content.decode()
    source = client.get(address_of(article))
    assert "The farmer █████ told" in source.json()["text"]
    assert "TextPositionSelector" not in source.content.decode()


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    records = meeting()
    address = address_of(records["article"])
    etag = client.get(address)["ETag"]

    response = client.get(address, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag

    make.redaction(article=records["article"], exact=WITHHELD)
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert WITHHELD not in response.content.decode()


def test_any_site_may_read_and_nobody_may_write(client):
    response = client.get(listing("articles"))
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert client.head(listing("articles")).status_code == 200

    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(listing("articles"))
        assert problem(response) == 405
        assert response["Allow"] == "GET, HEAD"


def test_a_post_without_a_token_is_told_the_same(client):
    client.handler.enforce_csrf_checks = True

    assert problem(client.post(listing("articles"))) == 405


@pytest.mark.parametrize("path", ["nonsense/", "articles/a/b/c/", "%0A/", "articles/…/"])
def test_other_addresses_say_so_as_json(client, path):
    assert problem(client.get(reverse("archive:api") + path)) == 404


def test_a_client_that_asks_too_often_is_told_when_to_go_on(client, settings, monkeypatch):
    cache.clear()
    settings.ARCHIVE_API_PER_MINUTE = 2
    monkeypatch.setattr(answers.time, "time", lambda: 1_800_000_015.0)

    for _ in range(2):
        assert client.get(listing("articles")).status_code == 200
    response = client.get(listing("articles"))
    assert problem(response) == 429
    assert response["Retry-After"] == "45"
    assert client.get(listing("articles"), REMOTE_ADDR="2001:db8::1").status_code == 200

    monkeypatch.setattr(answers.time, "time", lambda: 1_800_000_060.0)
    assert client.get(listing("articles")).status_code == 200


def test_a_forwarded_address_does_not_get_around_the_limit(client, settings):
    cache.clear()
    settings.ARCHIVE_API_PER_MINUTE = 1

    codes = [
        client.get(listing("articles"), headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(2)
    ]
    assert codes == [200, 429]


def test_the_search_finds_records_of_every_kind(client):
    records = meeting()
    search = reverse("archive:api_search")

    found = client.get(search, {"q": "kiwifruit"}).json()["results"]
    assert {each["type"] for each in found} >= {"article", "agreement"}
    assert all(client.get(each["api_url"]).status_code == 200 for each in found)
    (article,) = client.get(search, {"q": "harvest", "kind": "article"}).json()["results"]
    assert article["slug"] == records["article"].slug
    assert "harvest" in article["excerpt"]
    first = client.get(search, {"q": "kiwifruit", "limit": 1}).json()
    assert client.get(first["next"]).json()["results"][0] != first["results"][0]

    assert client.get(search).json() == {"results": [], "next": None}
    for bad in ({"kind": "posts"}, {"q": "x" * 501}, {"q": "a\0b"}, {"words": "x"}):
        assert problem(client.get(search, bad)) == 400
    assert problem(client.get(search, {"after": "x"})) == 404


def test_names_come_up_while_somebody_types(client, django_assert_max_num_queries):
    records = meeting()
    suggest = reverse("archive:api_suggest")
    for number in range(12):
        make.place(name=f"Dalianwan {number}")
    hidden = make.official(name="Dalian Hidden")
    make.article(title="Dalian in the news")

    with django_assert_max_num_queries(3):
        found = client.get(suggest, {"q": "dali"}).json()["results"]

    assert 2 <= len(found) <= 10
    assert found[0]["name"] == "Dalian"
    assert {"place", "organization", "article"} <= {each["type"] for each in found}
    assert hidden.name not in {each["name"] for each in found}
    (person,) = client.get(suggest, {"q": "zuoj"}).json()["results"]
    assert person["slug"] == records["official"].slug
    for words in ("", '"', "-dali", "*", "(", "x" * 500):
        assert client.get(suggest, {"q": words}).status_code == 200
    for words in ("\0", "x" * 501):
        assert problem(client.get(suggest, {"q": words})) == 400


def test_the_beginning_is_a_page_for_people_and_an_index_for_programs(client):
    begin = reverse("archive:api")

    page = client.get(begin, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page["Content-Type"].startswith("text/html")
    index = client.get(begin, headers={"Accept": "application/json"})
    assert index["Content-Type"] == "application/json"
    assert "Accept" in index["Vary"]
    assert client.get(begin, {"format": "json"}).json() == index.json()
    assert client.get(index.json()["openapi"]).json()["openapi"].startswith("3.1")
    assert problem(client.get(begin, {"format": "xml"})) == 400


def test_addresses_are_the_same_in_every_language(client):
    event = make.event()

    english = client.get(address_of(event)).json()
    chinese = client.get(f"/zh-hans{address_of(event)}").json()

    assert chinese == english
    assert "zh-hans" not in str(english)
