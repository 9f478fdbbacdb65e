"""Corrections and earlier states of public records, and nothing from before they were public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Article, Status
from archive.services.saving import Saving
from tests import make
from tests.views.test_references import KINDS, public


def correct(record, *, reason="", days_ago=0, **fields):
    """Save a change as the door of the editors does; its history entry is `days_ago` old."""
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    with Saving() as saving:
        record.full_clean()
        saving.save(record, reason=reason)
    age(record, days_ago)


def age(record, days_ago):
    """Make the latest history entry of the record that old."""
    if days_ago:
        latest = record.history.order_by("-history_id").first()
        moment = timezone.now() - timedelta(days=days_ago)
        type(record).history.filter(history_id=latest.history_id).update(history_date=moment)


def old(record, days_ago):
    age(record, days_ago)
    return record


def day(days_ago):
    return (timezone.localdate() - timedelta(days=days_ago)).isoformat()


def history(client, record):
    response = client.get(f"{record.get_absolute_url()}history/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def on(client, record, days_ago):
    return client.get(record.get_absolute_url(), {"on": day(days_ago)})


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_record_has_a_page_of_its_corrections(kind, client):
    record = public(kind)

    assert "Nothing was corrected." in history(client, record)
    assert f"{record.get_absolute_url()}history/" in (
        client.get(record.get_absolute_url()).content.decode()
    )


def test_a_correction_says_when_what_and_why(client):
    event = old(make.event(label="Metting", date="2018-09-12"), 9)
    correct(event, days_ago=5, label="Meeting", date="2018?-09-12", reason="Misprint")

    page = history(client, event)

    assert "Metting" in page
    assert "12 September 2018" in page
    assert "12 September (year inferred: 2018)" in page
    assert "Misprint" in page
    assert f'<time datetime="{day(5)}' in page


def test_nothing_is_told_from_before_the_record_was_published(client):
    event = old(make.event(slug="a", label="Secret first idea", status=Status.DRAFT), 9)
    correct(event, days_ago=8, label="Second idea", status=Status.REVIEW)
    correct(event, days_ago=7, label="Meeting", status=Status.PUBLISHED)
    correct(event, days_ago=6, venue="Room 412")

    page = history(client, event)

    assert "idea" not in page
    assert "Room 412" in page


def test_what_was_tried_while_the_record_was_taken_back_is_not_told(client):
    event = old(make.event(slug="a", label="First"), 9)
    correct(event, days_ago=8, status=Status.DRAFT, label="Tried in secret")
    correct(event, days_ago=7, status=Status.PUBLISHED, label="Second")

    page = history(client, event)

    assert "Tried" not in page
    assert "First" in page
    assert "Second" in page


def test_neither_the_editor_nor_the_import_is_named(client, django_user_model):
    event = make.event()
    editor = django_user_model.objects.create_user(username="jane.editor")
    event._history_user = editor
    correct(event, label="New label", reason="import 7: janes_file.xlsx, events row 3")

    page = history(client, event)

    assert "New label" in page
    assert "jane" not in page


def test_records_that_are_not_public_are_not_named_in_a_correction(client):
    secret = make.place(name="Secret place", withdrawn=True, withdrawal_reason="asked")
    event = make.event(place=secret)
    correct(event, place=make.place(name="Dalian"))

    page = history(client, event)

    assert "Dalian" in page
    assert "Secret" not in page


def test_an_article_that_withholds_words_does_not_show_how_it_was_printed(client):
    article = make.article(title="Tan Zuo-jun in Dalian", url="https://news.example/1")
    correct(article, title="Tan Zuojun in Dalian", text=article.text.replace("attended", "came"))
    make.redaction(article=article)

    page = history(client, article)
    earlier = on(client, article, 0).content.decode()

    assert page.count("the earlier words are not shown") == 2
    for said in (page, earlier):
        assert "Zuo-jun" not in said
        assert "Tan Zuojun" not in said
    assert "Not shown as it was" in earlier


def test_words_withheld_in_its_source_are_withheld_in_the_history_of_a_record(client):
    article = make.article()
    event = make.event(label="Visit of Tan Zuojun", slug="visit")
    make.citation(event=event, article=article)
    make.redaction(article=article)
    correct(event, label="Visit of a resident", reason="Tan Zuojun asked")

    page = history(client, event)

    assert "Tan Zuojun" not in page
    assert "Visit of" in page
    assert "Tan Zuojun" not in on(client, event, 0).content.decode()


def test_an_official_shows_what_changed_since_an_article_was_published_about_the_person(client):
    article = old(make.article(status=Status.DRAFT), 9)
    official = old(make.official(name="Tan Zuo"), 9)
    make.post(official=official, article=article)
    correct(official, days_ago=8, name="Tan Zuoj")
    correct(article, status=Status.PUBLISHED)
    correct(official, name="Tan Zuojun")

    page = history(client, official)

    assert "Tan Zuoj" in page
    assert "Tan Zuo<" not in page
    assert on(client, official, 0).status_code == 200
    assert on(client, official, 1).status_code == 404


def test_a_record_can_be_read_as_it_was_on_a_day(client):
    event = old(make.event(label="Metting"), 9)
    correct(event, days_ago=5, label="Meeting", kind="meeting", place=make.place(name="Dalian"))

    before, after = on(client, event, 6), on(client, event, 5)

    assert "Metting" in before.content.decode()
    assert "<dd>meeting</dd>" not in before.content.decode()
    assert "<dd>meeting</dd>" in after.content.decode()
    assert "Dalian" in after.content.decode()
    assert "Current version" in after.content.decode()
    assert 'name="robots" content="noindex"' in after.content.decode()


def test_there_is_no_state_from_before_publication_from_a_draft_or_from_tomorrow(client):
    event = old(make.event(status=Status.DRAFT), 9)
    correct(event, days_ago=7, status=Status.PUBLISHED)
    correct(event, days_ago=5, status=Status.DRAFT)
    correct(event, days_ago=3, status=Status.PUBLISHED)

    states = {days: on(client, event, days).status_code for days in (10, 8, 7, 6, 5, 4, 3, 0, -1)}

    assert states == {10: 404, 8: 404, 7: 200, 6: 200, 5: 404, 4: 404, 3: 200, 0: 200, -1: 404}


@pytest.mark.parametrize("words", ["", "yesterday", "2026-02-30", "20261122", "2026-11-22T00:00"])
def test_what_is_no_day_is_not_understood(words, client):
    assert client.get(make.event().get_absolute_url(), {"on": words}).status_code == 400


@pytest.mark.parametrize("path", ["history/", "?on=2026-11-22"])
def test_drafts_and_withdrawn_records_have_neither_history_nor_states(path, client):
    draft = make.event(status=Status.DRAFT)
    gone = make.event(status=Status.WITHDRAWN, label="Secret", withdrawal_reason="wrong")

    assert client.get(f"{draft.get_absolute_url()}{path}").status_code == 404
    response = client.get(f"{gone.get_absolute_url()}{path}")
    assert response.status_code == 410
    assert "Secret" not in response.content.decode()


def test_a_history_costs_the_same_however_often_the_record_changed(
    client, django_assert_max_num_queries
):
    event = make.event(place=make.place(), organization=make.organization())
    for number in range(4):
        correct(event, label=f"Label {number}", place=make.place())

    # The record, since when it is public, its versions, its articles and what they withhold (3),
    # three kinds named.
    with django_assert_max_num_queries(9):
        history(client, event)
    assert Article.history.count() == 0
