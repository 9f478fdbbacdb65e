"""One door for every change: versions, history, passages, days."""

from copy import copy
from datetime import date

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from archive.models import FACTS, RECORDS, Agreement, Citation, Event, Place, SearchEntry
from archive.services.saving import Saving
from archive.services.writing import Draft, Ids, blank, written_fields
from tests import make

TEXT = "The mayor came on Monday. Tan Zuojun, mayor of Dalian, spoke. The mayor left."


def resaved(record, **fields):
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    return make.saved(record)


def test_each_save_is_a_new_version_and_the_old_one_is_kept():
    event = make.event(label="Meeting")
    resaved(event, label="Symposium")
    assert event.version == 2
    assert list(event.history.values_list("version", "label")) == [(2, "Symposium"), (1, "Meeting")]


def test_history_says_why():
    event = make.event()
    with Saving() as saving:
        saving.save(event, reason="import 7: facts.xlsx, events row 12")
    assert event.history.first().history_change_reason == "import 7: facts.xlsx, events row 12"


def test_nothing_is_kept_when_something_fails():
    with pytest.raises(ProtectedError):
        save_and_delete(Event(label="Meeting"), make.event(place=make.place()).place)
    assert not Event.objects.filter(label="Meeting").exists()


def save_and_delete(record, protected):
    with Saving() as saving:
        saving.save(record)
        saving.delete(protected)


def test_a_slug_stays_when_the_record_is_renamed():
    person = make.official(name="Tan Zuojun")
    assert resaved(person, name="Tan Zuo-jun").slug == "tan-zuojun"


def test_a_passage_follows_its_words_through_a_correction():
    article = make.article(text=TEXT)
    citation = make.citation(article=article, exact="Tan Zuojun, mayor of Dalian, spoke")
    resaved(article, text="CORRECTED. " + TEXT.replace("Monday", "Tuesday"))
    citation.refresh_from_db()
    assert article.text[citation.start : citation.end] == "Tan Zuojun, mayor of Dalian, spoke"
    assert not citation.lost


def test_a_passage_follows_a_corrected_word_within_it():
    article = make.article(text=TEXT)
    citation = make.citation(article=article, exact="Tan Zuojun, mayor of Dalian, spoke")
    resaved(article, text=TEXT.replace("Tan Zuojun, mayor", "Tan Zuojun, Mayor"))
    citation.refresh_from_db()
    assert citation.exact == "Tan Zuojun, Mayor of Dalian, spoke"


def test_a_passage_that_is_gone_is_kept_and_marked_lost_and_comes_back():
    article = make.article(text=TEXT)
    citation = make.citation(article=article, exact="Tan Zuojun, mayor of Dalian, spoke")
    resaved(article, text="Quite another page about the weather of that week.")
    citation.refresh_from_db()
    assert (citation.lost, citation.start) == (True, None)
    assert citation.exact == "Tan Zuojun, mayor of Dalian, spoke"

    resaved(article, text=TEXT)

    citation.refresh_from_db()
    assert (citation.lost, citation.start) == (False, TEXT.index("Tan Zuojun"))


def test_a_passage_that_stands_twice_stays_at_the_one_meant():
    article = make.article(text=TEXT)
    citation = make.citation(article=article, exact="The mayor", suffix=" left")
    resaved(article, text="A new first line.\n" + TEXT)
    citation.refresh_from_db()
    assert article.text[citation.start :] == "The mayor left."


def test_a_quote_is_shown_without_the_words_withheld_not_even_a_part_of_them():
    article = make.article(text=TEXT)
    whole = make.citation(article=article, exact="Tan Zuojun, mayor of Dalian, spoke")
    part = make.citation(article=article, exact="jun, mayor of Dalian")
    redaction = make.redaction(article=article, exact="Tan Zuojun")
    shown = dict(Citation.objects.values_list("pk", "shown"))
    assert shown[whole.pk] == "█████, mayor of Dalian, spoke"
    assert "jun" not in shown[part.pk]

    with Saving() as saving:
        saving.delete(redaction)

    whole.refresh_from_db()
    assert whole.shown == whole.exact


def test_a_citation_knows_its_paragraph_within_the_body():
    text = "home > NEWS\n\nFirst paragraph.\n\nSecond paragraph."
    article = make.article(text=text, body_start=13, body_end=len(text))
    second = make.citation(article=article, exact="Second paragraph")
    furniture = make.citation(article=article, exact="home > NEWS")
    assert (second.paragraph, furniture.paragraph) == (2, None)


def test_an_agreement_follows_the_day_of_its_event():
    event = make.event(date="2018")
    agreement = make.agreement(event=event)
    resaved(event, date="2018-09-12")
    assert Agreement.objects.get(pk=agreement.pk).sorts_on == date(2018, 9, 12)
    resaved(event, date="")
    assert Agreement.objects.get(pk=agreement.pk).date_earliest is None


