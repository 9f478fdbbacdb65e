"""Addresses that lead to the words on a publisher's page, and never to withheld ones."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from archive.text.fragments import at_fragment, text_fragment
from archive.text.redacting import MARK

CONTEXT = st.text(alphabet="ab c,-\n谭.", max_size=32)


def test_a_short_quote_is_told_from_its_like_by_the_words_around_it():
    fragment = text_fragment(
        "mayor of Dalian", prefix="yesterday. Tan Zuojun, ", suffix=", attended the mee"
    )

    assert fragment == ":~:text=Tan%20Zuojun%2C-,mayor%20of%20Dalian,-%2C%20attended%20the"


def test_hyphens_commas_and_ampersands_of_the_words_are_encoded():
    assert text_fragment("East-West, A&B: 40% #1") == (
        ":~:text=East%2DWest%2C%20A%26B%3A%2040%25%20%231"
    )


def test_a_long_quote_is_named_by_how_it_begins_and_ends():
    words = " ".join(f"word{number}" for number in range(60))

    start, end = text_fragment(words, prefix="x " * 16).removeprefix(":~:text=").split(",")

    assert words.startswith(unquote(start))
    assert words.endswith(unquote(end))
    assert len(unquote(start)) <= 50 >= len(unquote(end))


def test_a_quote_of_several_lines_is_named_by_its_first_and_last_line():
    assert text_fragment("The first line\n\nmiddle\nThe last line") == (
        ":~:text=The%20first%20line,The%20last%20line"
    )


def test_words_around_a_quote_from_another_line_are_left_out():
    assert text_fragment("mayor", prefix="the heading\nThe ", suffix="\nnext line") == (
        ":~:text=The-,mayor"
    )


def test_of_a_quote_with_withheld_words_the_longest_stretch_without_them_is_taken():
    shown = f"He saw {MARK}'s house and promised to come again with {MARK}"

    assert text_fragment(shown, prefix="secret words ", suffix=" more secrets") == (
        ":~:text=%27s%20house%20and%20promised%20to%20come%20again%20with"
    )


def test_where_too_little_is_left_of_a_quote_there_is_no_fragment():
    assert text_fragment(f"{MARK} said") == ""
    assert text_fragment(MARK) == ""
    assert text_fragment("") == ""


def test_half_a_word_beside_withheld_ones_is_left_out():
    assert text_fragment(f"anti{MARK}ism is what they talked of") == (
        ":~:text=is%20what%20they%20talked%20of"
    )


def test_an_address_with_a_fragment_of_its_own_keeps_it():
    assert at_fragment("https://a.example/b", ":~:text=c") == "https://a.example/b#:~:text=c"
    assert at_fragment("https://a.example/b#d", ":~:text=c") == "https://a.example/b#d:~:text=c"


@given(st.lists(st.text(alphabet="ab c,-&%\n谭.", max_size=150), max_size=4), CONTEXT, CONTEXT)
def test_a_fragment_holds_only_shown_words_and_what_the_grammar_allows(parts, prefix, suffix):
    shown = MARK.join(parts)

    fragment = text_fragment(shown, prefix=prefix, suffix=suffix)

    if not fragment:
        return
    terms = fragment.removeprefix(":~:text=").split(",")
    assert 1 <= len(terms) <= 3
    flat = " ".join(shown.split())
    for term in terms:
        words = unquote(term.removeprefix("-").removesuffix("-"))
        assert "-" not in term.removeprefix("-").removesuffix("-")
        assert not set(term) & set("& #\n")
        assert MARK not in words
        around = "" if MARK in shown else f"{' '.join(prefix.split())}{' '.join(suffix.split())}"
        assert words in flat or words in around
