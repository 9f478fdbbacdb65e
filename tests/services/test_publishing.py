"""What the public may see, and that it is seen the moment it may be, and no longer."""

import pytest

from archive.models import FACTS, RECORDS, Citation, Status
from archive.services.publishing import ORDER, out_of_step, refresh_all_public
from archive.services.saving import Saving
from tests import make


def change(record, **fields):
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    return make.saved(record)


def is_public(record):
    record.refresh_from_db()
    return record.is_public


def test_a_record_is_public_when_published_only():
    for make_one in (make.article, make.event, make.delegation, make.agreement):
        record = make_one(status=Status.DRAFT)
        assert not is_public(record)
        assert is_public(change(record, status=Status.PUBLISHED))
        assert not is_public(change(record, status=Status.REVIEW))


def test_a_fact_is_public_when_a_published_article_cites_it():
    article = make.article(status=Status.DRAFT)
    post = make.post(article=article, cited=False)
    make.citation(article=article, post=post, exact="Tan Zuojun, mayor of Dalian")
    assert not is_public(post)

    change(article, status=Status.PUBLISHED)

    assert is_public(post)
    assert is_public(post.official)


def test_a_fact_without_a_citation_is_hidden_until_a_publisher_takes_it_as_it_is():
    post = make.post(cited=False)
    assert not is_public(post)
    assert is_public(change(post, unsourced=True))


def test_withdrawing_an_article_takes_its_facts_and_people_along():
    post = make.post(place=make.place(parent=make.place()))
    hidden = [post, post.official, post.place, post.place.parent, *post.citations.all()]
    assert all(is_public(each) for each in hidden)

    change(post.article, status=Status.WITHDRAWN, withdrawal_reason="the publisher asked")

    assert not any(is_public(each) for each in hidden)


def test_a_person_in_two_articles_stays_public_when_one_goes():
    first = make.post()
    second = make.post(official=first.official)
    change(first.article, status=Status.DRAFT)
    assert is_public(first.official)
    change(second.article, status=Status.DRAFT)
    assert not is_public(first.official)


def test_a_mention_makes_a_person_public():
    person = make.official(name="Xi Jinping")
    assert not is_public(person)
    mention = make.citation(official=person, supports="mentions")
    assert is_public(person)
    with Saving() as saving:
        saving.delete(mention)
    assert not is_public(person)


def test_a_withdrawn_person_is_hidden_with_all_facts_about_them():
    appearance = make.appearance()
    change(appearance.official, withdrawn=True, withdrawal_reason="asked to be removed")
    assert not is_public(appearance.official)
    assert not is_public(appearance)
    change(appearance.official, withdrawn=False)
    assert is_public(appearance)


def test_an_appearance_is_public_only_with_its_event_and_its_delegation():
    appearance = make.appearance(event=make.event(), delegation=make.delegation())
    assert is_public(appearance)
    change(appearance.delegation, status=Status.DRAFT)
    assert not is_public(appearance)


def test_the_whole_tree_above_a_public_place_is_public():
    places = [make.place()]
    for _ in range(4):
        places.append(make.place(parent=places[-1]))
    assert not any(is_public(place) for place in places)
    event = make.event(place=places[-1])
    assert all(is_public(place) for place in places)
    change(event, place=None)
    assert not any(is_public(place) for place in places)


def test_moving_a_reference_turns_both_ends():
    old, new = make.place(), make.place()
    event = make.event(place=old)
    change(event, place=new)
    assert (is_public(old), is_public(new)) == (False, True)


def test_a_body_is_public_through_each_way_of_naming_it():
    article = make.article(publisher=make.organization())
    event = make.event(organization=make.organization(place=make.place()))
    delegation = make.delegation(
        from_organization=make.organization(), to_organization=make.organization()
    )
    bodies = [
        article.publisher,
        event.organization,
        event.organization.place,
        delegation.from_organization,
        delegation.to_organization,
    ]
    assert all(is_public(body) for body in bodies)


def test_another_name_is_public_with_its_record_and_a_citation():
    person = make.post().official
    name = make.name(official=person, text="Tan Zuo-jun")
    assert not is_public(name)
    make.citation(name=name, exact="Tan Zuojun")
    assert is_public(name)
    assert not is_public(change(name, official=make.official()))


def test_a_lost_redaction_takes_the_article_off_the_site_until_settled():
    article = make.article()
    redaction = make.redaction(article=article)
    assert is_public(article)
    change(article, text="Nothing of it is left.")
    assert not is_public(article)
    with Saving() as saving:
        saving.delete(redaction)
    assert is_public(article)


def test_a_citation_that_a_correction_took_away_supports_nothing():
    post = make.post()
    change(post.article, text="The meeting was about something else.")
    assert Citation.objects.get(post=post).lost
    assert not is_public(post)


def test_flags_kept_step_by_step_are_those_of_the_rules():
    make.post()
    make.appearance(delegation=make.delegation())
    make.agreement(parties=["A", "B"])
    make.name()
    make.redaction()
    assert not [row for model in ORDER for row in out_of_step(model)]


def test_flags_set_anew_after_a_restore_are_the_same():
    make.post(place=make.place(parent=make.place()))
    make.agreement(parties=["A", "B"])
    kept = [*RECORDS.values(), *FACTS.values(), Citation]
    before = {
        model: list(model.objects.order_by("pk").values_list("pk", "is_public")) for model in kept
    }
    for model in kept:
        model.objects.update(is_public=False)

    refresh_all_public()

    assert before == {
        model: list(model.objects.order_by("pk").values_list("pk", "is_public")) for model in kept
    }


def test_a_place_that_goes_under_another_and_out_of_sight_at_once_takes_it_along():
    port, city = make.place(), make.place()
    event = make.event(place=port)
    assert is_public(port)

    with Saving() as saving:
        for record, fields in ((port, {"parent": city}), (event, {"status": Status.DRAFT})):
            record.refresh_from_db()
            for name, value in fields.items():
                setattr(record, name, value)
            record.full_clean()
            saving.save(record)

    assert not is_public(port)
    assert not is_public(city)


@pytest.mark.parametrize("others", [1, 10])
def test_the_cost_of_a_save_does_not_grow_with_what_refers_to_the_same_place(
    others, django_assert_max_num_queries
):
    place = make.place()
    for _ in range(others):
        make.event(place=place)
    with django_assert_max_num_queries(60):
        make.event(place=place)
