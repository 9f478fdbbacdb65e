"""Entries stay in step with the records, whatever changes, at a bounded cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.models import (
    RECORDS,
    Agreement,
    Appearance,
    Event,
    EventKind,
    Official,
    Redaction,
    SearchEntry,
    Status,
)
from archive.services.searching import (
    entries_out_of_step,
    refresh_all_entries,
    refresh_entries,
)
from tests import make
from tests.services.searches import change, delete, entry_of, in_step, public_official, titles

TEXT = (
    "Position: Index>>News\n\nOn September 12th, Tan Zuo-jun went to Da’an.\n"
    "The red kiwifruit of Shuicheng was praised. BaoShan was not named.\n\n[Print] [Close]"
)


# In step after every change


def test_a_record_is_found_from_when_it_is_published_until_it_is_withdrawn():
    event = make.event(label="Fair", status=Status.DRAFT)
    place = make.place(name="Dalian")
    change(event, place=place)
    assert titles("fair") == titles("dalian") == []

    change(event, status=Status.PUBLISHED)
    assert titles("fair") == ["Fair"]
    assert titles("dalian") == ["Dalian", "Fair"]
    assert in_step()

    change(event, status=Status.WITHDRAWN, withdrawal_reason="error")
    assert titles("fair") == titles("dalian") == []
    assert in_step()


def test_an_agreement_says_its_event_only_while_that_is_public():
    event = make.event(label="Fair")
    make.agreement(title="Tea", event=event)
    assert titles("fair", kind="agreement") == ["Tea"]

    change(event, status=Status.DRAFT)

    assert titles("fair") == []
    assert in_step()


def test_a_deleted_record_is_not_found():
    event = make.event(label="Fair")
    delegation = make.delegation(label="Guests")
    make.appearance(official=make.official(name="Yuan"), event=event, delegation=delegation)
    assert set(titles("yuan")) == {"Yuan", "Fair", "Guests"}

    delete(event)

    assert titles("fair") == titles("yuan") == []
    assert in_step()


def test_a_deleted_fact_is_not_found():
    appearance = make.appearance(
        official=public_official(name="Yuan"), event=make.event(label="Fair")
    )
    assert titles("yuan") == ["Yuan", "Fair"]

    delete(appearance)

    assert titles("yuan") == ["Yuan"]
    assert in_step()


def test_a_fact_that_moves_is_found_where_it_is_now():
    first, second = make.event(label="First"), make.event(label="Second")
    appearance = make.appearance(official=make.official(name="Yuan"), event=first)

    change(appearance, event=second)

    assert titles("yuan") == ["Yuan", "Second"]
    assert in_step()


def test_a_new_date_moves_the_hit():
    older = make.event(label="Fair one", date="2017-01-01")
    make.event(label="Fair two", date="2018-01-01")
    assert titles("fair") == ["Fair two", "Fair one"]

    change(older, date="2019-01-01")

    assert titles("fair") == ["Fair one", "Fair two"]
    assert SearchEntry.objects.filter(record_id=older.pk, kind="event").count() == 1
    assert in_step()


def test_a_redaction_that_is_lifted_gives_the_words_back():
    article = make.article(text="Li Dandan came.")
    redaction = make.redaction(article=article, exact="Li Dandan")
    assert titles("dandan") == []

    delete(redaction)

    assert titles("dandan") == [article.title]
    assert in_step()


def test_a_corrected_text_is_found_by_its_new_words():
    article = make.article(text="Li Dandan came.")

    change(article, text="Li Dandan went to Baoshan.")

    assert titles("came") == []
    assert titles("baoshan") == [article.title]
    assert in_step()


def test_a_renamed_record_is_found_by_its_new_name_wherever_it_is_printed():
    old_place, old_body = make.place(name="Oldplace"), make.organization(name="Oldbody")
    old_man = make.official(name="Oldman")
    event = make.event(label="Event", place=old_place, organization=old_body)
    make.event(label="Part", parent=event)
    make.delegation(label="Guests", from_place=old_place, to_organization=old_body)
    make.appearance(official=old_man, delegation=make.delegation(label="Group"))
    agreement = make.agreement(title="Tea", place=old_place, event=event)
    make.citation(party=make.party(agreement=agreement, organization=old_body, official=old_man))
    article = make.article(title="Page", publisher=old_body)
    woman = make.official(name="Woman")
    make.post(official=woman, article=article, organization=old_body, place=old_place)
    make.citation(place=make.place(name="Village", parent=old_place))
    body = make.organization(name="School", parent=old_body, place=old_place)
    make.citation(organization=body)
    printed = {
        "place": ["Event", "Guests", "Tea", "Woman", "Village", "School"],
        "body": ["Event", "Guests", "Tea", "Page", "Woman", "School"],
        "man": ["Group", "Tea"],
        "event": ["Part", "Tea"],
    }

    for record, name in ((old_place, "place"), (old_body, "body"), (old_man, "man")):
        assert set(titles(f"old{name}")) == {f"Old{name}", *printed[name]}
        change(record, name=f"New{name}")
        assert titles(f"old{name}") == []
        assert set(titles(f"new{name}")) == {f"New{name}", *printed[name]}
        assert in_step()
    change(event, label="Newevent")
    assert set(titles("newevent")) == {"Newevent", "Part", "Tea"}
    assert in_step()


def test_labels_are_the_same_whoever_saves():
    with translation.override("zh-hans"):
        event = make.event(label="Fair", kind=EventKind.SIGNING_CEREMONY)
        agreement = make.agreement(title="", subject="tea")

    assert titles('"signing ceremony"') == ["Fair"]
    assert entry_of(agreement).title == "Agreement tea"
    assert titles('"签约仪式"') == ["Fair"]
    assert entry_of(event).text == ""  # an excerpt is read in every language
    assert in_step()


# What keeping in step costs


def test_a_rename_costs_the_same_however_often_the_name_is_printed():
    few, many = make.official(name="Few"), make.official(name="Many")
    make.appearance(official=few)
    for _ in range(12):
        make.appearance(official=many)

    costs = []
    for official in (few, many):
        Official.objects.filter(pk=official.pk).update(name=f"New {official.name}")
        with CaptureQueriesContext(connection) as statements:
            refresh_entries(touched={Official: {official.pk}})
        costs.append(len(statements))

    assert costs[0] == costs[1]
    assert in_step()


@pytest.mark.parametrize("kind", RECORDS)
def test_one_record_or_many_cost_the_same(kind):
    ids = [getattr(make, kind)().pk for _ in range(8)]

    costs = []
    for some in (ids[:1], ids):
        SearchEntry.objects.update(title="stale")
        with CaptureQueriesContext(connection) as statements:
            refresh_entries(touched={RECORDS[kind]: set(some)})
        costs.append(len(statements))

    assert costs[0] == costs[1]
    assert not SearchEntry.objects.filter(title="stale", record_id__in=ids, kind=kind).exists()


def test_what_does_not_change_is_not_written():
    appearance = make.appearance()
    touched = {Appearance: {appearance.pk}, Official: {appearance.official_id}}

    with CaptureQueriesContext(connection) as statements:
        refresh_entries(touched=touched)

    assert {each["sql"].split()[0] for each in statements} == {"SELECT"}


# Rebuilding and auditing


def test_every_fault_of_an_entry_is_named():
    missing, stale, public = make.event(), make.event(), make.event()
    SearchEntry.objects.filter(record_id=missing.pk, kind="event").delete()
    SearchEntry.objects.filter(record_id=stale.pk, kind="event").update(words="x")
    SearchEntry.objects.filter(record_id=public.pk, kind="event").update(is_public=False)
    entry = entry_of(stale)
    entry.pk, entry.record_id, entry.slug = 7, 10**6, "gone"
    entry.save(force_insert=True)

    assert set(entries_out_of_step()) == {
        ("event", missing.slug, "missing"),
        ("event", stale.slug, "stale"),
        ("event", public.slug, "public"),
        ("event", "gone", "orphan"),
    }


def test_all_entries_can_be_made_anew(monkeypatch):
    from archive.services import indexing

    monkeypatch.setattr(indexing, "BATCH", 2)
    for _ in range(5):
        make.appearance()
    right = list(SearchEntry.objects.order_by("pk").values())
    SearchEntry.objects.filter(kind="official").delete()
    SearchEntry.objects.filter(kind="event").update(names="xqevent", words="x")
    SearchEntry.objects.create(
        kind="dragon", record_id=1, slug="x", title="X", sorts_on="2018-01-01"
    )

    refresh_all_entries()

    assert list(SearchEntry.objects.order_by("pk").values()) == right
    assert in_step()


def test_a_record_saved_past_the_service_is_out_of_step():
    event = make.event()
    Event.objects.filter(pk=event.pk).update(label="Other")
    Agreement.objects.all().delete()
    Redaction.objects.all().delete()

    assert [problem.what for problem in entries_out_of_step()] == ["stale"]
