"""Events along a line of time."""

from itertools import pairwise

from archive.models import Event
from archive.views.plots import APART, plot
from tests import make


def drawn(*events):
    """The plot of events given as (date, number of agreements), or as a date alone."""
    for given in events:
        day, agreements = given if isinstance(given, tuple) else (given, 0)
        event = make.event(date=day)
        for _ in range(agreements):
            make.agreement(event=event)
    rows = list(Event.objects.latest_first())
    for event in rows:
        event.agreement_count = event.agreements.count()
    return plot(rows)


def test_nothing_is_drawn_without_a_year():
    assert drawn("", "XXXX-09-17") is None


def test_a_year_is_drawn_whole_with_its_quarters():
    made = drawn("2018-07-02")

    assert [words for _, words in made.labels] == ["2018", "April", "July", "October"]
    assert len(made.grid) == 13
    assert 49 < made.marks[0].x < 51
    assert made.marks[0].label == "2 Jul"


def test_days_stand_in_their_order_within_the_drawing():
    made = drawn("2018-11-26", "2018-01-01", "2018-12-31")
    places = [mark.x for mark in made.marks]

    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)


def test_two_years_show_halves_and_many_years_a_few_years():
    assert [w for _, w in drawn("2018-07-02", "2017-01-01").labels] == [
        "2017",
        "July",
        "2018",
        "July",
    ]
    labels = drawn("1950").labels
    assert 2 <= len(labels) <= 6
    assert labels[0][1] == "1950"


def test_events_of_one_day_share_a_dot_as_sure_as_the_surest():
    made = drawn("2018-07-02", "2018?-07-02", ("2018?-09-12", 2))

    assert [(mark.label, mark.sureness) for mark in made.marks] == [
        ("2 Jul (2)", ""),
        ("12 Sep", "guess"),
    ]


def test_a_month_is_a_bar_from_its_first_to_its_last_day():
    mark = drawn("2018-06").marks[0]

    assert mark.label == "June"
    assert mark.to > mark.x


def test_a_tie_without_an_end_stands_where_it_began():
    mark = drawn("2013/..").marks[0]

    assert mark.x == mark.to


def test_what_has_no_year_stands_beside_the_axis():
    made = drawn("2018-07-02", "XXXX-09-17")

    assert [mark.label for mark in made.undated] == ["17 September"]
    assert made.undated[0].x > made.right
    assert made.sureness == {"", "unknown"}


def test_agreements_are_ticks_as_far_as_they_fit():
    made = drawn(("2018-09-12", 2), ("2018-11-26", 15))
    few, many = made.marks

    assert (few.agreements, len(few.ticks)) == (2, 2)
    assert (many.agreements, len(many.ticks)) == (15, 13)
    assert min(many.ticks) > 0
    assert made.has_agreements


def test_labels_never_run_into_each_other():
    made = drawn(*(f"2018-11-{day:02}" for day in range(1, 11)), "2018-01-01")

    for level in ("above", "below"):
        places = [mark.x for mark in made.marks if mark.level == level]
        assert places
        assert all(right - left >= APART for left, right in pairwise(places))
    assert any(not mark.level for mark in made.marks)
