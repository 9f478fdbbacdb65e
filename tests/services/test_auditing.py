"""Auditing: what was changed behind the archive's back is named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import (
    Article,
    Citation,
    Event,
    FormerSlug,
    Official,
    Place,
    Post,
    SearchEntry,
)
from archive.services.auditing import audit
from tests import make


def problems():
    return [(each.code, each.kind, each.slug) for each in audit().problems]


@pytest.fixture
def post():
    return make.post(article=make.article(slug="one"), official=make.official(slug="tan"))


def test_an_archive_kept_by_its_services_is_in_order(post):
    make.agreement(event=make.event(date="2018-11-26"), parties=["Dalian City"])
    make.redaction(article=post.article, exact="Liupanshui")
    make.place(parent=make.place())

    report = audit()

    assert report.ok
    assert report.as_json()["problems"] == []
    assert report.checked["articles"] >= 1
    assert report.checked["citations"] >= 1
    assert all(number >= 0 for number in report.checked.values())


def test_a_word_of_an_article_changed_behind_its_back_is_named(post):
    article = post.article
    Article.objects.update(text=article.text.replace("mayor", "major"))

    report = audit()

    codes = {each.code for each in report.problems}
    assert {"checksum", "misplaced", "changed-unseen"} <= codes
    misplaced = next(each for each in report.problems if each.code == "misplaced")
    assert misplaced.article == "one"
    assert "mayor of Dalian" in misplaced.quote
    assert ("checksum", "article", "one") in problems()


def test_a_word_changed_together_with_its_checksum_is_named_by_the_history(post):
    article = Article.objects.get()
    article.text = article.text.replace("attended", "was absent")
    Article.objects.update(text=article.text, sha256=article.text_digest())

    assert ("changed-unseen", "article", "one") in problems()


def test_a_name_changed_behind_its_back_is_named(post):
    Official.objects.update(name="Somebody Else")

    found = audit().problems

    assert ("changed-unseen", "official", "tan") in [(e.code, e.kind, e.slug) for e in found]
    assert any("name" in each.message for each in found if each.code == "changed-unseen")


def test_a_flag_out_of_step_is_named(post):
    Post.objects.update(is_public=False)

    # The official is public by that post alone: its flag is out of step with the wrong one.
    assert {(code, kind) for code, kind, _slug in problems() if code == "public-flag"} == {
        ("public-flag", "post"),
        ("public-flag", "official"),
    }


def test_a_draft_that_is_shown_is_named():
    make.event(slug="secret", status="draft")
    Event.objects.update(is_public=True)

    report = audit()

    (flag,) = (each for each in report.problems if each.code == "public-flag")
    assert (flag.slug, flag.message) == ("secret", "It is public and should not be.")


def test_a_missing_search_entry_is_named(post):
    SearchEntry.objects.filter(kind="official").delete()

    assert ("search-missing", "official", "tan") in problems()


def test_a_search_entry_that_tells_what_is_hidden_is_named():
    make.article(slug="draft", status="draft")
    SearchEntry.objects.update(is_public=True)

    assert ("search-public", "article", "draft") in problems()


def test_a_lost_citation_is_named(post):
    article = Article.objects.get()
    article.text = "Nothing of it is left."
    make.saved(article)

    report = audit()

    assert [(each.code, each.article) for each in report.problems] == [("lost", "one")]


def test_a_quote_that_is_not_shown_as_it_should_be_is_named(post):
    Citation.objects.update(shown="Tan Zuojun said nothing", paragraph=7)

    assert [code for code, _kind, _slug in problems()] == ["shown"]


def test_days_that_do_not_follow_from_the_date_are_named():
    event = make.event(slug="e", date="2018-11-26")
    make.agreement(slug="a", event=event)
    Event.objects.update(date_latest=None)

    found = problems()

    assert ("days", "event", "e") in found
    assert ("days", "agreement", "a") in found


def test_a_place_within_itself_is_named():
    outer = make.place(slug="outer")
    inner = make.place(slug="inner", parent=outer)
    Place.objects.filter(pk=outer.pk).update(parent=inner)

    assert {slug for code, _kind, slug in problems() if code == "circle"} == {"inner", "outer"}


def test_a_redirect_to_nowhere_is_named():
    FormerSlug.objects.create(kind="place", slug="old", current_slug="gone")

    assert problems() == [("redirect", "place", "old")]


def test_facts_without_citation_are_counted_and_no_fault():
    make.post(cited=False)

    report = audit()

    assert report.ok
    assert report.checked["uncited facts"] == 1


def test_the_audit_writes_nothing(post):
    with CaptureQueriesContext(connection) as queries:
        audit()

    writes = ("INSERT", "UPDATE", "DELETE")
    assert not [each for each in queries if each["sql"].startswith(writes)]
