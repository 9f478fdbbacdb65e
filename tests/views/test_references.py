"""What those who cite take away, and what it never holds."""

import json
from urllib.parse import unquote

import pytest

from archive.models import Status, Supports
from archive.services.saving import Saving
from archive.text.redacting import MARK
from archive.text.references import FORMATS
from tests import make

KINDS = ["article", "official", "delegation", "agreement", "event", "organization", "place"]


def public(kind, /, **fields):
    """A public record of any kind."""
    record = getattr(make, kind)(**fields)
    if kind in ("official", "organization", "place"):
        make.citation(**{kind: record})
        record.refresh_from_db()
    return record


def cite(client, record, name):
    return client.get(f"{record.get_absolute_url()}cite/{name}/")


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_public_record_can_be_cited_in_every_format(kind, name, client):
    record = public(kind)

    response = cite(client, record, name)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{FORMATS[name].media_type}; charset=utf-8"
    assert f"http://testserver{record.get_absolute_url()}" in words(response)
    assert "Cooperation Archive" in words(response)


@pytest.mark.parametrize("name", FORMATS)
def test_every_public_fact_can_be_cited_in_every_format(name, client):
    post = make.post()

    response = cite(client, post, name)

    assert response.status_code == 200
    assert "mayor of Dalian" in words(response)
    assert unquote(post.get_absolute_url()) in unquote(words(response))


@pytest.mark.parametrize("name", FORMATS)
def test_a_pair_can_be_cited_in_every_format_by_slugs_in_either_order(name, client):
    public("place", name="Dalian", slug="dalian")
    public("place", name="Anshan", slug="anshan")

    response = client.get(f"/pairs/places/anshan/dalian/cite/{name}/")
    turned = client.get(f"/pairs/places/dalian/anshan/cite/{name}/")

    assert response.status_code == 200
    assert "Anshan and Dalian" in words(response)
    assert "http://testserver/pairs/places/anshan/dalian/" in words(response)
    assert turned.status_code == 301
    assert turned.url == f"/pairs/places/anshan/dalian/cite/{name}/"
    assert f"/cite/{name}/" in words(client.get("/pairs/places/anshan/dalian/"))
    assert client.get("/pairs/places/anshan/nowhere/cite/bibtex/").status_code == 404
    assert client.get("/pairs/places/anshan/dalian/cite/none/").status_code == 404


def test_programs_get_a_file_and_people_get_a_page(client):
    article = make.article(slug="a-meeting")

    assert cite(client, article, "ris").headers["Content-Disposition"] == (
        'attachment; filename="article-a-meeting.ris"'
    )
    assert "Content-Disposition" not in cite(client, article, "apa").headers


def test_a_format_that_does_not_exist_is_not_found(client):
    assert cite(client, make.article(), "mla").status_code == 404
    assert cite(client, make.post(), "mla").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_cannot_be_cited(kind, client):
    hidden = {"status": Status.DRAFT} if kind in make_reviewed() else {}

    assert cite(client, getattr(make, kind)(**hidden), "apa").status_code == 404


def make_reviewed():
    return ("article", "event", "delegation", "agreement")


def test_a_fact_of_a_draft_cannot_be_cited(client):
    post = make.post(article=make.article(status=Status.DRAFT))

    assert cite(client, post, "apa").status_code == 404


def test_a_withdrawn_record_is_gone_and_does_not_say_its_name(client):
    official = make.official(name="Somebody Private", withdrawn=True, withdrawal_reason="asked")

    response = cite(client, official, "apa")

    assert response.status_code == 410
    assert "Somebody Private" not in words(response)


def test_an_address_that_was_merged_leads_to_the_reference_of_the_other(client):
    from archive.models import FormerSlug

    official = public("official", slug="tan-zuojun")
    FormerSlug.objects.create(kind="official", slug="tan", current_slug=official.slug)

    response = client.get("/officials/tan/cite/ris/")

    assert response.status_code == 301
    assert response.headers["Location"] == "/officials/tan-zuojun/cite/ris/"