def test_deleting_a_record_takes_its_facts_and_keeps_their_history():
    agreement = make.agreement(parties=["Dalian Medical University"])
    party = agreement.parties.get()
    with Saving() as saving:
        saving.delete(agreement)
    assert not Citation.objects.filter(party=party.pk).exists()
    assert party.history.first().history_type == "-"


@pytest.mark.django_db(transaction=True)
def test_two_who_save_take_turns_so_that_neither_settles_on_half_of_it():
    with CaptureQueriesContext(connection) as statements, Saving() as saving:
        saving.save(Event(label="Meeting"))
    first = " ".join(each["sql"] for each in statements[:2])
    assert "BEGIN IMMEDIATE" in first or "pg_advisory_xact_lock" in first


def test_saving_many_at_once_writes_what_saving_each_does():
    ids = Ids()
    alone = make.event(label="Meeting", place=make.place(), date="2018-12-03")
    together = Event(label="Meeting", place=alone.place, date="2018-12-03", slug="together")
    together.status, together.pk = alone.status, ids.next(Event)
    together.full_clean(exclude=["id"])
    with Saving() as saving:
        saving.save_all([Draft(together, reason="a file")], ids)
    before = copy(together)
    together.label = "Symposium"
    with Saving() as saving:
        saving.save_all([Draft(together, before)], ids)
    resaved(alone, label="Symposium")

    for rows in (Event.objects, Event.history):
        names = {field.attname for field in rows.model._meta.concrete_fields}
        names -= {"id", "slug", "created_at", "updated_at", "history_id", "history_date"}
        names -= {"history_change_reason"}
        one, other = (rows.filter(id=event.pk).values(*names) for event in (alone, together))
        assert list(one) == list(other)
    reasons = Event.history.filter(id=together.pk).order_by("version")
    assert list(reasons.values_list("history_change_reason", flat=True)) == ["a file", None]
    together.refresh_from_db()
    assert together.is_public
    assert SearchEntry.objects.get(slug="together").title == "Symposium"


def test_what_only_refers_to_a_record_leaves_its_search_entry_unread():
    citation = make.citation(about=make.event())
    with CaptureQueriesContext(connection) as queries:
        resaved(citation, note="Checked against the printed page.")
    assert not [each["sql"] for each in queries if "archive_searchentry" in each["sql"]]


def test_a_fact_that_moves_to_another_record_is_found_with_that_one_only():
    mayor = make.official(name="Tan Zuojun")
    visit, meeting = make.event(label="Visit"), make.event(label="Meeting")
    appearance = make.appearance(event=visit, official=mayor)
    resaved(appearance, event=meeting)
    said = dict(SearchEntry.objects.filter(kind="event").values_list("title", "words"))
    assert "zuojun" not in said["Visit"]
    assert "zuojun" in said["Meeting"]


@pytest.mark.parametrize("model", [*RECORDS.values(), *FACTS.values(), Citation])
def test_a_blank_record_is_what_its_model_makes(model):
    one, other = blank(model), blank(model)
    fields = [field.attname for field in written_fields(model)]
    assert {name: getattr(one, name) for name in fields} == {
        name: getattr(model(), name) for name in fields
    }
    lists = [name for name in fields if isinstance(getattr(one, name), list)]
    assert all(getattr(one, name) is not getattr(other, name) for name in lists)
    assert one._state.adding


def statements_of_saving(record):
    """What saving a record asks of the database, without the frame of the transaction."""
    record.full_clean(exclude=["slug"])
    with CaptureQueriesContext(connection) as statements, Saving() as saving:
        saving.save(record)
    told = [each["sql"] for each in statements]
    return [sql for sql in told if "SAVEPOINT" not in sql and "advisory" not in sql]


def test_what_is_known_of_a_new_row_is_written_with_it():
    event = make.event(label="Meeting")
    article = make.article(text=TEXT)
    citation = Citation(article=article, event=event, exact="Tan Zuojun")

    told = statements_of_saving(citation)

    citation.refresh_from_db()
    assert (citation.is_public, citation.shown, citation.paragraph) == (True, "Tan Zuojun", 1)
    assert not [sql for sql in told if 'UPDATE "archive_citation"' in sql]


def test_a_quote_from_an_article_that_withholds_something_is_shown_without_it():
    article = make.article(text=TEXT)
    make.redaction(article=article, exact="Zuojun")
    citation = make.citation(article=article, exact="Tan Zuojun, mayor")
    citation.refresh_from_db()
    assert citation.shown == "Tan █████, mayor"


def test_nobody_is_asked_who_refers_to_a_record_that_is_new():
    # Free slug, row, entry of the history; anything withheld; its flag and that of its parent;
    # what the search says of both, and what it should say; the version of the data.
    assert len(statements_of_saving(Place(name="Dalian", parent=make.place()))) <= 13
