"""Dates as people write them in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import AmbiguousDate, InvalidDate, bounds, describe, read_date
from tests.text.growth import grows_with_its_size


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2018-11-26", "2018-11-26"),
        ("2018/07/06 08:26:00", "2018-07-06"),
        ("2018-11-23 10:07:47", "2018-11-23"),
        ("2018-09-12T00:00:00Z", "2018-09-12"),
        ("Date:2018/07/06 08:26:00", "2018-07-06"),
        ("2018-9-1", "2018-09-01"),
        ("2018/7", "2018-07"),
        ("2018", "2018"),
        ("2018.0", "2018"),
        ("Dec 3, 2018", "2018-12-03"),
        ("Dec 3,\xa02018", "2018-12-03"),
        ("DEC . 25 2018", "2018-12-25"),
        ("On September 12th", "XXXX-09-12"),
        ("Sept 12th", "XXXX-09-12"),
        ("14th June", "XXXX-06-14"),
        ("3 June 2018", "2018-06-03"),
        ("3rd of June, 2018", "2018-06-03"),
        ("Monday, 26 November 2018", "2018-11-26"),
        ("June 2018", "2018-06"),
        ("In June", "XXXX-06"),
        ("June 3-4, 2018", "2018-06-03/2018-06-04"),
        ("3 – 4 June 2018", "2018-06-03/2018-06-04"),
        ("20/06/2023", "2023-06-20"),
        ("9/28/2010", "2010-09-28"),
        ("19.8.2019", "2019-08-19"),
        ("5/5/2018", "2018-05-05"),
        ("2018年9月12日", "2018-09-12"),
        ("20180912", "2018-09-12"),
        ("２０１８年９月１２日", "2018-09-12"),
        ("2018年9月12日 星期三", "2018-09-12"),
        ("9月12日", "XXXX-09-12"),
        ("2018年6月3日至4日", "2018-06-03/2018-06-04"),
        ("spring 2018", "2018-21"),
        ("2018年春季", "2018-21"),
        ("2010s", "201X"),
        ("since 2013", "2013/.."),
        ("until June 2018", "../2018-06"),
        ("", ""),
        (" \xa0", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, edtf):
    assert read_date(typed) == edtf


@pytest.mark.parametrize(
    "edtf",
    ["XXXX-09-12", "2018?-09-12", "201X", "2013/..", "../2018", "2018-21", "[2017,2018]", "1950S2"],
)
def test_edtf_passes_unchanged(edtf):
    assert read_date(edtf) == edtf


@pytest.mark.parametrize("typed", ["03/04/2018", "3.4.2018", "3-4-2018"])
def test_a_day_that_may_be_a_month_is_ambiguous(typed):
    with pytest.raises(AmbiguousDate, match=r"2018-04-03.*2018-03-04") as refused:
        read_date(typed)

    assert refused.value.readings == ("2018-04-03", "2018-03-04")


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "on the 21st",
        "43430",
        "12",
        "Dec 3, 18",
        "2018-02-30",
        "30 February 2018",
        "31/31/2018",
        "31/13/2018",
        "2018/21",
        "June 3, 2018, 2019",
        "June to July",
        "since since 2013",
        "since 2013/2014",
        "2018-06-04/2018-06-03",
        "x" * 5_000,
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(typed):
    with pytest.raises(InvalidDate, match="Write a date like"):
        read_date(typed)


@given(st.dates(min_value=bounds("1000")[0]), st.sampled_from(["en", "zh-hans"]))
def test_a_day_in_words_is_read_back(any_day, language):
    assert read_date(describe(any_day.isoformat(), language=language).text) == any_day.isoformat()


@given(st.text() | st.text(alphabet="0123年月日-/ .,Junesdt", max_size=20))
def test_anything_is_read_into_edtf_or_refused(typed):
    try:
        edtf = read_date(typed)
    except InvalidDate:
        return

    bounds(edtf)


@pytest.mark.parametrize("piece", ["1", " ", "2018-", "1-", "on "])
def test_refusing_long_nonsense_costs_in_proportion(piece):
    def refuse(size):
        with pytest.raises(InvalidDate):
            read_date.__wrapped__(piece * size + "x")

    refuse(15)
    assert grows_with_its_size(refuse, 20_000)
