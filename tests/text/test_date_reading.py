"""Dates as people write them in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import (
    AmbiguousDate,
    InvalidDate,
    bounds,
    describe,
    read_date,
    says_more,
)
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
        ("二〇一八年九月十二日", "2018-09-12"),
        ("二零一八年十二月三十一日", "2018-12-31"),
        ("二〇一八年", "2018"),
        ("十月二十日", "XXXX-10-20"),
        ("二〇一八年九月十二至十四日", "2018-09-12/2018-09-14"),
        ("2018年9月12日上午", "2018-09-12"),
        ("On the morning of September 12, 2018", "2018-09-12"),
        ("2018-09-12 to 2018-09-14", "2018-09-12/2018-09-14"),
        ("2018-09-12 – 2018-09-14", "2018-09-12/2018-09-14"),
        ("2018-9-12 to 14", "2018-09-12/2018-09-14"),
        ("2018.09.12-14", "2018-09-12/2018-09-14"),
        ("2018年9月12日～14日", "2018-09-12/2018-09-14"),
        ("2018年9月30日至10月2日", "2018-09-30/2018-10-02"),
        ("2018年9月12日至2018年9月14日", "2018-09-12/2018-09-14"),
        ("September 12th to 14th, 2018", "2018-09-12/2018-09-14"),
        ("from September 12 to 14, 2018", "2018-09-12/2018-09-14"),
        ("September 30 to October 2, 2018", "2018-09-30/2018-10-02"),
        ("June to July", "XXXX-06/XXXX-07"),
        ("2018–2020", "2018/2020"),
        ("2013 to present", "2013/.."),
        ("2013年至今", "2013/.."),
        ("2013年以来", "2013/.."),
        ("截至2020年", "../2020"),
        ("约2018年", "2018~"),
        ("c. 2018", "2018~"),
        ("first half of 2018", "2018-40"),
        ("2018年下半年", "2018-41"),
        ("Q3 2018", "2018-35"),
        ("2018年第一季度", "2018-33"),
        ("early 2018", "2018"),
        ("at the end of 2016", "2016"),
        ("2018年初", "2018"),
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
        "from 2018",
        "2018 to 14",
        "early September 12, 2018",
        "2018-09-14 to 12",
        "December 30 to January 2, 2018",
        "since since 2013",
        "since 2013/2014",
        "2018-06-04/2018-06-03",
        "x" * 5_000,
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(typed):
    with pytest.raises(InvalidDate, match="Write a date like"):
        read_date(typed)


@pytest.mark.parametrize(
    "typed", ["early 2018", "late September 2018", "mid-2018", "2018年底", "9月中旬"]
)
def test_words_finer_than_edtf_are_told_apart(typed):
    assert says_more(typed)
    assert not any(map(says_more, ["2018", "September 2018", "first half of 2018", "", typed * 50]))


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
