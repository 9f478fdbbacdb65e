"""Importing quotes: found in their article or refused, and left alone when unchanged."""

import pytest

from archive.models import Article, Citation, Event, Post
from tests import make
from tests.resources.workbooks import exported, histories, load, outcome, where

TEXT = (
    "Tan Zuojun,  mayor of\nDalian, met Li Wei. The “Kiwifruit Agreement” was signed. Li Wei spoke."
)
ARTICLE = {"slug": "one", "title": "A meeting", "text": TEXT}


def load_event(**fields):
    return load({"articles": [ARTICLE], "events": [{"slug": "e", "label": "Meeting"} | fields]})


@pytest.mark.parametrize("quote", ["Tan Zuojun, mayor of Dalian", 'The "Kiwifruit  Agreement" was'])
def test_a_quote_is_found_whatever_its_spacing_and_marks_and_the_articles_words_are_kept(quote):
    assert load_event(article="one", quote=quote).applied

    citation = Citation.objects.get()
    assert citation.exact == TEXT[citation.start : citation.end]
    assert citation.event.slug == "e"
    assert outcome(load_event(article="one", quote=quote))["events", "unchanged"] == 1


def test_a_quote_that_is_not_there_is_an_error():
    result = load_event(article="one", quote="Tan Zuojun, mayor of Panzhou")

    assert where(result) == [("events", 1, "quote", "quote-not-found")]
    assert "Panzhou" in result.errors[0].message


def test_a_quote_that_is_there_twice_needs_the_words_around_it():
    refused = load_event(article="one", quote="Li Wei")
    load_event()
    citation = {"kind_of_record": "event", "record": "e", "article": "one", "quote": "Li Wei"}
    told = load({"citations": [citation | {"suffix": " spoke"}]})

    assert where(refused) == [("events", 1, "quote", "quote-ambiguous")]
    assert told.applied
    assert Citation.objects.get().start == TEXT.rindex("Li Wei")
    assert outcome(load({"citations": [citation | {"suffix": " spoke"}]})) == {
        ("citations", "unchanged"): 1
    }


def test_an_article_without_words_and_words_without_article_are_errors():
    assert where(load_event(article="one")) == [("events", 1, "quote", "missing")]
    assert where(load_event(quote="Li Wei spoke")) == [("events", 1, "article", "missing")]


def test_a_changed_quote_moves_the_first_citation_and_clear_takes_it_away():
    load_event(article="one", quote="Li Wei spoke")
    moved = load({"events": [{"slug": "e", "quote": "met Li Wei"}]})

    assert outcome(moved) == {("events", "updated"): 1}
    assert Citation.objects.get().exact == "met Li Wei"
    assert Citation.objects.get().version == 2

    load({"events": [{"slug": "e", "quote": "CLEAR"}]})
    assert not Citation.objects.exists()


def test_further_citations_stay_and_are_exported_on_their_own_sheet_only():
    load_event(article="one", quote="Li Wei spoke")
    load(
        {
            "citations": [
                {"kind_of_record": "event", "record": "e", "article": "one", "quote": "met Li Wei"}
            ]
        }
    )

    sheets = exported()

    assert [row["quote"] for row in sheets["events"]] == ["Li Wei spoke"]
    assert [row["quote"] for row in sheets["citations"]] == ["met Li Wei"]
    before = histories()
    assert {name for _sheet, name in outcome(load(sheets))} == {"unchanged"}
    assert histories() == before


def test_a_quote_that_stands_twice_is_exported_with_the_words_around_it():
    load_event()
    make.citation(
        event=Event.objects.get(),
        article=Article.objects.get(),
        exact="Li Wei",
        suffix=" spoke",
    )

    sheets = exported()

    assert sheets["events"][0]["quote"] is None
    assert sheets["citations"][0]["suffix"].startswith(" spoke")


def test_a_posts_article_is_its_statements_article_and_needs_no_quote():
    load(
        {
            "articles": [ARTICLE],
            "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
            "posts": [{"official": "tan", "title": "mayor", "article": "one"}],
        }
    )

    assert Post.objects.get().article.slug == "one"
    assert not Citation.objects.exists()


def test_a_lost_quote_stays_as_it_is_on_an_unchanged_row():
    load_event(article="one", quote="met Li Wei")
    article = Article.objects.get()
    article.text = "Another page altogether."
    make.saved(article)
    assert Citation.objects.get().lost

    rows = exported()
    assert rows["events"][0]["quote"] == "met Li Wei"
    again = load({"events": rows["events"]})
    assert outcome(again) == {("events", "unchanged"): 1}
    assert Citation.objects.get().lost


def test_a_corrected_article_and_its_old_quotes_load_together():
    load_event(article="one", quote="met Li Wei")
    sheets = exported()
    sheets["articles"][0]["text"] = TEXT.replace("met Li Wei", "met  Li  Wei")
    sheets["citations"] = []

    result = load(sheets)

    assert result.applied, list(result.open_points())
    assert outcome(result)["articles", "updated"] == 1
    assert outcome(result)["events", "unchanged"] == 1
    assert Citation.objects.get().exact == "met  Li  Wei"


def test_a_corrected_article_and_its_old_reworded_quotes_load_together():
    load_event(article="one", quote="Tan Zuojun, mayor of Dalian, met Li Wei")
    load(
        {
            "citations": [
                {
                    "kind_of_record": "event",
                    "record": "e",
                    "article": "one",
                    "quote": "The “Kiwifruit Agreement” was signed",
                }
            ]
        }
    )
    sheets = exported()
    sheets["articles"][0]["text"] = TEXT.replace("met", "meets").replace("was", "is")

    result = load(sheets)

    assert result.applied, list(result.open_points())
    assert sorted(Citation.objects.values_list("lost", flat=True)) == [False, False]
    assert outcome(result)["events", "unchanged"] == 1
    assert outcome(result)["citations", "unchanged"] == 1


def test_a_row_exported_before_the_site_changed_its_quote_is_a_conflict():
    load_event(article="one", quote="met Li Wei")
    sheets = exported()
    citation = Citation.objects.get()
    citation.exact, citation.prefix, citation.suffix = "Li Wei spoke", "", ""
    make.saved(citation)

    result = load({"events": sheets["events"]})

    assert [(each.column, each.yours, each.theirs) for each in result.conflicts] == [
        ("quote", "met Li Wei", "Li Wei spoke")
    ]
    assert Citation.objects.get().exact == "Li Wei spoke"


def test_what_is_wrong_with_a_quote_or_a_date_is_said_in_the_words_of_the_importer():
    missing = load_event(article="one", quote="Tan Zuojun left.").errors[0]
    twice = load_event(article="one", quote="Li Wei").errors[0]
    unsure = load_event(date="03/04/2018").errors[0]
    no_date = load_event(date="lately").errors[0]

    assert missing.message == "The article does not say “Tan Zuojun left.”."
    assert twice.message == "The article says “Li Wei” 2 times."
    assert unsure.message == (
        "“03/04/2018” may mean 2018-04-03 (day first) or 2018-03-04 (month first)."
    )
    assert no_date.message == "“lately” cannot be read as a date."
    assert "2018-09-12/2018-09-14" in no_date.remedy
