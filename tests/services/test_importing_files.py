"""Importing files: every format, as people have them, and none that would do harm."""

import io
import json
import re
import struct
import zlib
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from archive.models import Article, Event, Official, Organization, Place
from archive.services.importing import UnreadableFileError
from tests.resources.workbooks import (
    as_csv,
    as_xlsx,
    load,
    load_bytes,
    load_csv,
    outcome,
    where,
    zipped,
)

FILES = Path(__file__).parent / "files"
PEOPLE = "name,native_name\nLi Wei,李伟\n"


def test_a_row_with_more_cells_than_the_header_is_an_error_and_blank_ones_are_nothing():
    text = 'list of people\nname,note\nLi Wei,mayor, of Dalian\nTan Zuojun,"mayor, of x",,\n'

    result = load_csv(text, "officials.csv", valid_rows_only=True)

    assert where(result) == [("officials", 3, "", "beyond-header")]
    assert result.errors[0].value == "of Dalian"
    assert outcome(result) == {("officials", "errors"): 1, ("officials", "created"): 1}
    assert Official.objects.get().note == "mayor, of x"


def test_the_row_of_a_csv_is_the_first_line_of_its_record():
    text = 'slug,title,text,status\na,A,"one\ntwo\nthree",draft\n\nb,B,"x",bad\n'

    assert where(load_csv(text, "articles.csv")) == [("articles", 6, "status", "choice")]


def test_a_single_csv_is_known_by_its_columns_when_its_name_says_nothing():
    assert load_csv("Full name,Wikidata,note\nLi Wei,Q1,x\n", "list.csv").applied
    assert Official.objects.get().wikidata == "Q1"


def test_a_single_csv_that_fits_no_sheet_is_told():
    result = load_csv("a,b\n1,2\n", "list.csv")

    assert [each.code for each in result.errors] == ["unknown-sheet"]


@pytest.mark.parametrize(
    "name", ["officials (2).csv", "Officials.CSV", "people.csv", "official.csv"]
)
def test_names_of_files_are_matched_as_people_write_them(name):
    assert load_csv(PEOPLE, name).applied


def test_title_rows_blank_lines_notes_and_totals_are_what_people_have():
    rows = [
        ["Places of the project", "", ""],
        [],
        ["Name", "Level", "Notes (mine)"],
        ["Dalian", "prefecture", "ask Li"],
        [],
        ["Panzhou", "County", ""],
        ["Total", "2", ""],
    ]

    result = load_bytes(as_xlsx({"places": rows}), "book.xlsx")

    assert result.applied, list(result.open_points())
    assert outcome(result) == {("places", "created"): 2, ("places", "skipped"): 1}


def test_errors_in_a_spreadsheet_name_the_line_that_a_person_sees():
    rows = [["A title"], [], ["Name", "Level"], ["Dalian", "prefecture"], ["Panzhou", "planet"]]

    result = load_bytes(as_xlsx({"places": rows}), "book.xlsx")

    assert where(result) == [("places", 5, "level", "choice")]


def test_numbers_and_dates_are_taken_as_spreadsheets_hold_them():
    data = as_xlsx(
        {
            "places": [["name", "latitude", "longitude"], ["Dalian", 38.914, 121.6147]],
            "events": [["label", "date"], ["A", date(2018, 11, 26)], ["B", 2018]],
            "agreements": [["slug", "title"], [12, "A"]],
        }
    )

    assert load_bytes(data, "book.xlsx").applied
    assert str(Place.objects.get().latitude) == "38.914000"
    assert list(Event.objects.order_by("pk").values_list("date", flat=True)) == [
        "2018-11-26",
        "2018",
    ]


def test_a_hidden_sheet_is_left_out_and_said_so():
    sheets = {
        "places": [["name"], ["Dalian"]],
        "officials": [["People"], ["name"], ["Li Wei"], ["Tan Zuojun"]],
        "lists": [["yes"], ["no"]],
    }

    result = load_bytes(as_xlsx(sheets, hidden=["officials", "lists"]), "book.xlsx")

    assert result.applied
    assert outcome(result) == {("officials", "skipped"): 2, ("places", "created"): 1}
    assert [sheet for sheet, _said in result.notices] == ["officials"]


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_both_epochs_of_spreadsheets_give_the_same_day(epoch):
    sheets = {"events": [["label", "date"], ["A", date(2018, 9, 12)]]}

    load_bytes(as_xlsx(sheets, date_1904=epoch == 1904), "book.xlsx")

    assert Event.objects.get().date == "2018-09-12"