def test_a_reference_never_holds_withheld_words(client):
    article = make.article(
        slug="a-visit",
        title="Tan Zuojun Visits Dalian",
        byline="Tan Zuojun and others",
        url="https://news.example/tan-zuojun",
    )
    post = make.post(article=article, official=make.official(name="Mayor"))
    make.redaction(article=article)

    for name in FORMATS:
        for record in (article, post):
            said = words(cite(client, record, name))
            assert "tan zuojun" not in said.lower().replace("-", " ")
            assert MARK not in said

    assert "[withheld] Visits Dalian" in words(cite(client, article, "apa"))
    (item,) = json.loads(words(cite(client, post, "csl-json")))
    assert "“[withheld], mayor of Dalian, attended”" in item["note"]


def test_a_publisher_that_is_not_public_is_not_named(client):
    publisher = make.organization(name="Secret Press", withdrawn=True, withdrawal_reason="asked")

    assert "Secret" not in words(cite(client, make.article(publisher=publisher), "apa"))


def test_a_date_that_a_reader_concluded_is_doubted(client):
    stated = make.article(published="2018-11-26", published_basis="stated")
    concluded = make.article(published="2018-11-26", published_basis="inferred")

    assert "(2018, November 26)" in words(cite(client, stated, "apa"))
    assert "([2018?])" in words(cite(client, concluded, "apa"))


def test_a_fact_names_the_passage_that_states_it_before_one_that_mentions_it(client):
    post = make.post(cited=False)
    make.citation(post=post, article=post.article, exact="Dalian City", supports=Supports.MENTIONS)
    make.citation(post=post, article=post.article, exact="mayor of Dalian")

    (item,) = json.loads(words(cite(client, post, "csl-json")))

    assert "paragraph 1; “mayor of Dalian”" in item["note"]


def test_references_are_in_english_in_every_language(client):
    event = make.event(label="Meeting", date="2018-09-12")

    english = words(client.get(f"/events/{event.slug}/cite/apa/"))
    chinese = words(client.get(f"/zh-hans/events/{event.slug}/cite/apa/"))

    assert english == chinese
    assert "Meeting [Event, 12 September 2018]. (n.d.)" in english


def test_a_reference_costs_the_same_whatever_hangs_on_the_record(
    client, django_assert_max_num_queries
):
    post = make.post()
    for _ in range(5):
        make.citation(post=post)

    # The fact, what its article withholds, its citations, what their articles withhold.
    with django_assert_max_num_queries(4):
        cite(client, post, "apa")


def test_the_panel_shows_every_format_without_asking_the_database_more(client):
    page = words(client.get(make.post().get_absolute_url()))

    for each in FORMATS.values():
        assert f"<summary>{each.label}</summary>" in page
    assert "@misc{post-" in page
    assert "{{cite web |url=http://testserver/facts/post-" in page


def test_a_passage_leads_to_its_words_on_the_publishers_page(client):
    article = make.article(url="https://news.example/1")
    post = make.post(article=article)

    page = words(client.get(post.get_absolute_url()))

    assert (
        'href="https://news.example/1#:~:text=meeting%20was%20held%20in%20Dalian.-,'
        'Tan%20Zuojun%2C%20mayor%20of%20Dalian%2C%20attended,-.%20Dalian%20City%20and%20Liupanshui"'
    ) in page


def test_the_way_to_the_publishers_page_has_no_withheld_words_and_nothing_near_them(client):
    text = "Wang Xiaoming met Tan Zuojun, mayor of Dalian, yesterday. Wang Xiaoming spoke."
    article = make.article(url="https://news.example/1", text=text)
    post = make.post(article=article, cited=False)
    make.citation(post=post, article=article, exact="met Tan Zuojun, mayor of Dalian")
    make.redaction(article=article, exact="Wang Xiaoming")

    page = words(client.get(post.get_absolute_url()))

    assert '/1#:~:text=met%20Tan%20Zuojun%2C%20mayor%20of%20Dalian"' in page
    assert "Xiaoming" not in page


def test_an_article_without_a_web_address_has_no_such_way(client):
    assert ":~:text=" not in words(client.get(make.post().get_absolute_url()))


def test_correcting_a_quote_changes_the_reference(client):
    post = make.post()
    with Saving() as saving:
        post.article.text = post.article.text.replace("mayor", "former mayor")
        post.article.full_clean()
        saving.save(post.article)

    assert "former mayor of Dalian" in words(cite(client, post, "bibtex"))
