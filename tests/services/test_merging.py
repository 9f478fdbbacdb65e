"""Merging two records: what moves, what fills a gap, what becomes a name, what readers see."""

from archive.models import Agreement, Article, FormerSlug, Official, SearchEntry, Status
from tests import make
from tests.services.merged import in_order_afterwards, merge, two_officials

__all__ = ["in_order_afterwards"]


def test_all_that_was_said_of_the_one_is_said_of_the_other():
    kept, merged = two_officials()
    post = make.post(official=merged)
    appearance = make.appearance(official=merged)
    party = make.party(official=merged)
    name = make.name(official=merged, text="T. Zuojun")
    mention = make.citation(official=merged, supports="mentions")

    merge(kept, merged)

    for fact in (post, appearance, party, name, mention):
        fact.refresh_from_db()
        assert fact.official == kept
    assert not Official.objects.filter(pk=merged.pk).exists()


def test_whatever_refers_to_a_place_refers_to_the_one_that_stays():
    kept, merged = make.place(name="Dalian"), make.place(name="Dalian City")
    rows = [
        make.place(parent=merged),
        make.organization(place=merged),
        make.event(place=merged),
        make.agreement(place=merged),
        make.post(place=merged),
    ]
    sent = make.delegation(from_place=merged, to_place=merged)

    merge(kept, merged)

    for row in rows:
        row.refresh_from_db()
        assert kept in (getattr(row, "place", None), getattr(row, "parent", None))
    sent.refresh_from_db()
    assert (sent.from_place, sent.to_place) == (kept, kept)
    assert sent.version == 2  # one change, though both ends moved


def test_articles_of_a_publisher_move_with_their_texts_as_they_were():
    kept, merged = make.organization(), make.organization()
    article = make.article(publisher=merged)

    merge(kept, merged)

    again = Article.objects.get(pk=article.pk)
    assert (again.publisher, again.sha256, again.text) == (kept, article.sha256, article.text)


def test_the_history_says_of_everything_that_changed_where_it_came_from():
    kept, merged = two_officials()
    post = make.post(official=merged)
    user = make.user("Publishers")

    merge(kept, merged, user=user)

    last = post.history.order_by("history_id").last()
    assert (last.history_change_reason, last.history_user) == ("merged from tan-zuo-jun", user)
    of_kept = kept.history.order_by("history_id").last()
    assert (of_kept.history_change_reason, kept.version) == ("merged from tan-zuo-jun", 2)
    gone = Official.history.filter(id=merged.pk).order_by("history_id").last()
    assert (gone.history_type, gone.history_change_reason) == ("-", "merged into tan-zuojun")
    assert gone.history_user == user


def test_its_address_and_those_that_led_to_it_lead_to_the_one_that_stays():
    kept, merged = two_officials()
    FormerSlug.objects.create(kind="official", slug="oldest", current_slug=merged.slug)

    merge(kept, merged)

    rows = FormerSlug.objects.values_list("kind", "slug", "current_slug")
    assert set(rows) == {
        ("official", "oldest", "tan-zuojun"),
        ("official", "tan-zuo-jun", "tan-zuojun"),
    }


def test_three_spellings_of_one_person_become_one_in_two_mergers():
    one, two = two_officials()
    three = make.official(name="Zuojun Tan")

    merge(two, three)
    merge(one, two)

    assert set(one.names.values_list("text", flat=True)) == {"Tan Zuo Jun", "Zuojun Tan"}
    assert set(FormerSlug.objects.values_list("current_slug", flat=True)) == {"tan-zuojun"}


def test_a_new_record_never_gets_the_address_of_a_merged_one():
    kept, merged = two_officials()
    merge(kept, merged)

    assert make.official(name="Tan Zuo Jun").slug == "tan-zuo-jun-2"