@pytest.mark.parametrize(
    ("shown", "edtf"),
    [
        ("mmm-yy", "2018-09"),
        ('yyyy"年"m"月"', "2018-09"),
        ("[$-409]mmmm yyyy;@", "2018-09"),
        ("yyyy", "2018"),
        ("d-mmm", "XXXX-09-01"),
        ('m"月"d"日"', "XXXX-09-01"),
        ("dd/mm/yyyy", "2018-09-01"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2018-09-01"),
        ("yyyy-mm-dd hh:mm", "2018-09-01"),
    ],
)
def test_of_a_date_that_shows_a_month_or_a_year_the_day_is_not_made_up(shown, edtf):
    sheets = {"events": [[None, "label", "date"], [None, "A", date(2018, 9, 1)]]}

    load_bytes(as_xlsx(sheets, default_date_format=shown), "book.xlsx")

    assert Event.objects.get().date == edtf


@pytest.mark.parametrize(
    ("number", "edtf"),
    [(14, "2018-09-01"), (16, "XXXX-09-01"), (17, "2018-09"), (57, "2018-09"), (58, "XXXX-09-01")],
)
def test_formats_that_excel_knows_by_number_alone_show_what_they_show_in_chinese_too(number, edtf):
    sheets = {"events": [["label", "date"], ["A", date(2018, 9, 1)]]}
    data, target = as_xlsx(sheets, default_date_format="[h]"), io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w") as book:
        for name in source.namelist():
            page = re.sub(rb"<numFmts.*</numFmts>", b"", source.read(name))
            book.writestr(name, page.replace(b'numFmtId="164"', b'numFmtId="%d"' % number))

    load_bytes(target.getvalue(), "book.xlsx")

    assert Event.objects.get().date == edtf


def test_words_are_not_taken_for_a_date_whatever_their_cell_would_show():
    sheets = {"events": [["label", "date"], ["A", "2018-09-12"]]}
    data, target = as_xlsx(sheets), io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w") as book:
        for name in source.namelist():
            page = source.read(name).replace(b'xf numFmtId="0"', b'xf numFmtId="17"')
            book.writestr(name, page.replace(b'<c r="B2"', b'<c r="B2" s="0"'))

    load_bytes(target.getvalue(), "book.xlsx")

    assert Event.objects.get().date == "2018-09-12"


def test_a_long_text_goes_on_in_further_columns():
    parts = ["a" * 32_767, " b" * 100, "c"]

    load_bytes(
        as_xlsx(
            {
                "articles": [
                    ["slug", "title", "text", "text 2", "text 3"],
                    ["long", "Long", *parts],
                ]
            }
        ),
        "book.xlsx",
    )

    assert Article.objects.get().text == "".join(parts)


def test_sheets_for_people_are_left_out():
    data = as_xlsx({"How to fill in": [["Sheet"], ["x"]], "places": [["name"], ["Dalian"]]})

    assert load_bytes(data, "book.xlsx").applied


def test_a_zip_may_hold_a_folder_and_what_programs_add():
    data = zipped(
        {
            "book/officials.csv": PEOPLE,
            "book/datapackage.json": "{}",
            "book/README.md": "hello",
            "__MACOSX/book/._officials.csv": b"\0\1",
            "book/.DS_Store": b"\0",
        }
    )

    assert load_bytes(data, "book.zip").applied


def test_a_json_array_is_one_sheet_and_null_is_blank():
    Official.objects.create(name="Li", slug="li", note="Old")

    load_bytes(json.dumps([{"slug": "li", "note": None, "wikidata": "Q7"}]).encode(), "people.json")

    assert Official.objects.values_list("note", "wikidata").get() == ("Old", "Q7")


def test_formula_guards_of_csv_are_taken_off():
    load_csv(as_csv([["name", "native_name"], ["'=1+1", "'-x"]]), "organizations.csv")

    assert Organization.objects.values_list("name", "native_name").get() == ("=1+1", "-x")


# --- files that are refused, each with one sentence ---------------------------------------


def bomb():
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"officials{number}.csv", b"\0" * 60_000_000)
    return file.getvalue()


