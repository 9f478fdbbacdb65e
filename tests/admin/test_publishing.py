"""Who decides what the public sees."""

import pytest

from archive.models import Article, Event, Post, Status
from tests import make
from tests.admin.screens import change_url, fields_of, sent, typed, url


def stored(record):
    return type(record).objects.get(pk=record.pk)


def test_an_editor_drafts_and_asks_for_review(editor):
    event = make.event(status=Status.DRAFT)

    assert sent(editor, event, status="in-review").status_code == 302
    assert stored(event).status == Status.REVIEW


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_a_forged_decision_of_an_editor_is_refused_with_a_message(status, editor):
    event = make.event(status=Status.DRAFT)

    response = sent(editor, event, status=status, withdrawal_reason="because")

    assert "Only publishers may" in response.content.decode()
    assert stored(event).status == Status.DRAFT


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_an_editor_cannot_take_back_what_is_published(status, editor):
    event = make.event()

    response = sent(editor, event, status=status)

    assert "Only publishers may" in response.content.decode()
    assert stored(event).is_public


def test_an_editor_may_still_correct_what_is_published(editor):
    event = make.event()

    assert sent(editor, event, label="Symposium").status_code == 302
    assert (stored(event).label, stored(event).status) == ("Symposium", Status.PUBLISHED)


def test_an_editor_cannot_add_a_published_record(editor):
    page = typed(editor.get(url("event", "add")))

    response = editor.post(url("event", "add"), page | {"label": "New", "status": "published"})

    assert "Only publishers may" in response.content.decode()
    assert not Event.objects.exists()


def test_an_editor_cannot_mark_a_fact_as_unsourced(editor):
    post = make.post(cited=False)

    response = sent(editor, post, unsourced="on")

    assert "Only publishers may" in response.content.decode()
    assert not stored(post).is_public


def test_an_editor_cannot_mark_a_fact_as_unsourced_in_an_inline(editor):
    post = make.post(cited=False)

    response = sent(editor, post.official, **{"posts-0-unsourced": "on"})

    assert "Only publishers may" in response.content.decode()
    assert not stored(post).unsourced


def test_an_editor_cannot_withdraw_a_person(editor):
    official = make.official()

    response = sent(editor, official, withdrawn="on", withdrawal_reason="wrong person")

    assert "Only publishers may" in response.content.decode()
    assert not stored(official).withdrawn


def test_an_editor_cannot_bring_back_a_published_version(editor, publisher):
    event = make.event(status=Status.PUBLISHED)
    published = event.history.get()
    sent(publisher, event, status="draft")
    address = url("event", "simple_history", event.pk, published.pk)

    response = editor.post(address, fields_of(editor.get(address).context["adminform"].form))

    assert response.status_code == 302
    assert stored(event).status == Status.DRAFT


def test_an_editor_says_what_became_of_an_agreement(editor):
    progress = make.progress()

    assert sent(editor, progress, status="in-force").status_code == 302
    assert stored(progress).status == "in-force"


def test_a_publisher_publishes_and_the_public_sees_it(publisher, client):
    event = make.event(status=Status.DRAFT)

    assert sent(publisher, event, status="published").status_code == 302
    assert stored(event).is_public
    assert client.get(event.get_absolute_url()).status_code == 200


def test_a_withdrawal_needs_its_reason(publisher):
    event = make.event()

    response = sent(publisher, event, status="withdrawn")

    form = response.context["adminform"].form
    assert "Say why it is withdrawn" in form.errors["withdrawal_reason"][0]
    assert stored(event).is_public


def test_a_withdrawn_record_says_why_at_its_address(publisher, client):
    event = make.event()

    sent(publisher, event, status="withdrawn", withdrawal_reason="It never took place.")

    response = client.get(event.get_absolute_url())
    assert response.status_code == 410
    assert "It never took place." in response.content.decode()


def test_publishers_publish_several_at_once(publisher):
    events = [make.event(status=Status.DRAFT) for _ in range(3)]
    gone = make.event(status=Status.WITHDRAWN, withdrawal_reason="wrong")
    chosen = [event.pk for event in [*events, gone]]

    publisher.post(
        url("event", "changelist"),
        {"action": "publish", "_selected_action": chosen, "index": 0},
        follow=True,
    )

    assert Event.objects.filter(is_public=True).count() == 3
    assert stored(gone).status == Status.WITHDRAWN


def test_editors_are_not_offered_to_publish(editor):
    event = make.event(status=Status.DRAFT)
    page = editor.get(url("event", "changelist")).content.decode()

    editor.post(
        url("event", "changelist"),
        {"action": "publish", "_selected_action": [event.pk], "index": 0},
    )

    assert "Publish selected" not in page
    assert stored(event).status == Status.DRAFT


def test_editors_cannot_delete_what_a_publisher_decided(editor, publisher):
    published = make.event()
    draft = make.event(status=Status.DRAFT)

    assert editor.post(url("event", "delete", published.pk), {"post": "yes"}).status_code == 403
    assert editor.post(url("event", "delete", draft.pk), {"post": "yes"}).status_code == 302
    assert publisher.post(url("event", "delete", published.pk), {"post": "yes"}).status_code == 302
    assert not Event.objects.exists()


def test_editors_cannot_delete_published_records_in_bulk(editor):
    published = make.event()

    editor.post(
        url("event", "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [published.pk],
            "post": "yes",
        },
    )

    assert stored(published)


def test_the_form_says_why_something_is_not_public(editor):
    article = make.article(status=Status.DRAFT)
    post = make.post(article=article)

    page = editor.get(change_url(post)).content.decode()

    assert f"Its article “{article}” is not public." in page
    assert "Its status is “draft”." in editor.get(change_url(article)).content.decode()
    bare = make.post(cited=False)
    assert "No passage supports it" in editor.get(change_url(bare)).content.decode()


def test_the_public_page_is_one_click_away(editor):
    post = make.post()

    page = editor.get(change_url(post)).content.decode()

    assert f'href="{post.get_absolute_url()}"' in page
    draft = make.article(status=Status.DRAFT)
    assert draft.get_absolute_url() not in editor.get(change_url(draft)).content.decode()


def test_an_article_without_the_permission_stays_a_draft(editor):
    page = typed(editor.get(url("article", "add")))

    editor.post(url("article", "add"), page | {"title": "New", "text": "Words."})

    assert Article.objects.get().status == Status.DRAFT
    assert not Post.objects.exists()
