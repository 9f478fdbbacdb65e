"""Importing again: rows that were imported before have nothing to say, until their record moves."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import ImportedRow, Official, Place
from archive.services.saving import Saving
from tests.resources.workbooks import load, load_first_five, outcome

PLACES = {"places": [{"slug": f"p{n}", "name": f"Place {n}"} for n in range(30)]}


def test_the_first_documents_again_change_nothing_and_are_not_compared():
    load_first_five()
    with CaptureQueriesContext(connection) as statements:
        result = load_first_five()

    assert {name for _sheet, name in outcome(result)} == {"unchanged"}
    written = [each["sql"] for each in statements if each["sql"].startswith(("UPDATE", "INSERT"))]
    assert all("import" in sql for sql in written)
    assert len(statements) < 100


def test_what_was_edited_on_the_site_since_is_looked_at():
    load(PLACES)
    place = Place.objects.get(slug="p3")
    place.name = "Renamed"
    with Saving() as saving:
        saving.save(place)

    result = load(PLACES)

    assert outcome(result) == {("places", "unchanged"): 29, ("places", "updated"): 1}
    assert Place.objects.get(slug="p3").name == "Place 3"


def test_a_record_that_is_gone_is_made_again():
    load(PLACES)
    with Saving() as saving:
        saving.delete(Place.objects.get(slug="p3"))

    assert outcome(load(PLACES))[("places", "created")] == 1


def test_a_citation_changed_on_the_site_is_looked_at_with_its_fact():
    text = "Tan Zuojun, mayor of Dalian, spoke. He left."
    sheets = {
        "articles": [{"slug": "a", "title": "A", "text": text}],
        "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
        "posts": [
            {
                "slug": "mayor",
                "official": "tan",
                "title": "mayor",
                "article": "a",
                "quote": "mayor of Dalian",
            }
        ],
    }
    load(sheets)
    citation = Official.objects.get().posts.get().citations.get()
    citation.exact = "Tan Zuojun, mayor of Dalian"
    with Saving() as saving:
        citation.full_clean()
        saving.save(citation)

    assert outcome(load(sheets))[("posts", "updated")] == 1


def test_a_dry_run_remembers_nothing():
    load(PLACES, dry_run=True)

    assert not ImportedRow.objects.exists()
    assert outcome(load(PLACES)) == {("places", "created"): 30}


def test_where_a_person_answers_every_row_is_read_and_remembered_anew():
    load(PLACES)

    result = load(PLACES, answers=[{"value": "Somewhere", "slug": "p3"}])

    assert (outcome(result), result.applied) == ({("places", "unchanged"): 30}, True)
    assert ImportedRow.objects.count() == 30


def test_a_row_that_came_back_as_it_was_after_another_is_read():
    load({"places": [{"slug": "p", "name": "One"}]})
    load({"places": [{"slug": "p", "name": "Two"}]})

    assert outcome(load({"places": [{"slug": "p", "name": "One"}]})) == {("places", "updated"): 1}


def test_small_imports_leave_hardly_a_gap_between_their_numbers():
    load({"places": [{"slug": "one", "name": "One"}]})
    load({"places": [{"slug": "two", "name": "Two"}]})

    one, two = Place.objects.order_by("pk")
    assert two.pk - one.pk < 20
