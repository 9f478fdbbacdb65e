"""Merging: what is refused, what was not seen, and who may."""

import pytest

from archive.models import Event, FormerSlug, Official, Post, Status
from archive.services.merging import OutdatedError, make_plan
from tests import make
from tests.services.merged import in_order_afterwards, merge, reasons, two_officials

__all__ = ["in_order_afterwards"]


class TestRefused:
    """What makes no sense is refused in a sentence, and nothing is written."""

    def test_a_record_with_itself(self):
        official = make.official()
        assert "not merged with itself" in reasons(official, official)

    def test_records_of_different_kinds(self):
        assert "different kinds" in reasons(make.official(), make.place())

    def test_articles(self):
        assert "Articles are not merged" in reasons(make.article(), make.article())

    @pytest.mark.parametrize("which", [0, 1])
    def test_a_withdrawn_one(self, which):
        pair = [make.event(), make.event()]
        pair[which] = make.event(status=Status.WITHDRAWN, withdrawal_reason="An error.")
        assert "is withdrawn" in reasons(*pair)

    @pytest.mark.parametrize("build", [make.place, make.organization, make.event])
    def test_what_something_is_part_of_into_it(self, build):
        whole = build()
        part = build(parent=build(parent=whole))

        assert "is part of" in reasons(part, whole)
        merge(whole, part)

    def test_one_that_is_gone(self):
        kept, merged = two_officials()
        again = Official.objects.get(pk=merged.pk)
        merge(kept, merged)

        assert "not there any more" in reasons(kept, again)

    def test_one_to_which_more_refer_than_one_transaction_should_hold(self, monkeypatch):
        monkeypatch.setattr("archive.services.merging.planning.MOST", 2)
        kept, merged = two_officials()
        for _ in range(3):
            make.post(official=merged)

        assert "keep it, and merge the other one into it" in reasons(kept, merged)
        merge(merged, kept)

    def test_what_would_stand_beside_an_article_that_withholds_it(self):
        kept = make.official(name="Tan Zuojun", note="Once Tan Zuojun was mayor.")
        merged = make.official(name="A resident")
        article = make.article(slug="the-article")
        make.post(official=merged, article=article, title="resident", cited=False)
        make.citation(official=merged, article=article)
        make.redaction(article=article, exact="Tan Zuojun")

        assert "the-article" in reasons(kept, merged)
        assert Post.objects.get().official == merged

    def test_a_rule_of_the_archive_that_the_result_would_break(self):
        kept, merged = make.event(), make.event()
        Event.objects.filter(pk=merged.pk).update(date="no date")
        kept.date = ""

        assert "no date" in reasons(kept, merged)
        Event.objects.filter(pk=merged.pk).update(date="")


class TestSeen:
    """What is done is what was seen."""

    def test_a_plan_is_carried_out_as_it_was_seen(self):
        kept, merged = two_officials()
        make.post(official=merged)
        plan = make_plan(kept=kept, merged=merged)

        merge(kept, merged, seen=plan.fingerprint, choices={"name": "merged"})

    @pytest.mark.parametrize("change", ["kept", "merged", "fact", "new fact", "redirect"])
    def test_nothing_is_merged_once_anything_moved(self, change):
        kept, merged = two_officials()
        post = make.post(official=merged)
        plan = make_plan(kept=kept, merged=merged)
        if change == "kept":
            make.saved(Official.objects.get(pk=kept.pk))
        elif change == "merged":
            make.saved(Official.objects.get(pk=merged.pk))
        elif change == "fact":
            make.saved(Post.objects.get(pk=post.pk))
        elif change == "new fact":
            make.post(official=merged)
        else:
            FormerSlug.objects.create(kind="official", slug="old", current_slug=merged.slug)

        with pytest.raises(OutdatedError):
            merge(kept, merged, seen=plan.fingerprint)
        assert Official.objects.filter(pk=merged.pk).exists()

    def test_looking_costs_the_same_for_one_fact_or_many(self, django_assert_max_num_queries):
        kept, merged = two_officials()
        make.post(official=merged)
        with django_assert_max_num_queries(100) as first:
            make_plan(kept=kept, merged=merged)
        for _ in range(4):
            make.post(official=merged)
        with django_assert_max_num_queries(len(first)):
            make_plan(kept=kept, merged=merged)


@pytest.mark.parametrize(
    ("rights", "of_kept", "of_merged", "is_allowed"),
    [
        ([], "draft", "draft", False),
        (["change_event"], "draft", "draft", False),
        (["delete_event"], "draft", "draft", False),
        (["change_event", "delete_event"], "draft", "draft", True),
        (["change_event", "delete_event"], "draft", "in-review", True),
        (["change_event", "delete_event"], "published", "draft", False),
        (["change_event", "delete_event"], "draft", "published", False),
        (["change_event", "delete_event", "publish_record"], "published", "draft", True),
        (["change_event", "delete_event", "publish_record"], "draft", "published", True),
        (["publish_record", "change_official", "delete_official"], "draft", "draft", False),
    ],
)
def test_who_may_merge(rights, of_kept, of_merged, is_allowed):
    from django.contrib.auth.models import Permission

    user = make.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    kept, merged = make.event(status=of_kept), make.event(status=of_merged)

    if is_allowed:
        merge(kept, merged, user=user)
    else:
        assert reasons(kept, merged, user=user)


def test_people_that_readers_know_are_merged_by_publishers_only():
    kept, merged = two_officials()
    make.post(official=merged)

    assert "only a publisher" in reasons(kept, merged, user=make.user("Editors"))
    merge(kept, merged, user=make.user("Publishers"))
