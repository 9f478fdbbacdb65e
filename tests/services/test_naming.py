"""The permanent slugs of new records and facts."""

import pytest

from archive.models import Official
from archive.services.naming import name_record
from tests import make


def test_a_slug_that_an_address_needs_for_itself_is_not_given_away():
    assert make.official(name="Feed").slug == "feed-2"


def test_slugs_promised_elsewhere_are_not_given_twice():
    person = Official(name="Wang Wei")
    assert name_record(record=person, taken={"wang-wei"}) == "wang-wei-2"


def test_a_long_title_makes_a_short_slug_cut_at_a_word():
    slug = make.agreement(title="Three-Year Action Plan " * 10).slug
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"three", "year", "action", "plan"}


@pytest.mark.parametrize("kind", ["post", "appearance", "party", "progress", "name", "citation"])
def test_facts_are_addressed_by_what_they_say(kind):
    fact = getattr(make, kind)()
    assert len(fact.slug) > 5
    assert fact.slug == fact.slug.lower()


def test_the_address_of_a_redaction_does_not_give_away_its_words():
    assert "zuojun" not in make.redaction(exact="Tan Zuojun").slug
