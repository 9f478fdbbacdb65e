"""Readings: Chinese names are found by their sound, and by their characters where Latin is kept."""

import pytest

from archive.text.folding import joined_forms
from archive.text.readings import readings, spelt_in_latin


@pytest.mark.parametrize(
    ("characters", "latin"),
    [
        ("谭作钧", "tanzuojun"),
        ("大连", "dalian"),
        ("六盘水市", "liupanshui"),
        ("单霁翔", "shanjixiang"),
        ("曾庆红", "zengqinghong"),
        ("谌贻琴", "chenyiqin"),
        ("吕志", "luzhi"),
    ],
)
def test_a_chinese_name_is_spelt_as_it_sounds(characters, latin):
    assert latin in spelt_in_latin(characters)


@pytest.mark.parametrize(
    "words", ["", "谭", "Tan Zuojun", "ソウル", "大连市与六盘水市签署协议", "1234"]
)
def test_what_is_no_chinese_name_has_no_reading(words):
    assert readings(words) == []


def test_a_name_of_many_sounds_has_few_readings():
    assert 1 < len(readings("重重重重重重")) <= 12


def test_the_index_has_a_chinese_name_as_latin_letters_would_write_it():
    assert {"tan", "zuojun", "tanzuojun"} <= set(joined_forms("谭作钧").split())
