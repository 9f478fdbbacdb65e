"""Dated claims: their days, and how they read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.dates import (
    DateWords,
    InvalidDate,
    bounds,
    describe,
    is_year_unknown,
    known_year,
    year_is_qualified,
)


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("", "", ""),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-06", "2018-06-01", "2018-06-30"),
        ("2018-11-26", "2018-11-26", "2018-11-26"),
        ("2018?-09-12", "2018-09-12", "2018-09-12"),
        ("?2018-09-12", "2018-09-12", "2018-09-12"),
        ("2018-09-12?", "2018-09-12", "2018-09-12"),
        ("2018-09~-12", "2018-09-12", "2018-09-12"),
        ("2018-%09-12", "2018-09-12", "2018-09-12"),
        ("XXXX-09-12", "", ""),
        ("XXXX-02-29", "", ""),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2018-XX", "2018-01-01", "2018-12-31"),
        ("2018-1X", "2018-10-01", "2018-12-31"),
        ("2018-09-1X", "2018-09-10", "2018-09-19"),
        ("2018-XX-31", "2018-01-31", "2018-12-31"),
        ("201X-02-29", "2012-02-29", "2016-02-29"),
        ("2018-06-03/2018-06-04", "2018-06-03", "2018-06-04"),
        ("2018-06~/2018-08?", "2018-06-01", "2018-08-31"),
        ("2013/..", "2013-01-01", ""),
        ("2013/", "2013-01-01", ""),
        ("../2018", "", "2018-12-31"),
        ("/2018-06", "", "2018-06-30"),
        ("XXXX-06-03/XXXX-06-04", "", ""),
        ("2018-21", "2018-03-01", "2018-05-31"),
        ("2018-22", "2018-06-01", "2018-08-31"),
        ("2018-23", "2018-09-01", "2018-11-30"),
        ("2018-24", "2018-12-01", "2019-02-28"),
        ("2018-34", "2018-04-01", "2018-06-30"),
        ("2018-41", "2018-07-01", "2018-12-31"),
        ("[2016,2018-06]", "2016-01-01", "2018-06-30"),
        ("{2016..2018}", "2016-01-01", "2018-12-31"),
        ("[..2018]", "", "2018-12-31"),
        ("2018-09-12T10:07:47", "2018-09-12", "2018-09-12"),
    ],
)
def test_a_date_has_an_earliest_and_a_latest_day(edtf, earliest, latest):
    assert bounds(edtf) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "why"),
    [
        ("2018-02-30", "that month has no day 30"),
        ("XXXX-02-30", "that month has no day 30"),
        ("2018-13", "there is no month 13"),
        ("2018-00", "there is no month 00"),
        ("2018-21-03", "a season has no days"),
        ("0000", "there is no such year"),
        ("2018-06-04/2018-06-03", "it ends before it begins"),
        ("../..", "on at least one side"),
        ("/", "on at least one side"),
        ("[2018,]", "a member of the set is missing"),
        ("Y17E7", "years 1 to 9999"),
        ("-0043", "years 1 to 9999"),
        ("2018-9-12", "not a form of EDTF"),
        ("2018/2019/2020", "an interval has two sides"),
        ("last Tuesday", "not a form of EDTF"),
        ("２０１８", "not a form of EDTF"),
        ("2" * 200, "too long"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason_and_an_example(edtf, why):
    with pytest.raises(InvalidDate, match="Write a date like 2018-11-26") as refused:
        bounds(edtf)

    assert why in str(refused.value)


@given(st.dates())
def test_a_plain_day_is_its_own_bounds(any_day):
    assert bounds(any_day.isoformat()) == (any_day, any_day)


@given(st.text(alphabet="0128X-/?~%.[]{},TYS", max_size=14))
def test_bounds_are_in_order_or_the_date_is_refused(edtf):
    try:
        earliest, latest = bounds(edtf)
    except InvalidDate:
        return

    assert not (earliest and latest) or earliest <= latest


def test_an_unknown_year_is_told_from_no_date_at_all():
    assert is_year_unknown("XXXX-09-12")
    assert is_year_unknown("XXXX-06-03/XXXX-06-04")
    assert not any(map(is_year_unknown, ["", "2018", "201X", "2018-XX"]))


def test_a_qualified_year_is_told_from_a_qualified_day():
    assert all(map(year_is_qualified, ["2018?-09-12", "?2018-09-12", "2018-09~-12", "2018%"]))
    assert not any(map(year_is_qualified, ["2018-?09-12", "2018-09-12", "", "XXXX-09"]))


@pytest.mark.parametrize(
    ("edtf", "year"),
    [
        ("2018?-09-12", 2018),
        ("2018-06/2018-08", 2018),
        ("2018-24", 2018),
        ("2018/2019", None),
        ("2013/..", None),
        ("XXXX-09-12", None),
        ("201X", None),
        ("", None),
    ],
)
def test_the_year_is_known_only_if_it_is_one(edtf, year):
    assert known_year(edtf) == year


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-11-26", ("26 November 2018", "", "")),
        ("2018-06", ("June 2018", "", "")),
        ("2018", ("2018", "", "")),
        ("2018?-09-12", ("12 September", "inferred", "year inferred: 2018")),
        ("2018~-09-12", ("12 September", "inferred", "year inferred: about 2018")),
        ("XXXX-09-17", ("17 September", "not-stated", "year not stated")),
        ("XXXX-XX-17", ("day 17", "not-stated", "year and month not stated")),
        ("XXXX", ("", "not-stated", "date not stated")),
        ("", ("", "not-stated", "date not stated")),
        ("2018-XX", ("2018", "not-stated", "month not stated")),
        ("2018-09-XX", ("September 2018", "not-stated", "day not stated")),
        ("XXXX-?09-17", ("17 September", "inferred", "month inferred; year not stated")),
        ("2018-09-12?", ("12 September 2018", "inferred", "date inferred")),
        ("2018-09-12~", ("about 12 September 2018", "", "")),
        ("2018-09?-12", ("12 September 2018", "inferred", "year and month inferred")),
        ("2018-09-?12", ("12 September 2018", "inferred", "day inferred")),
        ("2018?", ("2018", "inferred", "year inferred")),
        ("201X", ("2010s", "", "")),
        ("20XX", ("2000–2099", "", "")),
        ("2018-06-03/2018-06-04", ("3–4 June 2018", "", "")),
        ("2018-06-28/2018-07-02", ("28 June – 2 July 2018", "", "")),
        ("2018-12-30/2019-01-02", ("30 December 2018 – 2 January 2019", "", "")),
        ("2018-06/2018-08", ("June–August 2018", "", "")),
        ("2018-09-12/2018", ("12 September 2018 – 2018", "", "")),
        ("2016/2018", ("2016–2018", "", "")),
        ("XXXX-06-03/XXXX-06-04", ("3–4 June", "not-stated", "year not stated")),
        ("2018?-06-03/2018?-06-04", ("3–4 June", "inferred", "year inferred: 2018")),
        ("2013/..", ("since 2013", "", "")),
        ("2013/", ("since 2013", "not-stated", "end not stated")),
        ("../2018", ("until 2018", "", "")),
        ("2018-21", ("spring 2018", "", "")),
        ("2018-33", ("first quarter of 2018", "", "")),
        ("[2017,2018]", ("2017 or 2018", "", "")),
        ("{2017,2018}", ("2017 and 2018", "", "")),
        ("2018-09-12T10:07:47", ("12 September 2018", "", "")),
        ("no date", ("no date", "", "")),
    ],
)
def test_a_date_reads_like_english(edtf, words):
    assert describe(edtf) == DateWords(*words)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-11-26", ("2018年11月26日", "", "")),
        ("2018-06", ("2018年6月", "", "")),
        ("2018?-09-12", ("9月12日", "inferred", "年份为推断：2018")),
        ("XXXX-09-17", ("9月17日", "not-stated", "年份未注明")),
        ("", ("", "not-stated", "日期未注明")),
        ("2018-09-12?", ("2018年9月12日", "inferred", "日期为推断")),
        ("2018-09-12~", ("约2018年9月12日", "", "")),
        ("2018-06-03/2018-06-04", ("2018年6月3日至4日", "", "")),
        ("2018-06-28/2018-07-02", ("2018年6月28日至7月2日", "", "")),
        ("2018-06/2018-08", ("2018年6月至8月", "", "")),
        ("2016/2018", ("2016年至2018年", "", "")),
        ("2018-09-12/2018", ("2018年9月12日至2018年", "", "")),
        ("2013/..", ("2013年以来", "", "")),
        ("../2018", ("截至2018年", "", "")),
        ("2018-21", ("2018年春季", "", "")),
        ("201X", ("2010年代", "", "")),
        ("[2017,2018]", ("2017年或2018年", "", "")),
    ],
)
def test_a_date_reads_like_chinese(edtf, words):
    assert describe(edtf, language="zh-hans") == DateWords(*words)


@pytest.mark.parametrize(
    ("basis", "doubt", "doubt_text"),
    [
        ("date-line", "", "year from the date line"),
        ("date_line", "", "year from the date line"),
        ("another article", "", "year from another article"),
        ("inferred", "inferred", "inferred"),
        ("text", "", ""),
        ("stated", "", ""),
        ("unknown", "", ""),
        ("", "", ""),
    ],
)
def test_the_basis_says_what_supplied_a_plain_date(basis, doubt, doubt_text):
    assert describe("2018-11-26", basis=basis)[1:] == (doubt, doubt_text)


def test_what_a_date_says_of_itself_comes_before_its_basis():
    assert describe("2018?-09-12", basis="date-line").doubt_text == "year inferred: 2018"


@given(st.text(alphabet="012X-/?~%.[]{},", max_size=14), st.sampled_from(["en", "zh-hans"]))
def test_every_string_is_described(edtf, language):
    assert describe(edtf, language=language).doubt in ("", "inferred", "not-stated")
