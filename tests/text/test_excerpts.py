"""Where the words of a query stand in a text, and the stretch of it that an excerpt shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.excerpts import SIZE, Sighting
from archive.text.queries import parse_query
from tests.text.growth import grows_with_its_size

PAGE = (
    "On November 26, Yang Jun, deputy secretary of the Municipal Party Committee and mayor of "
    "Baoshan, Yunnan Province, visited Dalian University of Technology to deal with the poverty "
    "alleviation work. Wang Hansong, secretary of the Party Committee of the university, met the "
    "visitors in Room 412 of the Main Building. Xi Jinping’s thoughts were named. "
    "Tan Zuo-jun (谭作钧) of Da’an sent his greetings."
)


def marked(text, q):
    return [text[start:end] for start, end in Sighting(parse_query(q)).spans(text)]


def excerpt(text, q, size=SIZE):
    return Sighting(parse_query(q)).excerpt(text, size=size)


@pytest.mark.parametrize(
    ("q", "matches"),
    [
        ("yang jun ", ["Yang Jun", "jun"]),
        ('"yang jun"', ["Yang Jun"]),
        ("jinping", ["Jinping’s"]),
        ("Da'an", ["Da’an"]),
        ("zuojun", ["Zuo-jun"]),
        ("谭作钧", ["谭作钧"]),
        ("univ", ["University", "university"]),
        ("univ ", []),
        ("-dalian", []),
        ("", []),
    ],
)
def test_matches_are_marked_in_the_text_as_printed(q, matches):
    assert marked(PAGE, q) == matches


def test_overlapping_matches_are_marked_as_one():
    assert marked("Tan Zuo jun", '"tan zuo" "zuo jun"') == ["Tan Zuo jun"]


def test_letters_with_loose_diacritics_are_marked_whole():
    assert marked("Nguye\u0302\u0303n came", "nguyen") == ["Nguye\u0302\u0303n"]


def test_an_excerpt_shows_the_densest_matches_between_whole_words():
    pieces = excerpt(PAGE, "room hansong secretary ", size=120)
    text = "".join(piece for piece, _ in pieces)

    assert text.startswith("…")
    assert text.endswith("…")
    assert {piece for piece, matches in pieces if matches} >= {"Hansong", "Room"}
    assert all(word in PAGE.split() for word in text.strip("…").split())


def test_an_excerpt_without_matches_is_the_beginning():
    pieces = excerpt(PAGE, "xylophone", size=40)

    assert pieces == [("On November 26, Yang Jun, deputy…", False)]


def test_an_excerpt_of_a_short_text_is_all_of_it():
    assert excerpt("Tan Zuojun", "tan ") == [("Tan", True), (" Zuojun", False)]
    assert excerpt("", "tan") == []


@given(
    st.text(alphabet="ab c\n谭’-", max_size=80), st.sampled_from(["a", "b c", "谭", '"a b"', "x"])
)
def test_an_excerpt_is_a_stretch_of_its_text(text, q):
    pieces = excerpt(text, q, size=20)

    assert "".join(piece for piece, _ in pieces).strip("…") in text
    assert all(piece for piece, _ in pieces)


@pytest.mark.parametrize("piece", ["谭", "a-"])
def test_an_excerpt_of_a_long_text_costs_in_proportion(piece):
    assert grows_with_its_size(lambda size: excerpt(piece * size, "a aa 谭谭"), 5_000)


@pytest.mark.parametrize(
    ("text", "q", "matches"),
    [
        ("Meetings, a meeting, o'meeting.", "meeting ", ["meeting"]),
        ("He met Tan Zuo-\njun twice.", "zuojun ", []),
        ("He met Tan Zuo-jun twice.", "tanzuojun ", ["Tan Zuo-jun"]),
        ("O’Neill's visit", "oneill ", ["O’Neill's"]),
        ("plain letters", "plian ", []),
        ("Nguyễn came", "nguyen ", ["Nguyễn"]),
    ],
)
def test_words_are_seen_as_the_index_knows_them(text, q, matches):
    assert marked(text, q) == matches


def test_an_excerpt_of_words_that_only_their_joined_form_matches_shows_them():
    text = f"{'plain words ' * 60}Tan Zuo-jun came. {'more words ' * 60}"

    pieces = excerpt(text, "zuojun ", size=60)

    assert ("Zuo-jun", True) in pieces
