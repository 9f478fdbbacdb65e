"""Merging: facts that both records have are told once, with the passages of both."""

from archive.models import Appearance, FormerSlug, Party, Post, Progress
from tests import make
from tests.services.merged import in_order_afterwards, merge, two_officials

__all__ = ["in_order_afterwards"]


class TestJoined:
    """What both records have is told once."""

    def test_the_same_post_in_the_same_article_is_one_with_the_passages_of_both(self):
        kept, merged = two_officials()
        article = make.article()
        stays = make.post(official=kept, article=article)
        goes = make.post(official=merged, article=article, cited=False, since="2018")
        make.citation(post=goes, article=article, exact="mayor of Dalian")
        make.citation(post=goes, article=article, exact="Tan Zuojun, mayor of Dalian, attended")

        merge(kept, merged)

        assert list(Post.objects.all()) == [stays]
        stays.refresh_from_db()
        assert stays.since == "2018"
        assert sorted(stays.citations.values_list("exact", flat=True)) == [
            "Tan Zuojun, mayor of Dalian, attended",
            "mayor of Dalian",
        ]

    def test_appearances_in_a_post_that_goes_are_in_the_one_that_stays(self):
        kept, merged = two_officials()
        article = make.article()
        stays = make.post(official=kept, article=article)
        goes = make.post(official=merged, article=article)
        there = make.appearance(official=merged)
        there.posts.add(goes)

        merge(kept, merged)

        assert list(there.posts.all()) == [stays]

    def test_the_same_appearance_has_the_roles_and_posts_of_both(self):
        kept, merged = two_officials()
        event = make.event()
        stays = make.appearance(official=kept, event=event, roles=["spoke"])
        goes = make.appearance(official=merged, event=event, roles=["led", "spoke"], side="host")
        post = make.post(official=merged)
        goes.posts.add(post)

        merge(kept, merged)

        assert list(Appearance.objects.all()) == [stays]
        stays.refresh_from_db()
        assert (stays.roles, stays.side, list(stays.posts.all())) == (
            ["spoke", "led"],
            "host",
            [post],
        )

    def test_people_who_were_at_both_events_are_at_one(self):
        kept, merged = make.event(), make.event()
        official = make.official()
        stays = make.appearance(official=official, event=kept)
        make.appearance(official=official, event=merged)
        other = make.appearance(event=merged)

        merge(kept, merged)

        assert set(kept.appearances.all()) == {stays, other}
        assert stays.citations.count() == 2

    def test_sides_and_lines_of_progress_of_both_agreements_are_one(self):
        kept, merged = make.agreement(), make.agreement()
        body = make.organization()
        for agreement in (kept, merged):
            make.party(agreement=agreement, organization=body)
            make.progress(agreement=agreement, date="2019", status="completed")
        make.progress(agreement=merged, date="2020", status="lapsed")

        merge(kept, merged)

        assert list(Party.objects.values_list("agreement", flat=True)) == [kept.pk]
        assert Progress.objects.filter(agreement=kept).count() == 2

    def test_the_same_passage_of_both_is_cited_once(self):
        kept, merged = two_officials()
        article = make.article()
        for official in (kept, merged):
            make.citation(official=official, article=article, supports="mentions")
        make.citation(official=merged, article=article, supports="mentions", note="Twice.")

        merge(kept, merged)

        assert sorted(kept.citations.values_list("note", flat=True)) == ["", "Twice."]

    def test_a_fact_that_went_leads_to_the_one_that_stayed(self):
        kept, merged = two_officials()
        article = make.article()
        stays = make.post(official=kept, article=article)
        goes = make.post(official=merged, article=article)

        merge(kept, merged)

        leads = FormerSlug.objects.get(kind="post")
        assert (leads.slug, leads.current_slug) == (goes.slug, stays.slug)

    def test_a_decision_of_publishers_holds_for_what_is_joined(self):
        kept, merged = make.agreement(), make.agreement()
        body = make.organization()
        stays = make.party(agreement=kept, organization=body)
        make.party(agreement=merged, organization=body, unsourced=True)

        merge(kept, merged)

        stays.refresh_from_db()
        assert stays.unsourced
        assert stays.is_public
