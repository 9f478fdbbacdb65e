"""The spellings that a word may have been meant as."""

import pytest

from archive.text.queries import Query, fts5_query, parse_query, tsquery
from archive.text.respelling import MOST_SPELLINGS, near, spellings


@pytest.mark.parametrize("meant", ["zuojun", "zojun", "zoujuns", "zoujum", "zoujn", "azoujun"])
def test_a_spelling_is_one_letter_or_one_swap_away(meant):
    assert meant in spellings("zoujun")


def test_a_word_is_not_its_own_misspelling_and_none_comes_twice():
    found = spellings("aab")
    assert "aab" not in found
    assert len(found) == len(set(found))


def test_words_that_are_too_short_stay_as_they_are():
    assert near(parse_query("li xi")) == parse_query("li xi")


def test_chinese_words_are_near_to_how_they_are_read():
    assert "tanzuojun" in {
        word
        for term in near(parse_query("谭作钧")).terms
        for each in term.alternatives
        for word in each.tokens
    }


def test_what_is_left_out_no_longer_is_and_phrases_are_words():
    query = near(parse_query('"tan zuojun" -mayor'))
    assert len(query.terms) == 2
    assert query.phrases == query.excluded == ()


def test_a_long_query_has_no_near_ones():
    assert near(parse_query("one two three four five")) == Query()


def test_the_spellings_of_all_words_are_bounded():
    query = near(parse_query(" ".join(["abcdefghijklmnopqr"] * 4)))
    number = sum(len(term.alternatives) for term in query.terms)
    assert number <= MOST_SPELLINGS + 40
    assert fts5_query(query)
    assert tsquery(query)
