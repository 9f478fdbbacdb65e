"""The plan of an import: figures, filters and pages that stay small however long the file."""

import pytest

from archive.admin.importing import showing
from archive.models import Official
from tests import make
from tests.admin.importing import address, again, job_of, officials, text, upload
from tests.resources.workbooks import as_xlsx

SMALL = 150_000  # bytes


def many(count):
    return officials(*(f"Person Number{number:04}" for number in range(count)))


def look(client, page, **query):
    return client.get(address("job", job_of(page).name), query)


def rows_of(page):
    return [row["row"] for row in page.context["page"]["rows"]]


def test_a_long_plan_is_shown_a_page_at_a_time(importer):
    page = upload(importer, many(120))
    assert rows_of(page) == list(range(2, 52))
    assert "1 to 50 of 120" in text(page)

    last = look(importer, page, start="100")

    assert rows_of(last) == list(range(102, 122))
    assert not last.context["page"]["after"]


def test_rows_are_filtered_by_what_becomes_of_them(importer):
    make.official(name="Tan Zuojun", slug="tan-zuojun")
    content = b"slug,name,wikidata\ntan-zuojun,Tan Zuojun,\nb,New Person,\nc,Bad Person,nonsense\n"
    page = upload(importer, content)

    found = {
        outcome: rows_of(look(importer, page, sheet="officials", outcome=outcome))
        for outcome in ("unchanged", "created", "errors", "deleted")
    }

    assert found == {"unchanged": [2], "created": [3], "errors": [4], "deleted": []}


def test_an_outcome_is_shown_over_all_sheets_page_by_page(importer):
    places = "\n".join(["name", *(f"Place Number{number:03}" for number in range(60))])
    content = {"officials.csv": many(30).decode(), "places.csv": places}
    page = upload(importer, zipped(content), name="facts.zip")

    first = look(importer, page, outcome="created")
    second = look(importer, page, outcome="created", start="50")

    shown = [
        row["sheet"] for row in [*first.context["page"]["rows"], *second.context["page"]["rows"]]
    ]
    assert sorted(shown) == ["officials"] * 30 + ["places"] * 60


def zipped(content):
    import io
    from zipfile import ZipFile

    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, words in content.items():
            archive.writestr(name, words)
    return file.getvalue()


@pytest.mark.parametrize(
    "query", ["start=-1", "start=x", "start=99999999999", "sheet=../x&outcome=x"]
)
def test_a_page_that_there_is_not_gives_no_error(query, importer):
    page = upload(importer, many(3))

    assert importer.get(f"{address('job', job_of(page).name)}?{query}").status_code == 200


def test_the_page_stays_small_where_every_cell_is_full(importer):
    cells = ",".join(["名" * 900] * 3)
    content = "name,native_name,note\n" + "\n".join(f"P{n} {cells}" for n in range(200))

    page = upload(importer, content.encode())

    assert len(page.content) < SMALL


def test_the_page_stays_small_where_every_row_is_wrong(importer):
    content = "name,wikidata\n" + "\n".join(f"Person {n},{'x' * 900}" for n in range(500))

    page = upload(importer, content.encode())

    assert page.context["state"].counts["officials"]["errors"] == 500
    assert len(page.content) < SMALL


def test_the_page_stays_small_where_every_header_is_unknown(importer):
    headers = ",".join(f"{'header' * 30} {n}" for n in range(300))
    content = f"name,{headers}\nTan Zuojun{',x' * 300}\n"

    page = upload(importer, content.encode())

    assert len(page.content) < SMALL
    assert len(page.context["headings"]) == 40


def test_many_cells_are_cut_shorter_than_few():
    few = [{"cells": [["text", "", "x" * 300]]}]
    many_cells = [{"cells": [["text", "", "x" * 300]] * 30} for _ in range(50)]

    showing.shorten(few)
    showing.shorten(many_cells)

    assert few[0]["cells"][0]["new"] == "x" * 300
    assert len(many_cells[0]["cells"][0]["new"]) < 100


def test_a_changed_record_is_one_click_away(importer):
    official = make.official(name="Tan Zuojun", slug="tan-zuojun")

    page = upload(importer, b"slug,note\ntan-zuojun,new\n")

    assert f"/official/{official.pk}/change/" in text(page)


def test_a_page_costs_no_query_for_each_row(importer, django_assert_num_queries):
    for number in range(40):
        make.official(name=f"Person {number}", slug=f"person-{number}")
    few = upload(importer, b"slug,note\nperson-1,new\n")
    lines = "\n".join(f"person-{number},new" for number in range(40))
    page = upload(importer, f"slug,note\n{lines}\n".encode())
    look(importer, few)

    with django_assert_num_queries(5):  # session, user, two of permissions, records
        look(importer, page)
    assert Official.objects.filter(note="new").count() == 0


def test_a_hidden_sheet_is_named_among_what_is_about_the_file(importer):
    sheets = {"places": [["name"], ["Dalian"]], "officials": [["name"], ["Li Wei"]]}
    page = upload(importer, as_xlsx(sheets, hidden=["officials"]), name="book.xlsx")

    assert "This sheet is hidden and was left out." in text(page)
    assert page.context["state"].can_be_applied


@pytest.mark.parametrize("name", ["list.csv", "officials.csv"])
def test_while_headers_are_asked_about_there_are_no_empty_tables(importer, name):
    page = upload(importer, b"who,what\nLi Wei,mayor\n", name=name)

    assert page.context["headings"]
    assert not page.context["of_file"]
    assert "Rows by sheet" not in text(page)
    assert "Row by row" not in text(page)


def test_rows_that_are_left_out_are_shown_with_their_reason(importer):
    content = b"name\nLi Wei\nTotal: 1\nname\nSource: own research\n"
    page = upload(importer, content)

    left = look(importer, page, sheet="officials", outcome="skipped")

    assert rows_of(left) == [3, 4, 5]
    for words in ("a line of totals", "the header again", "a note to the reader"):
        assert words in text(left)


def test_what_is_named_but_not_there_is_made_at_the_press_of_a_button(importer):
    page = upload(importer, b"label,place\nMeeting,Dalian\n", name="events.csv")
    assert "Named but not there, for example: Dalian." in text(page)

    made = again(importer, page, create_missing="yes")

    assert made.context["state"].counts["places"]["created"] == 1
    assert made.context["state"].can_be_applied
    back = again(importer, made, create_missing="no")
    assert back.context["state"].is_refused


def test_what_cannot_be_made_for_a_name_is_not_offered(importer):
    page = upload(importer, b"label,parent\nMeeting,Another\n", name="events.csv")

    assert "Named but not there" not in text(page)
