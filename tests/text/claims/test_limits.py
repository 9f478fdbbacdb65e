"""What holds of every text: quotes are its words, nothing raises, and cost grows with length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models.agreements import AgreementKind
from archive.models.events import EventKind
from archive.text.claims import chinese, events, instruments, read_claims
from archive.text.dates import bounds
from tests.text.growth import grows_with_its_size

PIECES = [
    *[
        "On June 3rd, ",
        "on the 21st",
        "Dec 3, 2018",
        "2018-11-23 10:07",
        "September 31",
        "11月26日",
    ],
    *["Wang Zhong", "TAN Li'an", "Peter Hallam", "Mr. ", "Bayanqolu", "高文博"],
    *["Secretary", "vice mayor", "of the ", "Municipal Party Committee", "市委书记", "members of"],
    *["Dalian City", "Co., Ltd.", "University", "Zhongshan District", "'s", "People's Congress"],
    *["led a delegation to ", "visited ", "signed ", "an agreement ", "with ", "respectively"],
    *[
        "between ",
        "was held ",
        "and ",
        ", ",
        ". ",
        "\n\n",
        "\n",
        '"',
        "“",
        "”",
        "(",
        ")",
        "《",
        "》",
    ],
    *["\xa0", "\u200b", "\ufeff", "İ", "…", "·", "-"],
]
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
)
HOSTILE = [
    *["(", "and ", "A. ", "a\n", "'s ", "市长王", "与签署《"],
    *["November 26 ", "Wang Zhong, ", "Secretary of the ", "Mayor Li Ming and "],
    *["led a delegation ", "signed an agreement with ", "meeting was "],
]


def quotes(claims):
    yield from filter(None, [claims.published.quote, claims.published.as_printed])
    for kind in (claims.officials, claims.events, claims.delegations, claims.agreements):
        yield from (each.quote for each in kind)
    yield from (each.date.as_printed for each in claims.events if each.date.as_printed)


@given(TEXTS)
@settings(max_examples=300)
def test_every_quote_stands_in_the_text_and_nothing_raises(text):
    claims = read_claims(text)

    assert all(quote and quote in text for quote in quotes(claims))


@given(TEXTS)
@settings(max_examples=300)
def test_the_offsets_of_an_official_name_the_quote_and_the_name_is_in_it(text):
    for official in read_claims(text).officials:
        assert text[official.start : official.end] == official.quote
        assert official.name in " ".join(official.quote.split())


@given(TEXTS)
@settings(max_examples=300)
def test_every_day_is_one_that_the_archive_takes(text):
    claims = read_claims(text)

    for edtf in [claims.published.edtf, *(each.date.edtf for each in claims.events)]:
        bounds(edtf or "")


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_costs_in_proportion_to_its_length(piece):
    def read(size):
        read_claims((piece * (size // len(piece) + 1))[:size])

    assert grows_with_its_size(read, 5_000)


def test_a_sentence_that_never_ends_is_read():
    text = "Li Wei, mayor of Dalian and " * 4_000

    assert [each.name for each in read_claims(text).officials] == ["Li Wei"]


def test_the_kinds_of_events_and_agreements_are_those_of_the_archive():
    told = {kind for _start, kind in events.KINDS} | {kind for _pattern, kind in events.DOINGS}
    told |= {kind for _pattern, kind in chinese.DATE_KINDS} | {"pairing", "other"}
    signed = {kind for _pattern, kind in instruments.KINDS} | {"agreement"}
    signed |= {kind for _word, kind in chinese.KINDS}

    assert told <= set(EventKind.values)
    assert signed <= set(AgreementKind.values)