def lying_zip():
    """A zip whose header says that a member is small, while it is not."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"a" * 50_000_000) + packed.flush()
    name = b"officials.csv"
    crc = zlib.crc32(b"a" * 100)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(body), 100, len(name), 0)
    central = struct.pack(
        "<4s6H3I5H2I",
        *(b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(body), 100, len(name), 0, 0, 0, 0, 0, 0),
    )
    start = local + name + body
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central) + len(name), len(start), 0)
    return start + central + name + end


def locked_zip():
    data = bytearray(zipped({"officials.csv": PEOPLE}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def far_cell(place):
    """An XLSX file with a second cell, so far away that all between would fill the memory."""
    data, target = as_xlsx({"places": [["name"], ["Dalian"]]}), io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w") as book:
        for name in source.namelist():
            cell = f'<row r="9"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
            book.writestr(name, source.read(name).replace(b"</sheetData>", cell))
    return target.getvalue()


def circle():
    """An XLS file each of whose sectors comes after itself."""
    data = bytearray((FILES / "as-people-have-them.xls").read_bytes())
    start = 512 * (1 + int.from_bytes(data[76:80], "little"))
    data[start : start + 512] = bytes(512)
    return bytes(data)


def hostile(name):
    return zipped({name: PEOPLE})


def symlink():
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        info = ZipInfo("officials.csv")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"   \n", "blank.csv"),
        (b"%PDF-1.7 ...", "report.pdf"),
        (b"<html><table></table></html>", "old.xls"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "officials.csv"),
        (b"PK\3\4 this is no zip", "book.xlsx"),
        (as_xlsx({"places": [["name"], ["Dalian"]]})[:-200], "cut.xlsx"),
        (zipped({"officials.csv": PEOPLE})[:-30], "cut.zip"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "broken.xls"),
        (zipped({"inner.zip": zipped({"officials.csv": PEOPLE})}), "nested.zip"),
        (zipped({"xl/workbook.xml": "<x/>"}), "fake.xlsx"),
        (hostile("../officials.csv"), "up.zip"),
        (hostile("/etc/officials.csv"), "root.zip"),
        (hostile("C:/officials.csv"), "drive.zip"),
        (hostile("a\\..\\..\\officials.csv"), "back.zip"),
        (zipped({"readme.txt": "hello"}), "nothing.zip"),
        (bomb(), "bomb.zip"),
        (lying_zip(), "lying.zip"),
        (locked_zip(), "locked.zip"),
        (zipped({"word/document.xml": "<w/>"}), "letter.docx"),
        (far_cell("XFD1048576"), "far.xlsx"),
        (far_cell("A4294967295"), "below.xlsx"),
        (circle(), "circle.xls"),
        (b"{not json", "book.json"),
        (b'{"officials": "x"}', "book.json"),
        (b'{"officials": [1]}', "book.json"),
        (b"[" * 100_000, "deep.json"),
        (b'{"places": [{"name": "x", "latitude": NaN}]}', "nan.json"),
        (b'name,note\n"Li Wei,unclosed\n', "officials.csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data, name):
    with pytest.raises(UnreadableFileError) as refusal:
        load_bytes(data, name)

    sentence = str(refusal.value)
    assert sentence.endswith(".") or ":" in sentence
    assert "\n" not in sentence


def test_a_file_larger_than_the_limit_is_refused_before_it_is_parsed(settings):
    settings.ARCHIVE_UPLOAD_MEGABYTES = 1

    with pytest.raises(UnreadableFileError, match="larger than 1 MB"):
        load_bytes(b"name\n" + b"x" * 2**20, "officials.csv")


def test_a_link_in_a_zip_is_only_text():
    result = load_bytes(symlink(), "link.zip")

    assert not result.applied


def test_half_a_sign_in_json_is_an_error_of_its_row_and_not_a_crash():
    half = (
        '{"officials": [{"name": "Li\\ud800Wei"}, {"name": "Li \\ud83d\\ude00"}], "x\\udc00": []}'
    )

    result = load_bytes(half.encode(), "book.json")

    assert where(result) == [("officials", 1, "name", "control-character")]
    assert result.counts()["officials"]["created"] == 1


def test_control_characters_and_endless_names_are_errors_not_crashes():
    people = [{"name": "x" * 5000}, {"name": "Li\0Wei", "slug": "a\0b"}, {"name": "Li\x01Wei"}]

    result = load({"officials": people, "posts": [{"official": "\0", "article": "\x02"}]})

    assert not result.applied
    assert {(each.sheet, each.row) for each in result.errors} >= {
        ("officials", 1),
        ("officials", 2),
        ("officials", 3),
        ("posts", 1),
    }


def test_a_hidden_sheet_that_nobody_knows_is_left_out():
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("Officials").write_column(0, 0, ["name", "Li Wei"])
    lists = book.add_worksheet("Lists")
    lists.write_column(0, 0, ["a", "b"])
    lists.hide()
    book.close()

    assert load_bytes(file.getvalue(), "book.xlsx").applied
    assert Official.objects.get().name == "Li Wei"
