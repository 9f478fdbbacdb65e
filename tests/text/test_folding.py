"""How names and words are folded for the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import fold, index_text, joined_forms, name_key, words
from tests.text.growth import grows_with_its_size


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Da’an", "daan"),
        ("Da'an", "daan"),
        ("“BaoShan”", "baoshan"),
        ("Zuo-jun", "zuo jun"),
        ("Dalian·Liupanshui", "dalian liupanshui"),
        ("Xi Jinping’s", "xi jinping"),
        ("Nguyễn Tấn Dũng", "nguyen tan dung"),
        ("Łódź, Straße; Ørsted đ", "lodz strasse orsted d"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("ＤＵＴ２０１８", "dut2018"),
        ("  Co.,\xa0Ltd.  ", "co ltd"),
        ("谭作钧", "谭作钧"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_folding_leaves_the_plain_letters(text, folded):
    assert fold(text) == folded


@given(st.text() | st.text(alphabet="aS'’-·éßİŉ谭\u0301 "))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_each_chinese_character_is_a_word():
    assert words("谭作钧 came on 2018年") == ["谭", "作", "钧", "came", "on", "2018", "年"]


def test_parts_of_a_hyphenated_word_stand_in_its_place():
    assert index_text("Mayor Tan Zuo-jun, Da'an") == "mayor tan zuo jun daan"


@given(st.text())
def test_an_indexed_text_reads_as_its_own_words(text):
    assert index_text(text).split() == words(text)
    assert words(index_text(text)) == words(text)


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("tan zuo jun", "tanzuo zuojun tanzuojun"),
        ("Tan Zuo-jun", "tanzuo zuojun tanzuojun"),
        ("Bayanqolu", ""),
        ("谭作钧", "tan tanzuo zuojun tanzuojun"),
        ("谭 Tan Zuojun", "tanzuojun"),
    ],
)
def test_a_name_is_also_indexed_as_one_word(name, joined):
    assert joined_forms(name) == joined


def test_of_a_long_text_only_hyphenated_words_are_joined():
    text = "Tan Zuo-jun said that the video-teleconference of the two cities was well attended"

    assert joined_forms(text) == "zuojun videoteleconference"


@pytest.mark.parametrize(
    "name", ["zuojun tan", "TAN Zuo-jun", "Tan Zuo jun", "TanZuojun", "Tan, Zuojun", "Zuo-Jun TAN"]
)
def test_spellings_of_one_name_share_a_key(name):
    assert name_key(name) == name_key("Tan Zuojun")


@pytest.mark.parametrize("name", ["Zhong Wangg", "Wang Zhang", "Wang", "Wang Zhong Wang", ""])
def test_other_names_have_other_keys(name):
    assert name_key(name) != name_key("Wang Zhong")


def test_a_chinese_name_has_a_key():
    assert name_key("谭作钧") == name_key("谭 作钧") != name_key("谭成旭")


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_key_is_the_first_of_all_rotations(parts):
    letters = "".join(parts)

    assert name_key(" ".join(parts)) == min(letters[n:] + letters[:n] for n in range(len(letters)))


@pytest.mark.parametrize("piece", ["a-", "谭", "'s"])
@pytest.mark.parametrize("function", [index_text, joined_forms, name_key])
def test_folding_a_long_text_costs_in_proportion(function, piece):
    assert grows_with_its_size(lambda size: function(piece * size), 20_000)
