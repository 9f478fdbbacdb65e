"""The addresses of merged records and joined facts: for ever, in both languages."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from archive.models import Status
from archive.services.merging import MERGEABLE, merge_records
from tests import make
from tests.resources.workbooks import load, where

LANGUAGES = ["", "/zh-hans"]


@pytest.fixture
def merged():
    """Two officials who met a third one; the second was merged into the first."""
    article = make.article()
    event = make.event(label="Talks", date="2018-09-12")
    kept, gone = make.official(name="Tan Zuojun"), make.official(name="Tan Zuo Jun")
    third = make.official(name="Li Wei")
    for official in (kept, gone, third):
        make.post(official=official, article=article, title="mayor")
        make.appearance(official=official, event=event)
    merge_records(kept=kept, merged=gone)
    return kept, gone, third


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "ending",
    [
        "",
        "?on=today",
        "cite/bibtex/",
        "history/",
        ".csv",
        ".json",
    ],
)
def test_every_page_of_a_person_leads_to_that_of_the_one_that_stays(
    ending, language, merged, client
):
    slash = "" if ending.startswith(".") else "/"
    ending = ending.replace("today", timezone.localdate().isoformat())

    response = client.get(f"{language}/officials/tan-zuo-jun{slash}{ending}")

    assert response.status_code == 301
    expected = f"{language}/officials/tan-zuojun{slash}{ending}"
    assert response.url in (expected, "/api/officials/tan-zuojun/")
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MERGEABLE, ids=lambda model: model.record_kind())
def test_every_kind_of_record_leads_to_the_one_that_stays(model, language, client):
    build = getattr(make, model.record_kind())
    kept, gone = build(), build()
    for record in (kept, gone):
        make.citation(**{model.record_kind(): record})
    with override("zh-hans" if language else "en"):
        address, goes_to = gone.get_absolute_url(), kept.get_absolute_url()
    merge_records(kept=kept, merged=gone)

    response = client.get(address)

    assert (response.status_code, response.url) == (301, goes_to)
    assert client.get(goes_to).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_joined_fact_leads_to_the_one_that_has_its_passages(language, client):
    article = make.article()
    kept, gone = make.official(name="Tan Zuojun"), make.official(name="Tan Zuo Jun")
    stays = make.post(official=kept, article=article)
    goes = make.post(official=gone, article=article)
    merge_records(kept=kept, merged=gone)

    for before, after in (("facts/", "/"), ("facts/", "/cite/bibtex/"), ("api/facts/", "/")):
        response = client.get(f"{language}/{before}post-{goes.slug}{after}")
        assert response.status_code == 301
        assert response.url == f"{language}/{before}post-{stays.slug}{after}"
        assert client.get(response.url).status_code == 200
    assert client.get("/facts/post-nothing-like-it/").status_code == 404


@pytest.mark.parametrize("page", ["", ".csv", ".json", "/feed/"])
@pytest.mark.parametrize("kind", ["events", "articles"])
def test_lists_downloads_and_feeds_take_the_former_slug(kind, page, merged, client):
    slash = "/" if not page else ""

    former, now = (
        client.get(f"/{kind}{page}{slash}", {"official": slug})
        for slug in ("tan-zuo-jun", "tan-zuojun")
    )

    assert former.status_code == now.status_code == 200
    content = [b"".join(each) if each.streaming else each.content for each in (former, now)]
    assert content[0].replace(b"tan-zuo-jun", b"tan-zuojun") == content[1]


def test_pairs_comparisons_and_the_interface_for_programs_take_the_former_slug(merged, client):
    kept, _gone, third = merged

    pair = client.get("/pairs/officials/li-wei/tan-zuo-jun/")
    compared = client.get("/officials/compare/", {"a": "tan-zuo-jun", "b": third.slug})
    listed = client.get("/api/events/", {"official": "tan-zuo-jun"})
    record = client.get("/api/officials/tan-zuo-jun/")

    assert (pair.status_code, pair.url) == (301, "/pairs/officials/li-wei/tan-zuojun/")
    assert kept.name in compared.content.decode()
    assert [each["label"] for each in listed.json()["results"]] == ["Talks"]
    assert (record.status_code, record.url) == (301, "/api/officials/tan-zuojun/")


def test_the_page_of_the_one_that_stays_tells_what_both_did_and_names_both(merged, client):
    page = client.get("/officials/tan-zuojun/").content.decode()

    assert "Tan Zuo Jun" in page
    assert client.get("/search/", {"q": "Tan Zuo Jun"}).content.decode().count("tan-zuojun")


def test_posts_of_a_body_on_a_day_lead_on_with_the_day(client):
    kept, gone = make.organization(), make.organization()
    for body in (kept, gone):
        make.post(organization=body)
    merge_records(kept=kept, merged=gone)

    response = client.get(f"/organizations/{gone.slug}/posts/?on=2018-09-12")

    assert response.url == f"/organizations/{kept.slug}/posts/?on=2018-09-12"


def test_the_slug_of_a_draft_that_was_merged_is_told_to_nobody(client):
    kept = make.event(label="Talks")
    gone = make.event(label="Secret talks", status=Status.DRAFT, venue="Room 412")
    merge_records(kept=kept, merged=gone)

    for address in ("", "history/"):
        page = client.get(f"{kept.get_absolute_url()}{address}").content.decode()
        assert "secret" not in page.lower()
    assert "Room 412" in client.get(f"{kept.get_absolute_url()}history/").content.decode()


class TestImports:
    """Workbooks that know a record by its former slug."""

    def test_a_reference_by_the_former_slug_means_the_one_that_stays(self, merged):
        kept, _gone, _third = merged
        make.event(slug="visit")

        result = load(
            {"appearances": [{"official": "tan-zuo-jun", "event": "visit", "roles": "led"}]}
        )

        assert result.applied
        assert kept.appearances.filter(event__slug="visit").exists()

    def test_a_row_of_the_merged_record_itself_is_told_where_it_went(self, merged):
        rows = [{"slug": "tan-zuo-jun", "name": "Tan Zuo Jun"}]

        assert where(load({"officials": rows})) == [("officials", 1, "slug", "merged")]

    def test_a_row_of_a_joined_fact_is_told_where_it_went(self):
        article = make.article()
        kept, gone = make.official(), make.official()
        make.post(official=kept, article=article)
        goes = make.post(official=gone, article=article)
        merge_records(kept=kept, merged=gone)

        result = load({"posts": [{"slug": goes.slug, "title": "mayor"}]})

        assert ("posts", 1, "slug", "merged") in where(result)

    def test_the_name_that_the_merged_one_had_finds_the_one_that_stays(self, merged):
        kept, _gone, _third = merged

        result = load(
            {
                "appearances": [
                    {"official": "Tan Zuo Jun", "event": "talks", "group": "", "side": "host"}
                ]
            }
        )

        assert result.applied
        assert set(kept.appearances.values_list("side", flat=True)) == {"host"}


def test_a_merger_is_no_correction_of_what_named_the_merged_one(client):
    kept, gone, other = (
        make.place(name="Dalian"),
        make.place(name="Luda"),
        make.place(name="Panzhou"),
    )
    event = make.event(place=gone)
    make.citation(event=event)
    make.citation(place=kept)
    merge_records(kept=kept, merged=gone)
    event.refresh_from_db()

    merger = client.get(f"{event.get_absolute_url()}history/").context["corrections"]
    event.place = other
    make.saved(event)
    (correction,) = client.get(f"{event.get_absolute_url()}history/").context["corrections"]

    assert merger == []
    assert "/places/dalian/" in correction.fields[0][1]
    assert "/places/panzhou/" in correction.fields[0][2]
