"""Each rule that the database holds: told in words by the form, held even behind its back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    FormerSlug,
    ImportedRow,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Progress,
    Redaction,
    SearchEntry,
)
from tests import make


def refused(record, constraint):
    """Neither the form nor the database takes `record`; both name or explain `constraint`."""
    message = next(
        each.violation_error_message
        for each in type(record)._meta.constraints
        if each.name == constraint
    )
    with pytest.raises(ValidationError) as told:
        record.validate_constraints()
    assert str(message) in told.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.parametrize("model", [Article, Event, Delegation, Agreement])
def test_a_withdrawal_of_a_reviewed_record_says_why(model):
    refused(model(slug="x", status="withdrawn"), f"{model._meta.model_name}_withdrawn_with_reason")


@pytest.mark.parametrize("model", [Official, Organization, Place])
def test_a_withdrawal_of_a_person_body_or_place_says_why(model):
    refused(
        model(slug="x", name="X", withdrawn=True),
        f"{model._meta.model_name}_withdrawn_with_reason",
    )


@pytest.mark.parametrize("model", [Event, Delegation, Agreement, Progress])
def test_the_earliest_day_does_not_come_after_the_latest(model):
    record = model(slug="x", date="2018", date_earliest="2018-12-31", date_latest="2018-01-01")
    if model is Progress:
        record.agreement = make.agreement()
    refused(record, f"{model._meta.model_name}_days_in_order")


def test_the_day_of_publication_is_in_order():
    article = Article(
        slug="x", published="2018", published_earliest="2018-12-31", published_latest="2018-01-01"
    )
    refused(article, "article_days_in_order")


@pytest.mark.parametrize("model", [Event, Delegation, Progress])
def test_a_date_that_is_not_stated_has_no_days(model):
    record = model(slug="x", date_earliest="2018-01-01")
    if model is Progress:
        record.agreement = make.agreement()
    refused(record, f"{model._meta.model_name}_days_only_with_date")


def test_an_article_without_a_date_has_no_days():
    refused(Article(slug="x", published_latest="2018-01-01"), "article_days_only_with_date")


def test_one_web_address_is_one_article_but_many_have_none():
    make.article(url="https://example.org/news/1")
    make.article()
    make.article()
    again = Article(slug="x", title="X", text="X", url="https://example.org/news/1")
    refused(again, "article_url_once")


@pytest.mark.parametrize(("start", "end"), [(5, 2), (5, None), (None, 5)])
def test_a_body_begins_and_ends_in_order(start, end):
    refused(
        Article(slug="x", title="X", text="0123456789", body_start=start, body_end=end),
        "article_body_in_order",
    )


def test_a_wikidata_id_is_one_persons():
    make.official(wikidata="Q15031")
    refused(Official(slug="x", name="X", wikidata="Q15031"), "official_wikidata_once")


def test_coordinates_come_in_pairs():
    refused(Place(slug="x", name="X", latitude=38), "place_coordinates_together")


def test_coordinates_are_on_earth():
    refused(Place(slug="x", name="X", latitude=91, longitude=0), "place_coordinates_on_earth")


def test_an_article_states_a_post_once():
    post = make.post()
    again = Post(slug="x", official=post.official, article=post.article, title=post.title)
    refused(again, "post_once_per_article")


def test_the_same_title_elsewhere_is_another_post():
    post = make.post()
    place = make.place()
    again = Post(official=post.official, article=post.article, title=post.title, place=place)
    assert make.saved(again).slug == f"{post.slug}-2"


def test_an_appearance_is_of_a_person_or_of_a_group():
    both = Appearance(slug="x", official=make.official(), group="leaders", event=make.event())
    refused(both, "appearance_person_or_group")


def test_an_appearance_is_at_an_event_or_in_a_delegation():
    refused(Appearance(slug="x", official=make.official()), "appearance_somewhere")


def test_a_bare_appearance_ties_a_delegation_to_an_event():
    refused(Appearance(slug="x", event=make.event()), "appearance_of_somebody_or_tie")
    tie = Appearance(event=make.event(), delegation=make.delegation())
    assert make.saved(tie).official is None


def test_somebody_appears_once_at_an_event():
    first = make.appearance()
    again = Appearance(slug="x", official=first.official, event=first.event)
    refused(again, "appearance_once")


def test_groups_with_the_same_words_may_be_of_different_places():
    event = make.event()
    for place in (make.place(), make.place()):
        make.appearance(group="responsible comrades", event=event, place=place)
    assert event.appearances.count() == 2


def test_a_party_is_somebody():
    refused(Party(slug="x", agreement=make.agreement()), "party_is_somebody")


def test_a_party_stands_once_in_a_role():
    party = make.party()
    again = Party(slug="x", agreement=party.agreement, organization=party.organization)
    refused(again, "party_once_per_agreement")


def test_a_line_of_progress_stands_once():
    line = make.progress(status="in-force")
    refused(Progress(slug="x", agreement=line.agreement, status="in-force"), "progress_once")


def test_a_name_is_of_one_record():
    two = Name(slug="x", official=make.official(), place=make.place(), text="X")
    refused(two, "name_of_one_record")
    refused(Name(slug="x", text="X"), "name_of_one_record")


def test_a_name_stands_once_for_a_record():
    name = make.name()
    again = Name(slug="x", official=name.official, text=name.text, kind=name.kind)
    refused(again, "name_once_per_record")


@pytest.mark.parametrize(
    "place", [{"start": None, "end": None}, {"start": 5, "end": 5}, {"lost": True}]
)
def test_a_passage_has_a_place_or_is_lost(place):
    citation = make.citation()
    for name, value in place.items():
        setattr(citation, name, value)
    refused(citation, "citation_placed_or_lost")
    redaction = make.redaction()
    for name, value in place.items():
        setattr(redaction, name, value)
    refused(redaction, "redaction_placed_or_lost")


def test_a_citation_is_about_one_thing():
    article = make.article()
    none = Citation(slug="x", article=article, exact="Dalian", start=0, end=6)
    refused(none, "citation_about_one")
    none.event, none.place = make.event(), make.place()
    refused(none, "citation_about_one")


def test_words_are_withheld_once_in_an_article():
    redaction = make.redaction()
    again = Redaction(
        slug="x", article=redaction.article, exact=redaction.exact, reason="again", start=0, end=3
    )
    refused(again, "redaction_once_per_article")


def test_a_former_address_leads_to_one_place_and_not_to_itself():
    FormerSlug.objects.create(kind="official", slug="old", current_slug="new")
    refused(
        FormerSlug(kind="official", slug="old", current_slug="other"), "former_slug_once_per_kind"
    )
    refused(FormerSlug(kind="place", slug="a", current_slug="a"), "former_slug_leads_elsewhere")


def test_a_row_of_a_sheet_is_remembered_once():
    row = {"sheet": "places", "digest": b"0123456789abcdef", "record_id": 1, "state": "1"}
    ImportedRow.objects.create(**row)
    refused(ImportedRow(**row | {"record_id": 2}), "imported_row_once")


def test_a_record_has_one_search_entry():
    entry = {"kind": "place", "record_id": 1, "slug": "x", "title": "X", "sorts_on": "2018-01-01"}
    SearchEntry.objects.create(**entry)
    refused(SearchEntry(**entry), "search_entry_once_per_record")
