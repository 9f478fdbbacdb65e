"""Importing text files: in every encoding that people use, and what was guessed is shown."""

import pytest

from archive.models import Official, Place
from tests.resources.workbooks import as_csv, load_bytes

PEOPLE = "name,native_name\nLi Wei,李伟\n"


@pytest.mark.parametrize(
    "data",
    [
        PEOPLE.encode(),
        PEOPLE.encode("utf-8-sig"),
        PEOPLE.encode("utf-16"),
        PEOPLE.encode("gb18030"),
        PEOPLE.replace(",", ";").encode(),
        PEOPLE.replace(",", "\t").encode("utf-16"),
        PEOPLE.replace("\n", "\r\n").encode(),
        PEOPLE.replace("\n", "\r").encode(),
        PEOPLE.replace(",", "|").encode(),
        PEOPLE.encode("utf-16-le"),
        PEOPLE.encode("utf-16-be"),
    ],
)
def test_csv_is_read_in_every_usual_encoding_and_with_every_delimiter(data):
    assert load_bytes(data, "officials.csv").applied
    assert Official.objects.get().native_name == "李伟"


@pytest.mark.parametrize(
    "name", ["Zürich", "Málaga, “old”", "Ærø", "São Paulo", "Évry «\xa0Centre\xa0»"]
)
def test_western_text_is_not_taken_for_chinese(name):
    result = load_bytes(as_csv([["name"], [name]]).encode("cp1252"), "places.csv")

    assert Place.objects.get().name == " ".join(name.split())
    ((sheet, notice),) = result.notices
    assert sheet == "places"
    assert "Western European (Windows)" in notice


def test_accents_of_a_macintosh_are_read_and_what_the_guess_rests_on_is_shown():
    result = load_bytes("name\nBesançon\n".encode("mac_roman"), "places.csv")

    assert Place.objects.get().name == "Besançon"
    assert "“Besançon”" in result.notices[0][1]


def test_chinese_signs_that_stand_alone_are_chinese():
    data = as_csv([["name", "note"], ["Li Wei", "男"], ["Zhou Ping", "女"]]).encode("gb18030")

    assert "“男”" in load_bytes(data, "officials.csv").notices[0][1]