class TestFields:
    """What both say, and what only one says."""

    def test_gaps_are_filled_and_what_the_kept_one_says_stays(self):
        kept = make.official(name="Tan Zuojun", note="The mayor.")
        merged = make.official(
            name="Tan Zuojun", native_name="谭作钧", note="A namesake.", wikidata="Q15"
        )

        merge(kept, merged)

        assert (kept.native_name, kept.wikidata, kept.note) == ("谭作钧", "Q15", "The mayor.")

    def test_a_person_may_choose_the_words_of_the_other(self):
        kept, merged = two_officials()

        merge(kept, merged, choices={"name": "merged"})

        assert (kept.slug, kept.name) == ("tan-zuojun", "Tan Zuo Jun")
        assert [each.text for each in kept.names.all()] == ["Tan Zuojun"]

    def test_a_date_is_taken_over_whole_with_what_was_concluded_of_it(self):
        kept = make.event(inferred=["place"])
        merged = make.event(
            date="2018?-09-12", date_as_printed="On September 12th", inferred=["date"]
        )
        agreement = make.agreement(event=merged)

        merge(kept, merged)

        assert (kept.date, kept.date_as_printed) == ("2018?-09-12", "On September 12th")
        assert set(kept.inferred) == {"place", "date"}
        agreement.refresh_from_db()
        assert agreement.date_earliest == kept.date_earliest

    def test_an_agreement_without_a_day_takes_that_of_the_event_that_stays(self):
        kept, merged = make.event(date="2018-09-12"), make.event(date="2018-09-13")
        agreement = make.agreement(event=merged)

        merge(kept, merged)

        agreement.refresh_from_db()
        assert str(agreement.date_earliest) == "2018-09-12"

    def test_what_a_part_is_part_of_makes_no_circle(self):
        kept = make.place(name="Liaoning")
        part = make.place(name="Dalian", parent=kept)
        merged = make.place(name="Liaoning Province", parent=part)

        merge(kept, merged)

        assert kept.parent is None


class TestNames:
    """What the merged one was called, the kept one is called as well."""

    def test_a_name_is_cited_where_a_passage_has_it(self):
        kept = make.official(name="Tan")
        merged = make.official(name="Tan Zuojun")
        make.post(official=merged)

        merge(kept, merged)

        name = kept.names.get(text="Tan Zuojun")
        assert [each.exact for each in name.citations.all()] == ["Tan Zuojun"]
        assert (name.is_public, name.unsourced) == (True, False)

    def test_a_name_that_readers_knew_is_found_by_them_still(self):
        kept, merged = make.official(name="Tan Zuojun"), make.official(name="T'an Tso-chün")
        make.post(official=kept)
        make.post(official=merged, title="mayor")

        merge(kept, merged)

        assert kept.names.get().unsourced
        assert list(SearchEntry.objects.record_ids("official", "Tso-chün")) == [kept.pk]

    def test_a_name_that_no_reader_knew_is_none_of_theirs(self):
        kept, merged = two_officials()

        merge(kept, merged)

        name = kept.names.get()
        assert (name.text, name.unsourced, name.is_public) == ("Tan Zuo Jun", False, False)

    def test_a_name_that_is_there_is_not_made_again(self):
        kept, merged = two_officials()
        make.name(official=kept, text="Tan Zuo Jun")

        merge(kept, merged)

        assert kept.names.count() == 1

    def test_a_part_of_a_longer_word_is_no_name(self):
        kept, merged = make.official(name="Zuojun Tan"), make.official(name="Tan Zuo")
        make.post(official=merged)

        merge(kept, merged)

        assert kept.names.get(text="Tan Zuo").citations.count() == 0


def test_a_draft_gives_readers_nothing_but_what_is_told_of_the_published_one():
    kept = make.event(label="Talks")
    merged = make.event(label="Secret talks", status=Status.DRAFT)
    draft = make.article(status=Status.DRAFT)
    hidden = make.appearance(event=merged, cited=False)
    make.citation(appearance=hidden, article=draft, exact="Tan Zuojun, mayor of Dalian, attended")

    merge(kept, merged)

    hidden.refresh_from_db()
    assert (kept.label, kept.is_public, hidden.is_public) == ("Talks", True, False)
    assert list(SearchEntry.objects.record_ids("event", "secret")) == []


def test_a_published_record_that_goes_into_a_draft_is_a_draft_unless_somebody_chooses():
    kept, merged = make.agreement(status=Status.DRAFT), make.agreement()
    other, another = make.agreement(status=Status.DRAFT), make.agreement()

    merge(kept, merged)
    merge(other, another, choices={"status": "merged"})

    assert (kept.is_public, other.is_public) == (False, True)
    assert Agreement.objects.count() == 2
