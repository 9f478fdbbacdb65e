"""Withheld words stay withheld, whole and in part."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.redacting import MARK, hidden_spans, redact, redact_slice

TEXT = (
    "He once again came to the home of poor family Wang Huanpeng. WANG  HUANPENG told the governor "
    "that Wang\xa0Huanpeng’s mushrooms grew."
)
LETTERS = st.text(alphabet="abAB é'’ -\n谭ßİ", max_size=40)


def test_every_occurrence_is_covered_whatever_its_case_and_spacing():
    covered = redact(TEXT, ["Wang Huanpeng"])

    assert covered == (
        f"He once again came to the home of poor family {MARK}. {MARK} told the governor "
        f"that {MARK}’s mushrooms grew."
    )


def test_marks_and_diacritics_do_not_betray_a_name():
    assert redact("Nguyễn, Nguye\u0302\u0303n and NGUYEN", ["nguyễn"], "x") == "x, x and x"
    assert redact("Cheng’en and Cheng'en", ["cheng‘en"], "x") == "x and x"


def test_overlapping_phrases_are_covered_as_one():
    assert redact("poor family Wang Huanpeng", ["family Wang", "Wang Huanpeng"], "x") == "poor x"


def test_blank_words_hide_nothing():
    assert redact(TEXT, ["", "  ", "\u200b"]) == TEXT


def test_a_quote_that_begins_or_ends_inside_a_hidden_phrase_leaks_no_part_of_it():
    start = TEXT.index("Huanpeng. ")
    end = TEXT.index("HUANPENG") + 3

    assert redact_slice(TEXT, start, end, ["Wang Huanpeng"]) == f"{MARK}. {MARK}"


def test_a_quote_inside_a_hidden_phrase_is_all_mark():
    start = TEXT.index("uan")

    assert redact_slice(TEXT, start, start + 3, ["Wang Huanpeng"]) == MARK


def test_a_hidden_phrase_beside_the_slice_does_not_touch_it():
    start = TEXT.index("poor family Wang")

    assert (
        redact_slice(TEXT, start, start + len("poor family "), ["Wang Huanpeng"]) == "poor family "
    )


def test_hidden_spans_are_in_order_and_apart():
    spans = hidden_spans(TEXT, ["Huanpeng", "Wang Huanpeng", "governor"])

    assert [TEXT[a:b] for a, b in spans] == [
        "Wang Huanpeng",
        "WANG  HUANPENG",
        "governor",
        "Wang\xa0Huanpeng",
    ]


@given(text=LETTERS, words=st.lists(LETTERS, max_size=4))
def test_nothing_withheld_is_left(text, words):
    covered = redact(text, words, "█")

    assert hidden_spans(covered, words) == []


@given(text=LETTERS, data=st.data())
def test_what_stands_in_the_text_is_always_covered(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    withheld = text[start:end]

    covered = redact(text, [withheld], "█")

    assert not withheld.strip() or withheld not in covered


@given(text=LETTERS, word=LETTERS, data=st.data())
def test_a_slice_shows_no_more_than_the_whole(text, word, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    shown = [piece for piece in redact_slice(text, start, end, [word], "█").split("█") if piece]

    assert all(piece in redact(text, [word], "█") for piece in shown)
