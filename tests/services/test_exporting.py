"""Exporting: what goes out comes back unharmed, and the public gets what is public."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from archive.models import Article, Event, Name, Official, Organization, Place, Post, Status
from archive.resources import SHEETS
from archive.services.exporting import (
    UnknownFormatError,
    export_workbook,
    stream_sheet,
    write_template,
)
from archive.services.exporting.spreadsheets import Spreadsheet
from archive.services.exporting.writing import write_page
from archive.services.importing.ordering import ORDER
from archive.text.redacting import MARK
from tests import make
from tests.resources.workbooks import (
    export,
    exported,
    histories,
    load,
    load_bytes,
    load_first_five,
    outcome,
)

FORMATS = ["xlsx", "zip", "json"]
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''@x",
    "=HYPERLINK(1)",
    "CLEAR",
    "'CLEAR",
    "'CLEAR'",
    "''CLEAR'",
    "http://example.org/",
    "_x0041_",
    "_x0041_x0042_",
    "1e5",
    "007",
    "yes; no",
    '"quoted"',
]


def csv_rows(data):
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def a_bit_of_everything():
    article = make.article(title="A meeting", kicker="Photo News", body_start=3, body_end=50)
    place = make.place(name="Dalian", latitude="38.914", longitude="121.6147", level="prefecture")
    post = make.post(article=article, place=place, inferred=["place"], since="2013/..")
    appearance = make.appearance(official=post.official, roles=["led", "spoke"], side="host")
    appearance.posts.add(post)
    agreement = make.agreement(parties=["Dalian City"], kinds=["mou", "framework"])
    make.progress(agreement=agreement, status="under-way", date="2018?-09-12", note="one\ntwo")
    make.name(place=place, text="大连", kind="script", language="zh-Hans")
    make.citation(event=appearance.event, article=article, supports="mentions", about="date")
    make.redaction(article=article)
    make.delegation(size="a 13-member delegation", from_place=place)


@pytest.mark.parametrize("suffix", FORMATS)
def test_export_and_import_change_nothing(suffix):
    a_bit_of_everything()
    before, data = histories(), export(suffix)

    result = load_bytes(data, f"book.{suffix}")

    assert result.applied, list(result.open_points())
    assert {name for _sheet, name in outcome(result)} == {"unchanged"}
    assert set(result.sheets) == set(SHEETS) if suffix == "json" else set(result.sheets)
    assert histories() == before


def test_the_first_five_documents_go_out_and_into_an_empty_archive_as_they_were():
    load_first_five()
    sheets = exported()
    for model in (Place, Organization, Event):
        model.objects.update(parent=None)
    for sheet in reversed(ORDER):
        SHEETS[sheet].model().objects.all().delete()

    result = load(sheets)

    assert result.applied, list(result.open_points())
    # Everything is made anew, so versions begin anew; nothing else differs.
    assert exported() == sheets


def what_publishers_decided():
    """An archive in which every column holds something that is there only where it does."""
    original = make.article(slug="one", title="One")
    make.article(slug="two", title="Two", status="withdrawn", withdrawal_reason="Asked for")
    make.article(slug="aaa", title="Original", language="zh-Hans")
    original.translation_of = Article.objects.get(slug="aaa")
    make.saved(original)
    make.official(slug="li-wei", withdrawn=True, withdrawal_reason="Private person")
    make.party(slug="side", unsourced=True)
    make.name(slug="alias", text="Alias", unsourced=True, inferred=["language"])


def test_what_publishers_decided_moves_with_the_archive():
    what_publishers_decided()
    sheets = exported()
    for sheet in reversed(ORDER):
        SHEETS[sheet].model().objects.all().delete()

    result = load(sheets)

    assert result.applied, list(result.open_points())
    assert without_versions(exported()) == without_versions(sheets)
    assert Article.objects.get(slug="two").withdrawal_reason == "Asked for"
    assert Official.objects.get(slug="li-wei").withdrawn
    assert Article.objects.get(slug="one").translation_of.slug == "aaa"
    assert Name.objects.get().unsourced


def without_versions(sheets):
    """Slug → row; translations come after their originals, and versions begin anew."""
    return {
        sheet: {row["slug"]: {**row, "version": None} for row in rows}
        for sheet, rows in sheets.items()
    }


def test_columns_of_decisions_are_there_only_where_one_was_taken_and_never_for_the_public():
    make.party(unsourced=False)
    plain = exported()
    what_publishers_decided()
    told, public = exported(), exported(public=True)

    def columns(sheets):
        return {name for rows in sheets.values() for row in rows for name in row}

    rare = {"withdrawn", "withdrawal_reason", "unsourced", "translation_of"}
    assert not rare & columns(plain)
    assert rare <= columns(told)
    assert not rare & columns(public)


@pytest.mark.parametrize("suffix", FORMATS)
def test_dangerous_words_come_back_as_they_were(suffix):
    for words in DANGEROUS:
        make.official(name=words, note=words)
    data = export(suffix, kinds=["officials"])

    assert outcome(load_bytes(data, f"book.{suffix}")) == {
        ("officials", "unchanged"): len(DANGEROUS)
    }
    Official.objects.all().delete()
    assert load_bytes(data, f"book.{suffix}").applied
    assert list(Official.objects.order_by("pk").values_list("name", "note")) == [
        (words.strip(), words.strip()) for words in DANGEROUS
    ]


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(notes=st.lists(WORDS, max_size=12))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_words_survive_every_format(notes):
    Official.objects.all().delete()
    Official.objects.bulk_create(
        Official(name="Li Wei", slug=f"li-{number}", note=note) for number, note in enumerate(notes)
    )

    for suffix in FORMATS:
        result = load_bytes(export(suffix, kinds=["officials"]), f"book.{suffix}")
        assert {name for _sheet, name in outcome(result)} <= {"unchanged"}, suffix


def test_a_spreadsheet_holds_no_formula_and_no_link():
    make.official(name="=1+1", note="http://example.org/ =cmd|' /C calc'!A0")

    with ZipFile(io.BytesIO(export("xlsx"))) as archive:
        pages = [
            archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name
        ]

    assert not any("<f>" in page or "hyperlink" in page for page in pages)


def test_csv_cells_that_would_run_have_an_apostrophe_and_numbers_have_none():
    make.place(name="=1+1", latitude="-38.5", longitude="-121")

    rows = csv_rows(b"".join(stream_sheet("places", format="csv", public=False)))

    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["name"], row["latitude"], row["longitude"]) == ("'=1+1", "-38.5", "-121")


def test_long_texts_go_on_in_further_cells():
    text = ("word " * 20_000 + "𠀀" * 5_000).strip()
    make.article(slug="long", text=text)

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(export("xlsx"))).get_sheet_by_name("articles")
    header = sheet.to_python()[0]

    assert [cell for cell in header if str(cell).startswith("text")] == [
        "text",
        "text 2",
        "text 3",
        "text 4",
    ]
    for suffix in FORMATS:
        assert outcome(load_bytes(export(suffix), f"b.{suffix}")) == {("articles", "unchanged"): 1}


def test_more_rows_than_a_sheet_holds_go_on_in_another():
    columns = SHEETS["places"].columns()
    rows = [[f"slug-{n}", "1", "", f"Place {n}", *[""] * (len(columns) - 4)] for n in range(5)]
    file = io.BytesIO()
    book = Spreadsheet(file)

    blocks = [list(zip(*rows, strict=True))]
    assert write_page(book, "places", columns, blocks, {}, last_row=3) == 5
    book.close()

    result = load_bytes(file.getvalue(), "book.xlsx")
    assert result.counts()["places"]["created"] == 5


def test_every_sheet_begins_with_slug_version_delete_and_has_the_designs_columns():
    for sheet, resource in SHEETS.items():
        names = [column.name for column in resource.columns()]
        assert names[:3] == ["slug", "version", "delete"], sheet
        assert set(resource.key()) <= set(names)


def test_the_zip_describes_itself_as_a_data_package():
    make.post(place=make.place())

    with ZipFile(io.BytesIO(export("zip"))) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for part in package["resources"]:
            header = csv_rows(archive.read(part["path"]))[0]
            assert header == [field["name"] for field in part["schema"]["fields"]]

    posts = next(part for part in package["resources"] if part["name"] == "posts")
    assert {"fields": "place", "reference": {"resource": "places", "fields": "slug"}} in posts[
        "schema"
    ]["foreignKeys"]


def test_the_same_archive_gives_the_same_zip():
    a_bit_of_everything()

    assert export("zip") == export("zip")


def test_the_template_explains_every_column_and_loads_as_nothing():
    file = io.BytesIO()
    write_template(file)

    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    assert book.sheet_names == ["how to fill in", *SHEETS]
    guide = book.get_sheet_by_name("how to fill in").to_python()
    told = {(row[0], row[1]) for row in guide}
    assert told >= {(s, column.name) for s, r in SHEETS.items() for column in r.columns()}
    assert all(row[3] for row in guide)
    assert load_bytes(file.getvalue(), "template.xlsx").applied


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownFormatError):
        export_workbook(target=io.BytesIO(), format="docx")
    with pytest.raises(UnknownFormatError):
        export_workbook(target=io.BytesIO(), format="csv")


def test_a_failed_export_leaves_the_old_file(tmp_path):
    target = tmp_path / "book.json"
    target.write_text("old")

    with pytest.raises(AttributeError):
        export_workbook(target=target, format="json", querysets={"places": "no queryset"})

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


# --- what readers may have ----------------------------------------------------------------


def test_the_public_gets_public_rows_and_columns_only():
    article = make.article(slug="seen")
    make.article(slug="hidden", status=Status.DRAFT)
    make.post(article=article)

    sheets = exported(public=True)

    assert [row["slug"] for row in sheets["articles"]] == ["seen"]
    assert "redactions" not in sheets
    for rows in sheets.values():
        for row in rows:
            assert not {"version", "delete", "prefix", "suffix", "body_start"} & set(row)
    assert not any("status" in row for row in sheets["articles"])


def test_the_public_gets_no_word_that_is_withheld():
    article = make.article(slug="one", title="Tan Zuojun speaks", byline="by TAN  ZUOJUN")
    make.post(article=article)
    make.redaction(article=article, exact="Tan Zuojun")

    data = export("json", public=True).decode()

    assert "zuojun" not in data.casefold()
    assert data.count(MARK) >= 4  # title, byline, text, quote


def test_the_public_sees_no_reference_to_what_is_hidden():
    hidden = make.event(status=Status.DRAFT)
    delegation = make.delegation()
    make.appearance(event=hidden, delegation=delegation)
    make.event(parent=hidden, slug="seen")

    sheets = exported(public=True)

    (seen,) = (row for row in sheets["events"] if row["slug"] == "seen")
    assert seen["parent"] is None
    assert all(row["event"] is None for row in sheets["appearances"])


def test_a_public_list_streams_with_its_filters_as_each_format():
    make.place(name="Hidden")
    for name in ("Dalian", "Panzhou"):
        make.post(place=make.place(name=name))
    rows = Place.objects.filter(is_public=True, name="Dalian")

    as_csv = csv_rows(b"".join(stream_sheet("places", rows, format="csv", public=True)))
    as_json = json.loads(b"".join(stream_sheet("places", rows, format="json", public=True)))
    file = stream_sheet("places", rows, format="xlsx", public=True)
    as_xlsx = CalamineWorkbook.from_filelike(io.BytesIO(file.read())).get_sheet_by_index(0)
    file.close()

    assert [row[1] for row in as_csv] == ["name", "Dalian"]
    assert [row["name"] for row in as_json["places"]] == ["Dalian"]
    assert [row[1] for row in as_xlsx.to_python()] == ["name", "Dalian"]


def test_a_sheet_costs_the_same_queries_however_many_rows():
    a_bit_of_everything()
    few = {sheet: queries_of(sheet) for sheet in SHEETS}
    a_bit_of_everything()

    assert {sheet: queries_of(sheet) for sheet in SHEETS} == few


def queries_of(sheet):
    with CaptureQueriesContext(connection) as queries:
        list(stream_sheet(sheet, format="json", public=False))
        list(stream_sheet(sheet, format="csv", public=True))
    return len(queries)


@pytest.mark.parametrize("kinds", [["citations"], ["posts", "citations"], None])
def test_a_citation_that_a_fact_writes_is_no_row_of_citations_whatever_else_is_exported(kinds):
    post = make.post()
    make.citation(event=make.event(), supports="mentions")
    assert post.citations.count() == 1
    rows = export_workbook(target=io.BytesIO(), format="json", kinds=kinds)
    assert rows["citations"] == 1

    narrowed = {"posts": Post.objects.none()}
    rows = export_workbook(target=io.BytesIO(), format="json", querysets=narrowed)
    assert rows["citations"] == 1
