"""Single rules, each by the words that made it necessary."""

import pytest

from archive.text.claims import read_claims

PAGE = "Two Cities Meet\n\n2019-01-03 09:00\n\n"


def days(sentence, page=PAGE):
    """The days of the events of one sentence below a date line of 3 January 2019, a Thursday."""
    return [each.date.edtf for each in read_claims(page + sentence).events]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("On January 2", "2019-01-02"),
        ("On 2nd January", "2019-01-02"),
        ("On the 2nd", "2019-01-02"),
        ("On 29th", "2018-12-29"),  # a page of the month after
        ("On December 28", "2018-12-28"),  # of the year after
        ("On January 5", "2019?-01-05"),  # after the day of the page: doubtful
        ("On December 28, 2016", "2016-12-28"),
        ("From December 30 to January 2", "2018-12-30/2019-01-02"),
        ("On December 28-29", "2018-12-28/2018-12-29"),
        ("In December", "2018-12"),
        ("Yesterday", "2019-01-02"),
        ("On Tuesday", "2019-01-01"),
        ("Recently", None),
    ],
)
def test_a_day_is_told_by_the_words_and_the_date_line(words, edtf):
    assert days(f"{words}, a joint meeting of both cities was held in the town of Qinghe.") == [
        edtf
    ]


def test_without_a_date_line_no_year_is_invented():
    sentence = "On June 3, a joint meeting was held, and on the 5th a forum was held in Qinghe."

    assert days(sentence, page="") == ["XXXX-06-03", "XXXX-XX-05"]


def test_a_day_that_no_month_has_is_not_told():
    assert days("On February 30, a joint meeting of both cities was held in Qinghe.") == [None]


def test_a_line_of_the_page_with_the_day_of_the_visit_is_no_date_line():
    text = "Today is 5 May 2021\nTwo Cities Meet\nRelease time: 2019-01-03\n\nThe mayors met."

    assert read_claims(text).published.edtf == "2019-01-03"


def test_a_numeric_date_with_two_readings_is_not_guessed():
    published = read_claims("Two Cities Meet Again\nDate: 03/04/2019\n\nThe mayors met.").published

    assert (published.as_printed, published.edtf) == ("03/04/2019", None)


def test_what_is_called_after_a_person_is_nobody():
    text = "Chairman Mao Zedong Memorial Hall and Li Ning Company attended the Wang Wei Forum."

    assert read_claims(text).officials == []


def test_a_surname_with_a_title_is_not_another_person():
    text = "Mayor Zhu Li'an met with Governor Kenji Morita. Mayor Zhu thanked Governor Morita."

    assert [each.name for each in read_claims(text).officials] == ["Zhu Li'an", "Kenji Morita"]


def test_a_party_secretary_and_mayor_is_so_of_one_place_but_a_rank_may_be_of_another():
    text = (
        "Gao Lin, secretary of the CPC Qinghe Municipal Committee and mayor, met with Tang Hai,"
        " member of the Standing Committee of the Shandong Provincial Party Committee and mayor."
    )

    mayors = [official.posts[-1] for official in read_claims(text).officials]

    assert [(post.title, post.place) for post in mayors] == [("mayor", "Qinghe"), ("mayor", None)]


def test_several_with_one_make_one_agreement_unless_the_words_say_each():
    one = "Alpha Group, Beta Group and Gamma Group signed a framework agreement with Qinghe City."
    each = one.replace("signed a framework agreement", "respectively signed agreements")

    assert [a.parties for a in read_claims(one).agreements] == [
        ["Alpha Group", "Beta Group", "Gamma Group", "Qinghe City"]
    ]
    assert [a.parties for a in read_claims(each).agreements] == [
        ["Alpha Group", "Qinghe City"],
        ["Beta Group", "Qinghe City"],
        ["Gamma Group", "Qinghe City"],
    ]


def test_an_event_told_twice_is_one_by_its_day():
    text = PAGE + (
        "A symposium of both cities was held in Qinghe.\n\n"
        "On January 2, the symposium was held in Qinghe, and both mayors attended the symposium."
    )

    assert [(each.kind, each.date.edtf) for each in read_claims(text).events] == [
        ("symposium", "2019-01-02")
    ]
