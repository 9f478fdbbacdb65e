"""Passages follow their words through corrections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.passages import context, refind_passage
from tests.text.growth import grows_with_its_size

PAGE = (
    "The Promotion Meeting of Dalian·Liupanshui Precision Poverty Alleviation Was Held\n\n"
    "On September 12th, the promotion meeting was held at the Goog Island state guesthouse. "
    "Tan Zuojun, member of the Standing Committee of the Provincial Party Committee and "
    "Secretary of the Municipal Party Committee, and Wang Zhong, Secretary of the Liupanshui "
    "Municipal Committee of Guizhou Province attended the meeting and delivered speeches. "
    "Tan Chengxu, Deputy Secretary of Municipal Party Committee and Mayor, presided over the "
    "meeting.\n\n"
    "Tan Zuojun said in his speech that helping Liupanshui is a glorious mission. Wang Zhong "
    "said that the people of Liupanshui thank Dalian. The Mayor of Liupanshui attended the "
    "meeting.\n"
)


def refound(corrected, quote, *, start=None, page=PAGE):
    """What a citation of the quote in the page marks in the corrected text."""
    begin = page.index(quote) if start is None else start
    prefix, suffix = context(page, begin, begin + len(quote))
    passage = refind_passage(corrected, exact=quote, prefix=prefix, suffix=suffix, start=begin)
    return passage and corrected[passage.start : passage.end]


def test_a_passage_stays_where_nothing_changed():
    quote = "Goog Island state guesthouse"

    assert refound(PAGE, quote) == quote


def test_a_passage_moves_with_what_was_put_before_it():
    quote = "Tan Chengxu, Deputy Secretary"

    assert refound("A line of furniture\n\n" + PAGE, quote) == quote


def test_the_second_of_two_equal_quotes_stays_the_second():
    corrected = "Added above. " + PAGE
    second = PAGE.rindex("Tan Zuojun")
    prefix, suffix = context(PAGE, second, second + len("Tan Zuojun"))

    passage = refind_passage(
        corrected, exact="Tan Zuojun", prefix=prefix, suffix=suffix, start=second
    )

    assert passage.start == corrected.rindex("Tan Zuojun")


def test_a_corrected_spelling_is_found_between_its_neighbours():
    corrected = PAGE.replace("Goog Island", "Bangchui Island")

    assert refound(corrected, "Goog Island state guesthouse") == "Bangchui Island state guesthouse"


def test_a_name_written_otherwise_is_found_between_its_neighbours():
    corrected = PAGE.replace("Tan Chengxu", "Tan Cheng-xu")

    assert refound(corrected, "Tan Chengxu") == "Tan Cheng-xu"


def test_a_sentence_with_a_small_change_is_found_though_its_surroundings_changed():
    quote = PAGE[PAGE.index("Tan Chengxu") : PAGE.index(" presided")]
    corrected = (
        "Wholly new words stand here. "
        + quote.replace("of Municipal", "of the Municipal")
        + " And wholly new ones follow."
    )

    assert refound(corrected, quote) == quote.replace("of Municipal", "of the Municipal")


def test_a_deleted_passage_is_not_found():
    quote = "Wang Zhong said that the people of Liupanshui thank Dalian."

    assert refound(PAGE.replace(quote, ""), quote) is None


def test_a_deleted_name_is_not_mistaken_for_the_same_name_elsewhere():
    sentence = "The Mayor of Liupanshui attended the meeting."
    start = PAGE.index(sentence) + len("The ")

    assert refound(PAGE.replace(sentence, ""), "Mayor", start=start) is None


def test_a_name_that_another_took_the_place_of_is_not_found():
    corrected = PAGE.replace("Tan Chengxu", "Yao Mingkeng")

    assert refound(corrected, "Tan Chengxu") is None


def test_a_similar_name_elsewhere_is_not_taken():
    assert refound("Wang Zhang came. " * 3, "Wang Zhong") is None


def test_equal_quotes_in_equal_surroundings_are_not_guessed():
    line = "The two sides exchanged views on the work.\n"
    page = line * 5

    assert refound(line + "New.\n" + line * 5, "exchanged views", start=60, page=page) is None


def test_a_reworded_quote_among_many_alike_is_not_guessed():
    page = "The two sides exchanged views on the work.\n" * 9
    quote = "The two sides exchanged views on their work."

    assert refound(page, quote, start=86, page=page.replace("the work", "their work")) is None


def test_equal_quotes_in_equal_surroundings_stay_where_they_stood():
    line = "The two sides exchanged views on the work.\n"
    page = line * 5
    start = page.index("exchanged", 60)
    prefix, suffix = context(page, start, start + 15)

    found = refind_passage(
        page + "A note.", exact="exchanged views", prefix=prefix, suffix=suffix, start=start
    )

    assert found.start == start


@pytest.mark.parametrize("text", ["", " ", "\n\xa0"])
def test_nothing_is_found_in_an_empty_text(text):
    assert refound(text, "Tan Chengxu") is None


def test_a_blank_quote_is_not_found():
    assert refind_passage(PAGE, exact=" ", prefix="On", suffix="September", start=0) is None


def test_without_surroundings_a_quote_must_stand_alone():
    found = refind_passage(PAGE, exact="Goog Island", prefix="", suffix="", start=0)
    unsure = refind_passage(PAGE, exact="Tan Zuojun", prefix="", suffix="", start=0)

    assert PAGE[found.start : found.end] == "Goog Island"
    assert unsure is None


@given(st.integers(0, len(PAGE) - 40), st.integers(10, 30), st.integers(0, len(PAGE)))
def test_a_passage_is_found_again_whatever_is_inserted_elsewhere(start, length, at):
    quote = PAGE[start : start + length].strip()
    begin = PAGE.index(quote, start)
    at = at if not begin - 32 <= at <= begin + len(quote) + 32 else 0
    corrected = PAGE[:at] + "[Corrected.] " + PAGE[at:]
    moved = begin + (len("[Corrected.] ") if at <= begin else 0)
    prefix, suffix = context(PAGE, begin, begin + len(quote))

    found = refind_passage(corrected, exact=quote, prefix=prefix, suffix=suffix, start=begin)

    if begin > 32:  # at the very beginning the insertion stands inside the prefix
        assert found
        assert found.start == moved


def test_a_long_passage_is_found_again_in_a_long_text():
    other = "Nothing in these lines is like what the two of them said at the meeting. "
    page = other * 700 + PAGE + other * 700
    start = page.index("Tan Zuojun, member")
    quote = page[start : page.index(" Wang Zhong said")]
    corrected = page.replace("Tan Chengxu, Deputy", "Tan Cheng-xu, the Deputy").replace(
        "On ", "At "
    )

    assert refound(corrected, quote, start=start, page=page).startswith("Tan Zuojun, member")


@pytest.mark.parametrize("length", [15, 60, 300, 1_000, 20_000])
def test_looking_for_what_is_lost_costs_in_proportion(length):
    lost = ("Nothing of this was ever said by anyone at all; " * 500)[:length]

    def look(size):
        refind_passage(PAGE * size, exact=lost, prefix="no such words", suffix="nor", start=9)

    assert grows_with_its_size(look, 20)


@pytest.mark.parametrize("quote", ["a", "Tan Zuojun", PAGE[200:900]])
def test_choosing_among_many_places_costs_in_proportion(quote):
    def look(size):
        refind_passage(PAGE * size, exact=quote, prefix="Province. ", suffix=", member", start=9)

    assert grows_with_its_size(look, 20)


@pytest.mark.parametrize(("piece", "lost"), [("a", "a" * 1_400 + "b"), ("a b ", "a b " * 99 + "c")])
def test_a_text_that_repeats_itself_costs_in_proportion(piece, lost):
    def look(size):
        refind_passage(piece * size, exact=lost, prefix="no such words", suffix="nor", start=9)

    assert grows_with_its_size(look, 6_000)
