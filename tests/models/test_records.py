"""What single records hold to be true."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from archive.models import Agreement, Article, Citation, Event, Official, Place, Post
from tests import make


def errors_of(record):
    with pytest.raises(ValidationError) as told:
        record.full_clean(exclude=["slug"])
    return told.value.message_dict


def test_nothing_is_required_that_a_source_may_lack():
    make.saved(Agreement())
    make.saved(Event(label="A meeting"))
    make.saved(Official(name="Wu Qiang"))
    make.saved(Article(title="A page", text="Its words."))


def test_a_date_is_read_into_its_earliest_and_latest_day():
    event = make.event(date="2018-06", date_as_printed="In June", date_basis="date-line")
    assert (event.date_earliest, event.date_latest) == (date(2018, 6, 1), date(2018, 6, 30))
    assert event.sorts_on == date(2018, 6, 1)


def test_a_date_without_a_year_has_no_day_and_is_never_this_year():
    event = make.event(date="XXXX-09-12", date_as_printed="On September 12th")
    assert (event.date_earliest, event.date_latest) == (None, None)
    assert event.sorts_on == date(1, 1, 1)


def test_an_open_tie_is_sorted_by_its_first_day():
    event = make.event(kind="pairing", date="2013/..")
    assert (event.date_earliest, event.date_latest) == (date(2013, 1, 1), None)


def test_a_date_that_is_no_edtf_is_refused_on_its_field():
    assert "date" in errors_of(Event(label="X", date="12 September"))
    assert "published" in errors_of(Article(title="X", text="X", published="yesterday"))
    post = Post(official=make.official(), article=make.article(), title="X", since="once")
    assert "since" in errors_of(post)


def test_undated_events_are_listed_last():
    undated = make.event(date="XXXX-09-12")
    old = make.event(date="1996")
    new = make.event(date="2018?-09-12")
    assert list(Event.objects.latest_first()) == [new, old, undated]


def test_an_agreement_without_a_date_takes_the_days_of_its_event():
    event = make.event(date="2018?-09-12")
    agreement = make.agreement(event=event)
    assert agreement.sorts_on == date(2018, 9, 12)
    assert agreement.dated == event
    assert make.agreement(event=event, date="2017").dated.date == "2017"


def test_an_agreement_without_a_title_is_called_by_its_kind_and_subject():
    named = Agreement(kind_as_printed="project agreement", subject="to build a park")
    assert str(named) == "Project agreement to build a park"
    assert str(Agreement(kind_as_printed="agreements", set="three")) == "Agreement"


def test_an_agreement_called_by_a_subject_printed_in_english_is_called_so_in_chinese_too():
    with override("zh-hans"):
        of_set = Agreement(kind_as_printed="agreements", set="three", subject="to build a park")
        assert str(of_set) == "Agreement to build a park"
        assert str(Agreement(subject="共建园区")) == "协议 共建园区"
        assert str(Agreement()) == "协议"


def test_a_place_does_not_lie_in_itself():
    city = make.place()
    district = make.place(parent=city)
    city.parent = district
    assert "parent" in errors_of(city)


def test_an_article_speaks_only_of_addresses_on_the_web():
    assert "url" in errors_of(Article(title="X", text="X", url="javascript:alert(1)"))
    assert "url" in errors_of(Article(title="X", text="X", url="ftp://example.org/x"))


def test_an_article_keeps_one_kind_of_line_ending_and_the_digest_of_its_text():
    article = make.article(text="One\r\nTwo\rThree")
    assert article.text == "One\nTwo\nThree"
    assert article.sha256 == sha256(b"One\nTwo\nThree").hexdigest()


def test_a_body_does_not_end_after_the_text():
    assert "body_end" in errors_of(Article(title="X", text="short", body_start=0, body_end=99))


def test_inferred_names_fields_of_the_record():
    assert "inferred" in errors_of(Event(label="X", inferred=["weather"]))
    make.event(inferred=["place", "date"])


def test_a_list_of_terms_takes_only_known_ones_and_finds_whole_ones():
    assert "kinds" in errors_of(Agreement(kinds=["pact"]))
    strategic = make.agreement(kinds=["strategic", "framework"])
    make.agreement(kinds=["agreement"])
    assert list(Agreement.objects.filter(kinds__has="framework")) == [strategic]
    assert not Agreement.objects.filter(kinds__has="frame").exists()
    assert not Agreement.objects.filter(kinds__has="%").exists()


def test_a_citation_takes_the_articles_own_words_whatever_the_shape_of_marks_and_spaces():
    article = make.article(text="He said “the Da’an  City” is near.")
    citation = make.citation(article=article, exact='"the Da\'an City"', place=make.place())
    assert citation.exact == "“the Da’an  City”"
    assert article.text[citation.start : citation.end] == citation.exact


def test_a_quote_that_is_not_there_is_refused_on_its_field():
    citation = Citation(article=make.article(), exact="On Mars", event=make.event())
    assert "exact" in errors_of(citation)


def test_a_quote_that_is_there_twice_needs_the_words_around_it():
    article = make.article(text="The mayor met. The mayor left.")
    citation = Citation(article=article, exact="The mayor", event=make.event())
    assert "2 times" in errors_of(citation)["exact"][0]
    citation.suffix = " left"
    citation.full_clean(exclude=["slug"])
    assert citation.start == 15


def test_a_chinese_name_makes_a_readable_address():
    assert make.official(name="谭作钧").slug == "谭作钧"
    assert make.place(name="Da’an City").slug == "daan-city"


def test_two_of_one_name_get_two_addresses():
    assert [make.official(name="Wang Wei").slug for _ in range(3)] == [
        "wang-wei",
        "wang-wei-2",
        "wang-wei-3",
    ]


def test_places_count_their_ancestors_nearest_first():
    province = make.place(name="Jilin")
    city = make.place(name="Baicheng", parent=province)
    assert make.place(parent=city).ancestors() == [city, province]
    assert Place.objects.by_name().first() == city
