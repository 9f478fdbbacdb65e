"""Merging in the admin: choose the other record, see what would happen, do exactly that."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from archive.models import FormerSlug, Official, Post, Status
from archive.services.auditing import audit
from archive.services.merging import MERGEABLE
from tests import make
from tests.admin.conftest import signed_in
from tests.admin.screens import change_url, typed, url


def merge_url(record, other=None):
    address = url(record._meta.model_name, "merge", record.pk)
    return f"{address}?with={other.pk}" if other is not None else address


def plan_of(client, kept, merged):
    page = client.get(merge_url(kept, merged)).content.decode()
    return re.search(r'name="plan" value="([0-9a-f]+)"', page)[1]


def confirmed(client, kept, merged, **given):
    data = {"with": merged.pk, "plan": plan_of(client, kept, merged)} | given
    return client.post(merge_url(kept), data, follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def two():
    kept = make.official(name="Tan Zuojun", native_name="谭作钧", note="The mayor.")
    merged = make.official(name="Tan Zuo Jun", note="The governor.")
    return kept, merged


def test_the_page_shows_both_records_and_what_would_happen_and_writes_nothing(two, editor):
    kept, merged = two
    article = make.article(title="The meeting", status=Status.DRAFT)
    for official in two:
        make.post(official=official, article=article)
    make.post(official=merged, article=article, title="vice governor", cited=False)

    page = editor.get(merge_url(kept, merged)).content.decode()

    for words in ["Tan Zuojun", "谭作钧", "The mayor.", "The governor.", "The meeting"]:
        assert words in page
    assert "Posts: 1" in page  # goes over, and one is joined
    assert "tan-zuo-jun → tan-zuojun" in page
    assert Official.objects.count() == 2
    assert Post.objects.filter(official=merged).count() == 2


def test_who_confirms_is_led_to_the_one_that_stays_with_a_word_on_what_was_done(two, editor):
    kept, merged = two

    response = confirmed(editor, kept, merged)

    assert response.redirect_chain == [(change_url(kept), 302)]
    assert "was merged into" in said(response)
    assert kept.get_absolute_url() in said(response)
    assert FormerSlug.objects.get().current_slug == kept.slug
    last = kept.history.order_by("history_id").last()
    assert last.history_user == editor.user
    assert audit().problems == []


def test_what_both_say_is_chosen_field_by_field(two, editor):
    kept, merged = two

    confirmed(editor, kept, merged, **{"choice-note": "merged", "choice-name": "kept"})

    kept.refresh_from_db()
    assert (kept.name, kept.note) == ("Tan Zuojun", "The governor.")


def test_choices_can_be_looked_at_before_anything_is_written(two, editor):
    kept, merged = two
    data = {"with": merged.pk, "choice-name": "merged", "look": "yes"}

    page = editor.post(merge_url(kept), data).content.decode()

    names = page[page.index("Becomes another name") : page.index("Addresses that will lead")]
    assert "<li>Tan Zuojun</li>" in names
    assert "<li>Tan Zuo Jun</li>" not in names
    assert Official.objects.count() == 2


def test_the_other_one_is_kept_by_a_link(two, editor):
    kept, merged = two

    assert merge_url(merged, kept) in editor.get(merge_url(kept, merged)).content.decode()


def test_who_was_overtaken_sees_the_plan_anew_and_nothing_is_merged(two, editor):
    kept, merged = two
    plan = plan_of(editor, kept, merged)
    make.post(official=merged, article=make.article(status=Status.DRAFT), title="newly made")

    response = editor.post(merge_url(kept), {"with": merged.pk, "plan": plan})

    assert "the archive has changed since you looked" in said(response)
    assert "newly made" in response.content.decode()
    assert Official.objects.filter(pk=merged.pk).exists()


def test_a_form_that_has_lost_its_plan_merges_nothing(two, editor):
    kept, merged = two

    editor.post(merge_url(kept), {"with": merged.pk})

    assert Official.objects.filter(pk=merged.pk).exists()


def test_one_that_somebody_else_merged_meanwhile_is_said_to_be_gone(two, editor):
    kept, merged = two
    plan = plan_of(editor, kept, merged)
    key = merged.pk
    confirmed(editor, kept, merged)

    response = editor.post(merge_url(kept), {"with": key, "plan": plan})

    assert "not there any more" in said(response)


def test_the_change_form_leads_to_the_choice_and_that_to_the_plan(two, editor):
    kept, merged = two
    assert merge_url(kept) in editor.get(change_url(kept)).content.decode()

    page = editor.get(merge_url(kept), {"q": "zuo jun"}).content.decode()

    assert f'href="{merge_url(kept, merged)}"' in page
    assert f'href="{merge_url(kept, kept)}"' not in page


def test_records_that_are_called_so_are_offered_at_once(editor):
    kept, same = make.place(name="Dalian"), make.place(name="Dalian City")
    make.place(name="Panzhou")

    page = editor.get(merge_url(kept)).content.decode()

    assert merge_url(kept, same) in page
    assert "Panzhou" not in page


def test_two_that_are_selected_in_the_list_are_shown_side_by_side(two, editor):
    kept, merged = two
    data = {"action": "merge_selected", "_selected_action": [merged.pk, kept.pk]}

    response = editor.post(url("official", "changelist"), data)

    assert response.url == merge_url(kept, merged)


def test_the_one_that_readers_know_stays_unless_somebody_swaps(two, editor):
    first, known = two
    make.post(official=known)
    data = {"action": "merge_selected", "_selected_action": [first.pk, known.pk]}

    assert editor.post(url("official", "changelist"), data).url == merge_url(known, first)


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_three_that_are_selected_are_not_merged(number, editor):
    keys = [make.official().pk for _ in range(number)]
    data = {"action": "merge_selected", "_selected_action": keys}

    response = editor.post(url("official", "changelist"), data, follow=True)

    assert "Choose exactly two" in said(response)
    assert Official.objects.count() == number


def test_people_with_nothing_in_common_are_a_warning(two, editor):
    kept, merged = two
    article = make.article(status=Status.DRAFT)

    assert "They have nothing in common" in editor.get(merge_url(kept, merged)).content.decode()
    for official in two:
        make.post(official=official, article=article)
    assert "They have nothing in common" not in editor.get(merge_url(kept, merged)).content.decode()


def test_losing_a_page_that_readers_have_is_a_warning(publisher):
    kept, merged = make.event(status=Status.DRAFT), make.event()

    assert "Readers will lose" in publisher.get(merge_url(kept, merged)).content.decode()
    assert "Readers will lose" not in publisher.get(merge_url(merged, kept)).content.decode()


def test_what_a_joined_fact_gives_up_is_said(editor):
    two = make.official(), make.official()
    event = make.event(status=Status.DRAFT)
    for official, side in zip(two, ("host", "guest"), strict=True):
        make.appearance(official=official, event=event, side=side)

    page = editor.get(merge_url(*two)).content.decode()

    assert "Side: “host” stays, “guest” goes." in page


def test_a_refusal_is_said_and_leaves_no_button(editor):
    whole = make.place()
    part = make.place(parent=whole)

    page = editor.get(merge_url(part, whole)).content.decode()

    assert "is part of" in page
    assert 'value="Merge"' not in page


class TestRights:
    """Who may change and delete records of a kind; and publishers, where readers know one."""

    def test_an_editor_is_told_that_readers_know_one_of_them(self, two, editor, publisher):
        kept, merged = two
        make.post(official=merged)

        assert "only a publisher" in editor.get(merge_url(kept, merged)).content.decode()
        data = {"with": merged.pk, "plan": plan_of(editor, kept, merged)}
        assert "only a publisher" in said(editor.post(merge_url(kept), data))
        assert Official.objects.count() == 2
        confirmed(publisher, kept, merged)
        assert Official.objects.count() == 1

    @pytest.mark.parametrize("missing", ["change", "delete"])
    @pytest.mark.parametrize("model", MERGEABLE, ids=lambda model: model.record_kind())
    def test_without_the_right_there_is_no_page_no_button_and_no_action(self, model, missing):
        client = signed_in("Publishers")
        kind = model.record_kind()
        rights = Permission.objects.filter(content_type__app_label="archive")
        client.user.groups.clear()
        client.user.user_permissions.set(rights.exclude(codename=f"{missing}_{kind}"))
        kept, merged = getattr(make, kind)(), getattr(make, kind)()

        assert client.get(merge_url(kept, merged)).status_code == 403
        assert client.post(merge_url(kept), {"with": merged.pk}).status_code == 403
        assert merge_url(kept) not in client.get(change_url(kept)).content.decode()
        assert "merge_selected" not in client.get(url(kind, "changelist")).content.decode()

    def test_a_stranger_is_asked_to_sign_in(self, two, client):
        assert client.get(merge_url(*two)).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", MERGEABLE, ids=lambda model: model.record_kind())
def test_two_records_of_every_kind_are_merged_by_these_pages(model, publisher):
    kept, merged = (getattr(make, model.record_kind())() for _ in range(2))

    confirmed(publisher, kept, merged)

    assert list(model.objects.all()) == [kept]


def test_articles_are_not_merged(publisher):
    article = make.article()

    assert "merge" not in publisher.get(change_url(article)).content.decode().lower()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30, "1%00", ""])
def test_a_record_that_does_not_exist_gives_no_error(key, two, editor):
    kept, _merged = two
    base = url("official", "changelist")

    assert editor.get(f"{base}{key or 0}/merge/").status_code == 404
    assert editor.get(merge_url(kept), {"with": key}).status_code == 200


def test_looking_costs_the_same_for_one_fact_or_many(two, editor, django_assert_max_num_queries):
    kept, merged = two
    for official in two:
        make.post(official=official)
    editor.get(merge_url(kept, merged))
    with django_assert_max_num_queries(200) as first:
        editor.get(merge_url(kept, merged))
    for official in two:
        for number in range(3):
            make.post(official=official, title=f"mayor {number}")
    with django_assert_max_num_queries(len(first)):
        editor.get(merge_url(kept, merged))


def test_the_pages_are_there_in_chinese(two, editor):
    editor.cookies["django_language"] = "zh-hans"

    page = editor.get(merge_url(*two)).content.decode()

    assert "合并" in page


def test_a_record_is_not_added_under_an_address_that_leads_elsewhere(two, editor):
    kept, merged = two
    confirmed(editor, kept, merged)
    data = typed(editor.get(url("official", "add"))) | {"name": "Somebody", "slug": "tan-zuo-jun"}

    page = editor.post(url("official", "add"), data).content.decode()

    assert "This address leads to “tan-zuojun”" in page
    assert Official.objects.count() == 1
