"""Lists and records as files: the same filters, public words only, however long the list."""

import csv
import io
import json
import tracemalloc

import pytest
from django.urls import reverse
from python_calamine import load_workbook

from archive.models import Agreement, Appearance, FormerSlug, Place, Status
from archive.services.exporting.rows import CHUNK
from archive.views.api.records import KINDS
from tests import make
from tests.views.meeting import TEXT, WITHHELD, meeting

FORMATS = ["csv", "xlsx", "json"]


def address(kind, file="csv"):
    return reverse("archive:list_file", args=[kind, file])


def content(response):
    return b"".join(response.streaming_content)


def rows(client, kind, file="csv", **parameters):
    """The rows of a download as dictionaries, as a program of the format reads them."""
    response = client.get(address(kind, file), parameters)
    assert response.status_code == 200
    data = content(response)
    if file == "csv":
        return list(csv.DictReader(io.StringIO(data.decode())))
    if file == "json":
        return json.loads(data)[kind]
    sheet = load_workbook(io.BytesIO(data)).get_sheet_by_name(kind).to_python()
    return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]


def lines(client, path):
    return list(csv.DictReader(io.StringIO(content(client.get(path)).decode())))


def record_file(name, record):
    return reverse(f"archive:{name}", args=[record.slug])


@pytest.mark.parametrize("file", FORMATS)
def test_a_list_can_be_taken_away_and_read_by_programs(client, file):
    place = make.place(name="Dalian")
    event = make.event(label="Symposium, 座谈会", place=place, date="2018-09-12")

    (row,) = rows(client, "events", file)

    assert row["slug"] == event.slug
    assert row["label"] == "Symposium, 座谈会"
    assert row["place"] == "dalian"
    assert "version" not in row
    assert "status" not in row


@pytest.mark.parametrize("file", FORMATS)
def test_the_filters_of_the_list_narrow_the_file(client, file):
    there = make.event(place=make.place(name="Dalian"), date="2018-09-12")
    make.event(date="2012")

    for narrow in ({"place": "dalian"}, {"from": "2018"}, {"q": there.label}):
        assert [row["slug"] for row in rows(client, "events", file, **narrow)] == [there.slug]
    assert rows(client, "events", file, to="2011") == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_files(client, kind):
    record = meeting()[KINDS[kind].model.record_kind()]
    make.article(status=Status.DRAFT, title="A draft")

    for file in FORMATS:
        assert record.slug in {row["slug"] for row in rows(client, kind, file)}
        response = client.get(address(kind, file))
        assert response["Content-Disposition"] == f'attachment; filename="{kind}.{file}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert content(response)


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize(
    "parameters",
    [{"from": "2018-13"}, {"place": "nowhere"}, {"kind": "x"}, {"q": "\0"}, {"sort": "1; --"}],
)
def test_a_filter_that_cannot_be_understood_is_refused_with_a_sentence(client, file, parameters):
    response = client.get(address("events", file), parameters)

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    (name,) = parameters
    assert f"{name}: " in response.content.decode()


def test_what_is_not_a_filter_does_no_harm(client):
    event = make.event()

    assert [row["slug"] for row in rows(client, "events", utm_source="x", after="9.x")] == [
        event.slug
    ]


def test_nothing_that_is_not_public_is_in_a_file(client):
    place = make.place(name="Dalian")
    make.event(status=Status.DRAFT, label="A draft", place=place)
    make.event(status=Status.WITHDRAWN, withdrawal_reason="a mistake", label="Gone")
    seen = make.event(label="Seen", place=place)
    place.withdrawn, place.withdrawal_reason = True, "not a place"
    make.saved(place)

    for file in FORMATS:
        (row,) = rows(client, "events", file)
        assert row["slug"] == seen.slug
        assert not row["place"]
    assert rows(client, "places") == []


def test_withheld_words_are_in_no_file_not_even_in_part(client):
    records = meeting(title=f"{WITHHELD} met", byline=WITHHELD, rights=f"© {WITHHELD}", slug="one")
    article, event = records["article"], records["event"]
    exact = "Wang Xiaoming told of his harvest"
    make.citation(article=article, event=event, exact=exact, slug="wang-xiaoming-told")
    make.citation(article=article, event=event, exact="Xiaoming told", note=f"so {WITHHELD} says")
    make.redaction(article=article, exact=WITHHELD)

    files = [address(kind, file) for kind in KINDS for file in ("csv", "json")]
    files += [record_file("article_facts", article), f"/events/{event.slug}.csv"]
    for path in files:
        said = content(client.get(path)).decode()
        assert "xiaoming" not in said.lower(), path
    for path in (record_file("article_text", article), f"/events/{event.slug}.json"):
        said = client.get(path).content.decode()
        assert "xiaoming" not in said.lower(), path
        assert "█████ told" in said


def test_cells_that_a_spreadsheet_would_run_are_guarded(client):
    make.event(label="=HYPERLINK(1)", venue="+1")

    (row,) = rows(client, "events", "csv")
    assert (row["label"], row["venue"]) == ("'=HYPERLINK(1)", "'+1")
    (row,) = rows(client, "events", "xlsx")
    assert row["label"] == "=HYPERLINK(1)"


