"""What a spreadsheet's cells hold, and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.text.cells import (
    CELL_LIMIT,
    clean,
    guard_formula,
    header_key,
    is_clear,
    join_list,
    join_long,
    literal,
    read_yes_no,
    split_list,
    split_long,
    unguard_formula,
    write_literal,
)
from tests.text.growth import grows_with_its_size


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("led; received;spoke", ["led", "received", "spoke"]),
        ("one;; two", ["one; two"]),
        ("a;;; b", ["a;", "b"]),
        ("a; ;;b", ["a", ";b"]),
        (" ; ;", []),
        ("", []),
        (";;", [";"]),
    ],
)
def test_semicolons_separate_and_two_are_one(cell, items):
    assert split_list(cell) == items


@given(st.lists(st.text(alphabet="ab; \n'", min_size=1).map(str.strip).filter(bool)))
def test_every_list_comes_back_from_its_cell(items):
    assert split_list(join_list(items)) == items


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("  Tan\xa0 Zuojun\n", "Tan Zuojun"),
        ("市长；书记（代）", "市长;书记(代)"),
        ("２０１８：０９，１２", "2018:09,12"),
        ("＂211＂\u3000Project\u200b", '"211" Project'),
        ("", ""),
    ],
)
def test_cleaning_leaves_one_line_in_narrow_marks(cell, cleaned):
    assert clean(cell) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(cell):
    assert clean(clean(cell)) == clean(cell)


def test_clear_is_a_command_only_alone_and_in_capitals():
    assert is_clear(" CLEAR ")
    assert not any(map(is_clear, ["clear", "CLEARLY", "'CLEAR", ""]))


@example("CLEAR")
@example("'CLEAR")
@example("''CLEAR ")
@example(" ' CLEAR")
@given(st.text(alphabet="'CLEAR \n", max_size=9))
def test_every_value_comes_back_from_its_literal(value):
    assert literal(write_literal(value)) == value
    assert not is_clear(write_literal(value))


def test_the_word_clear_is_written_with_an_apostrophe():
    assert literal("'CLEAR") == "CLEAR"
    assert write_literal("CLEAR") == "'CLEAR"
    assert literal("'tis") == "'tis"


@pytest.mark.parametrize("cell", ["=1+1", "+86 411", "-33.8", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_gets_an_apostrophe(cell):
    assert guard_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Dalian", "'quoted'", "1-2", "a=b"])
def test_other_cells_are_left_alone(cell):
    assert guard_formula(cell) == cell
    assert unguard_formula(cell) == cell


@example("'=1")
@example("''=1")
@given(st.text(alphabet="'=+-@\t\r a", max_size=6) | st.text())
def test_every_cell_comes_back_from_its_guard(cell):
    assert unguard_formula(guard_formula(cell)) == cell


@given(st.text(alphabet="a谭😀\r\n", max_size=20))
def test_every_long_text_comes_back_from_its_pieces(text):
    long = text * 3_000
    pieces = split_long(long)

    assert join_long(pieces) == long
    assert all(len(piece.encode("utf-16-le")) // 2 <= CELL_LIMIT for piece in pieces)


def test_a_character_of_two_units_is_never_cut():
    pieces = split_long("a" + "😀" * 20_000)

    assert [len(piece) for piece in pieces] == [16_384, 3_617]


def test_a_text_that_fits_is_one_piece():
    assert split_long("") == [""]
    assert split_long("a" * CELL_LIMIT) == ["a" * CELL_LIMIT]


@pytest.mark.parametrize("cell", ["yes", "Y", "TRUE", "1", "1.0", "x", "是", " Yes "])
def test_yes_is_said_in_many_ways(cell):
    assert read_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["no", "N", "False", "0", "０", "否"])
def test_no_is_said_in_many_ways(cell):
    assert read_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["", "maybe", "2"])
def test_anything_else_is_refused_with_a_sentence(cell):
    with pytest.raises(ValueError, match="neither yes nor no"):
        read_yes_no(cell)


@pytest.mark.parametrize(
    "header", ["Full name", "full_name", "FULL-NAME", " fullName\n", "Ｆull name"]
)
def test_headers_match_without_case_spaces_underscores_and_hyphens(header):
    assert header_key(header) == "fullname"


def test_other_headers_stay_apart():
    assert len({header_key(h) for h in ["text", "text 2", "Title/Post", "title"]}) == 4


@pytest.mark.parametrize("piece", [";", "a;;", "'", "\u3000", "😀"])
@pytest.mark.parametrize(
    "function", [split_list, clean, literal, unguard_formula, header_key, split_long]
)
def test_reading_a_long_cell_costs_in_proportion(function, piece):
    assert grows_with_its_size(lambda size: function(piece * size), 20_000)
