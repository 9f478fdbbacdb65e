"""Quotes are found where the article has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.passages import (
    CONTEXT,
    Paragraph,
    Passage,
    PassageAmbiguous,
    PassageNotFound,
    Segment,
    context,
    find_passage,
    find_passages,
    paragraph_at,
    paragraphs,
    segments,
)
from tests.text.growth import grows_with_its_size

PAGE = (
    "Photo News\n"
    "Date:2018/07/06 08:26:00 Author: Source:\n\n\n"
    "On July 2, provincial Deputy Party Secretary and Governor Jing Junhai once again came to "
    "Nangangzi Village, Honggangzi Town, Da'an City, Baicheng City. He stressed need to implement "
    "General Secretary Xi Jinping’s important instructions.\n\n\n"
    "On January 22, Jing Junhai came to Nangangzi Village to investigate the work.\n"
)
MESSY = st.text(alphabet="ab '’\"“-—\n\xa0\u200b谭É", max_size=60)


def said(text, passage):
    return text[passage.start : passage.end]


def test_a_quote_is_found_where_it_stands():
    passage = find_passage(PAGE, "Governor Jing Junhai")

    assert said(PAGE, passage) == "Governor Jing Junhai"
    assert passage == Passage(PAGE.index("Governor"), PAGE.index(" once again"))


@pytest.mark.parametrize(
    ("text", "quote", "printed"),
    [
        ("Dec 3, 2018\xa0Liu Jianing", "2018 Liu", "2018\xa0Liu"),
        ("a post cut\nin   two", "cut in two", "cut\nin   two"),
        ("one space", "one\n\n  space", "one space"),
        ("Xi Jinping’s", "Xi Jinping's", "Xi Jinping’s"),
        ("the “Guizhou Speed”", '"Guizhou Speed"', "“Guizhou Speed”"),
        ("＂211 Project＂", "“211 Project”", "＂211 Project＂"),
        ("East–West", "East-West", "East–West"),
        ("Da\u200b'an", "Da'an", "Da\u200b'an"),
        ("Daan", "\ufeffDa\u00adan", "Daan"),
    ],
)
def test_spacing_and_the_shape_of_marks_do_not_matter(text, quote, printed):
    assert said(text, find_passage(text, quote)) == printed


def test_case_matters():
    with pytest.raises(PassageNotFound):
        find_passage(PAGE, "governor jing junhai")


@pytest.mark.parametrize("quote", ["", "  \n\xa0", "\u200b"])
def test_a_blank_quote_is_not_found(quote):
    assert find_passages(PAGE, quote) == []
    with pytest.raises(PassageNotFound, match="empty"):
        find_passage(PAGE, quote)


def test_a_quote_that_is_not_there_is_named_in_the_message():
    with pytest.raises(PassageNotFound, match="does not say “signed an agreement”"):
        find_passage(PAGE, "signed  an agreement")


def test_a_long_quote_is_shortened_in_the_message():
    with pytest.raises(PassageNotFound) as refused:
        find_passage(PAGE, "never said " * 40)

    assert len(str(refused.value)) < 100


def test_a_quote_that_stands_twice_lists_its_places():
    with pytest.raises(PassageAmbiguous, match="2 times") as refused:
        find_passage(PAGE, "Jing Junhai")

    assert [said(PAGE, p) for p in refused.value.passages] == ["Jing Junhai"] * 2


@pytest.mark.parametrize(
    "hint", [{"prefix": "January 22,"}, {"prefix": "22,  "}, {"suffix": " came to Nangangzi"}]
)
def test_prefix_or_suffix_choose_among_several(hint):
    passage = find_passage(PAGE, "Jing Junhai", **hint)

    assert passage.start == PAGE.rindex("Jing Junhai")


def test_prefix_and_suffix_may_be_written_with_other_marks():
    text = "the “plan” was kept; the ‘plan’ was lost"

    assert find_passage(text, "plan", prefix="'", suffix="' was").start == text.rindex("plan")


def test_a_prefix_that_fits_no_place_leaves_the_quote_ambiguous():
    with pytest.raises(PassageAmbiguous):
        find_passage(PAGE, "Jing Junhai", prefix="Premier")


def test_a_quote_that_stands_once_needs_no_prefix():
    assert find_passage(PAGE, "Photo News", prefix="whatever").start == 0


def test_overlapping_occurrences_are_all_found():
    assert find_passages("aaa", "aa") == [Passage(0, 2), Passage(1, 3)]


@given(text=MESSY, data=st.data())
def test_every_slice_is_found_or_is_among_the_places_named(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    while quote != (bare := quote.strip().strip("\u200b")):
        quote = bare
    begin = text.find(quote, start)
    prefix, suffix = context(text, begin, begin + len(quote))
    if not quote.replace("\u200b", "").strip():
        return

    try:
        found = [find_passage(text, quote, prefix=prefix, suffix=suffix)]
    except PassageAmbiguous as ambiguous:
        found = ambiguous.passages

    assert Passage(begin, begin + len(quote)) in found


@given(st.integers(0, len(PAGE) - 60), st.integers(5, 50))
def test_every_slice_of_a_release_is_found_by_its_context(start, length):
    quote = PAGE[start : start + length].strip()
    begin = PAGE.index(quote, start)
    prefix, suffix = context(PAGE, begin, begin + len(quote))

    assert find_passage(PAGE, quote, prefix=prefix, suffix=suffix).start == begin


def test_context_is_what_stands_around():
    start = PAGE.index("Governor")
    prefix, suffix = context(PAGE, start, start + len("Governor"))

    assert (len(prefix), len(suffix)) == (CONTEXT, CONTEXT)
    assert PAGE[start - CONTEXT :].startswith(f"{prefix}Governor{suffix}")
    assert context(PAGE, 0, len(PAGE)) == ("", "")


def test_paragraphs_are_the_lines_that_are_not_blank():
    found = paragraphs("One.\r\n\r\n  Two. \n\xa0\nThree.")

    assert found == [Paragraph(1, 0, 4), Paragraph(2, 10, 14), Paragraph(3, 18, 24)]


def test_a_place_is_in_a_paragraph_or_between_two():
    text = "One.\n\n  Two two.\nThree."
    assert [paragraph_at(text, text.index(words)) for words in ("One", "Two", "Three")] == [1, 2, 3]
    assert paragraph_at(text, text.index("  Two")) is None
    assert paragraph_at(text, len(text)) is None
    assert paragraph_at(text, text.index("Three"), text.index("  Two")) == 2
    assert paragraph_at(text, 0, text.index("  Two")) is None


def test_paragraphs_of_a_part_keep_the_offsets_of_the_whole():
    start = PAGE.index("On July")

    found = paragraphs(PAGE, start)

    assert [line.number for line in found] == [1, 2]
    assert [PAGE[line.start : line.start + 6] for line in found] == ["On Jul", "On Jan"]


def test_segments_are_cut_at_every_edge():
    spans = [(2, 6, "a"), (4, 8, "b"), (4, 6, "c")]

    assert segments(0, 10, spans) == [
        Segment(0, 2, ()),
        Segment(2, 4, ("a",)),
        Segment(4, 6, ("a", "b", "c")),
        Segment(6, 8, ("b",)),
        Segment(8, 10, ()),
    ]


def test_segments_keep_only_what_lies_inside():
    assert segments(3, 5, [(0, 4, "a"), (4, 9, "b"), (9, 12, "c"), (4, 4, "d")]) == [
        Segment(3, 4, ("a",)),
        Segment(4, 5, ("b",)),
    ]


def test_nothing_has_no_segments():
    assert segments(3, 3, [(0, 9, "a")]) == []


@given(st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30)), max_size=12))
def test_segments_cover_the_stretch_and_name_exactly_what_covers_them(spans):
    keyed = [(start, end, number) for number, (start, end) in enumerate(spans)]

    cut = segments(0, 25, keyed)

    assert [s.start for s in cut] == [0, *(s.end for s in cut[:-1])]
    assert cut[-1].end == 25
    for segment in cut:
        covering = tuple(n for a, b, n in keyed if a <= segment.start and segment.end <= b)
        assert segment.keys == covering


@pytest.mark.parametrize("piece", ["a", "a ", "’\n"])
def test_searching_a_long_text_costs_in_proportion(piece):
    def search(size):
        text = piece * size
        find_passages(text, text[:1])
        find_passages(text, text[: len(text) // 2])

    assert grows_with_its_size(search, 10_000)