def test_an_article_as_plain_text(client):
    article = make.article(text=TEXT)
    path = record_file("article_text", article)

    response = client.get(path)
    assert response.content.decode() == TEXT
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["article_text", "article_facts"])
def test_a_file_of_what_is_not_public_is_refused_in_plain_words(client, name):
    draft = make.article(status=Status.DRAFT)
    gone = make.article(status=Status.WITHDRAWN, withdrawal_reason="at the wish of its author")
    make.article(slug="new")
    FormerSlug.objects.create(kind="article", slug="old", current_slug="new")

    assert client.get(record_file(name, draft)).status_code == 404
    response = client.get(record_file(name, gone))
    assert response.status_code == 410
    assert "at the wish of its author" in response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    response = client.get(reverse(f"archive:{name}", args=["old"]))
    assert (response.status_code, response["Location"]) == (
        301,
        reverse(f"archive:{name}", args=["new"]),
    )
    assert client.post(record_file(name, draft)).status_code in {403, 405}


def test_the_facts_of_an_article_each_with_its_words(client):
    records = meeting()

    found = lines(client, record_file("article_facts", records["article"]))

    post = next(row for row in found if row["kind"] == "post")
    assert post["name"] == "Tan Zuojun: mayor of Dalian"
    assert post["quote"] == "Tan Zuojun, mayor of Dalian, attended"
    assert (post["supports"], post["paragraph"]) == ("states", "1")
    assert post["address"].startswith("http://testserver/articles/the-meeting/#c-")
    assert {"official", "organization", "place", "delegation", "agreement", "event"} <= {
        row["kind"] for row in found
    }


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "articles"])
def test_the_facts_of_any_record_each_with_its_words(client, kind):
    record = meeting()[KINDS[kind].model.record_kind()]
    other = make.post()

    found = lines(client, reverse("archive:record_facts", args=[kind, record.slug]))

    assert record.slug in {row["slug"] for row in found}
    assert all(row["quote"] for row in found)
    assert other.slug not in {row["slug"] for row in found}


def test_the_facts_leave_out_what_became_hidden(client):
    records = meeting()
    official = records["official"]
    path = reverse("archive:record_facts", args=["events", records["event"].slug])
    assert "Tan Zuojun" in {row["name"].rpartition(": ")[2] for row in lines(client, path)}

    official.withdrawn, official.withdrawal_reason = True, "at his wish"
    make.saved(official)
    assert "Tan Zuojun" not in str([row["name"] for row in lines(client, path)])


def many(model, number, *, first=0, **fields):
    """Public rows past the services, for sizes that only a list cares about."""
    name = "label" if hasattr(model, "label") else "title" if hasattr(model, "title") else "name"
    model.objects.bulk_create(
        model(slug=f"many-{n}", is_public=True, **{name: f"Many {n} " + "x" * 100}, **fields)
        for n in range(first, number)
    )


@pytest.mark.parametrize("file", FORMATS)
def test_a_file_costs_a_few_statements_a_batch(client, file, django_assert_max_num_queries):
    many(Agreement, 10)
    with django_assert_max_num_queries(10) as few:
        assert len(rows(client, "agreements", file)) == 10
    Agreement.objects.all().delete()
    many(Agreement, 1501)

    with django_assert_max_num_queries(len(few) * (1501 // CHUNK + 1)):
        assert len(rows(client, "agreements", file)) == 1501


@pytest.mark.parametrize("file", ["csv", "json"])
def test_a_long_file_takes_no_more_memory_than_a_short_one(client, file):
    def peak(number):
        many(Place, number, first=Place.objects.count())
        tracemalloc.start()
        response = client.get(address("places", file))
        size = sum(len(block) for block in response.streaming_content)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return size, most

    peak(10)  # what is imported and kept the first time
    short, least = peak(1_000)
    long, most = peak(8_000)

    assert long > 7 * short
    assert most < least + 7_000 * 50  # bytes: of each row the id is kept, in an array that grows


def test_a_file_is_sent_in_blocks_not_in_lines(client):
    many(Place, 2_000)

    blocks = list(client.get(address("places")).streaming_content)

    assert 2 <= len(blocks) <= 10


def test_a_spreadsheet_has_a_limit_and_says_so(client, monkeypatch):
    monkeypatch.setattr("archive.views.downloads.MOST_IN_XLSX", 2)
    many(Place, 3)

    response = client.get(address("places", "xlsx"))
    assert response.status_code == 400
    assert "at most 2 rows" in response.content.decode()
    assert len(rows(client, "places", "xlsx", q="nothing so called")) == 0
    assert len(rows(client, "places", "csv")) == 3


def test_the_head_of_a_file_costs_no_rows(client, django_assert_num_queries):
    make.event()

    with django_assert_num_queries(0):
        response = client.head(address("events"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert client.head(reverse("archive:record_facts", args=["events", "x"])).status_code == 404


def test_the_page_of_a_list_links_to_its_files_with_its_filters(client):
    make.event(place=make.place(name="Dalian"))

    page = client.get(reverse("archive:event_list"), {"place": "dalian", "after": ""})
    for file in FORMATS:
        assert f'href="{address("events", file)}?place=dalian"' in page.content.decode()
    page = client.get(reverse("archive:event_list"))
    assert f'href="{address("events")}"' in page.content.decode()


def test_the_page_of_a_record_links_to_its_files(client):
    records = meeting()
    for kind, record in records.items():
        page = client.get(record.get_absolute_url()).content.decode()
        sheet = next(name for name, each in KINDS.items() if each.model is type(record))
        for file in ("json", "csv"):
            path = f"/{sheet}/{record.slug}.{file}"
            assert f'href="{path}"' in page, kind
            assert client.get(path).status_code == 200
    page = client.get(records["article"].get_absolute_url()).content.decode()
    assert f'href="{record_file("article_text", records["article"])}"' in page
    fact = Appearance.objects.get(official=records["official"])
    page = client.get(fact.get_absolute_url()).content.decode()
    assert f'href="{reverse("archive:api_fact", args=[fact.public_id])}"' in page
