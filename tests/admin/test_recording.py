"""Recording facts: saved with their passages, in one go, and nothing derived out of step."""

from html import unescape

from archive.models import (
    Appearance,
    Citation,
    Official,
    Party,
    Place,
    Post,
    Redaction,
    SearchEntry,
)
from tests import make
from tests.admin.screens import added, change_url, rows, sent, url

HELD = "the meeting was held in Dalian"
SAID = "Tan Zuojun, mayor of Dalian, attended"


def test_a_post_with_its_quote_is_public_at_once(editor):
    official, article = make.official(), make.article()
    row = {"article": article.pk, "title": "mayor of Dalian", "quote": SAID}

    assert sent(editor, official, **rows("posts", row)).status_code == 302

    post = Post.objects.get()
    assert post.is_public
    assert post.slug
    assert (post.citations.get().exact, post.citations.get().article) == (SAID, article)
    official.refresh_from_db()
    assert official.is_public


def test_a_new_official_comes_with_names_posts_and_passages_in_one_go(editor):
    article = make.article()
    given = {"name": "Tan Zuojun"}
    given |= rows("names", {"text": "谭作钧", "kind": "script", "language": "zh-Hans"})
    given |= rows("posts", {"article": article.pk, "title": "mayor of Dalian", "quote": SAID})
    given |= rows(
        "citations", {"article": article.pk, "exact": "Tan Zuojun", "supports": "mentions"}
    )

    assert added(editor, "official", **given).status_code == 302

    official = Official.objects.get()
    assert official.slug == "tan-zuojun"
    assert official.names.get().slug.startswith("tan-zuojun")
    assert official.posts.get().is_public
    assert official.citations.get().supports == "mentions"


def test_a_new_event_comes_with_its_people(editor):
    article = make.article()
    official = make.official()
    row = {
        "official": official.pk,
        "side": "host",
        "roles": ["attended"],
        "quoted_article": article.pk,
        "quote": "Tan Zuojun, mayor of Dalian,  attended",
    }

    response = added(editor, "event", label="Symposium", **rows("appearances", row))

    assert response.status_code == 302
    appearance = Appearance.objects.get()
    assert (appearance.event.label, appearance.roles) == ("Symposium", ["attended"])
    assert appearance.citations.get().exact == SAID


def test_an_agreement_comes_with_its_sides_in_the_order_printed(editor):
    article = make.article()
    dalian, panzhou = make.place(name="Dalian"), make.place(name="Panzhou")
    quoted = {"quoted_article": article.pk, "quote": "signed the Kiwifruit Agreement"}
    sides = [
        {"place": dalian.pk, "role": "party", "position": 1} | quoted,
        {"place": panzhou.pk, "role": "party", "position": 2} | quoted,
    ]

    added(editor, "agreement", title="Kiwifruit Agreement", **rows("parties", *sides))

    assert [str(party) for party in Party.objects.order_by("position")] == ["Dalian", "Panzhou"]
    assert Citation.objects.count() == 2


def test_words_that_the_article_does_not_say_are_refused_at_the_quote(editor):
    official, article = make.official(), make.article()
    row = {"article": article.pk, "title": "mayor of Dalian", "quote": "He was never there."}

    response = sent(editor, official, **rows("posts", row))

    page = response.content.decode()
    formset = response.context["inline_admin_formsets"][1].formset
    assert "The article does not say this." in formset.forms[0].errors["quote"]
    assert "Copy the words from the article." in page
    assert "He was never there." in page
    assert 'value="mayor of Dalian"' in page
    assert not Post.objects.exists()


def test_a_quote_that_is_nearly_right_is_answered_with_what_the_article_says(editor):
    event, article = make.event(), make.article()
    row = {
        "article": article.pk,
        "exact": "Tan Zuojun, the mayor of Dalian, attended",
        "supports": "states",
    }

    response = sent(editor, event, **rows("citations", row))

    errors = response.context["inline_admin_formsets"][1].formset.forms[0].errors["exact"]
    assert errors[0] == "The article does not say this."
    assert SAID in errors[1]


def test_words_that_stand_there_twice_are_told_apart_by_what_stands_around_them(editor):
    event = make.event()
    article = make.article(text="He came to Dalian. Later she came to Dalian.")
    row = {"article": article.pk, "exact": "came to Dalian", "supports": "states"}

    response = sent(editor, event, **rows("citations", row))
    assert "2 times" in response.content.decode()

    assert sent(editor, event, **rows("citations", row | {"prefix": "she "})).status_code == 302
    assert Citation.objects.get().start == article.text.rindex("came to Dalian")


def test_a_citation_of_a_post_takes_the_post_s_article(editor):
    post = make.post(cited=False)
    row = {"exact": SAID, "supports": "states"}

    assert sent(editor, post, **rows("citations", row)).status_code == 302
    assert post.citations.get().article == post.article


def test_a_citation_needs_its_article(editor):
    event = make.event()

    response = sent(editor, event, **rows("citations", {"exact": SAID, "supports": "states"}))

    assert "Choose the article that says this." in response.content.decode()


def test_the_article_cited_last_is_offered_next(editor):
    citation = make.citation(event=make.event())

    page = editor.get(change_url(citation.event))

    empty = page.context["inline_admin_formsets"][1].formset.empty_form
    assert empty["article"].value() == citation.article_id


def test_two_equal_rows_are_refused_with_the_rule_and_nothing_is_saved(editor):
    official, article = make.official(), make.article()
    row = {"article": article.pk, "title": "mayor of Dalian"}

    response = sent(editor, official, note="typed", **rows("posts", row, row))

    assert response.status_code == 200
    assert "This article's statement of that post is already there" in unescape(
        response.content.decode()
    )
    assert "typed" in response.content.decode()
    assert not Post.objects.exists()
    assert "was changed successfully" not in response.content.decode()


def test_a_rule_over_several_fields_is_said_in_the_form(editor):
    event = make.event()
    row = {"official": make.official().pk, "group": "leaders", "side": "host"}

    response = sent(editor, event, **rows("appearances", row))

    assert "Give an official or a group, not both." in response.content.decode()


def test_a_redaction_made_on_the_article_hides_the_words(editor, client):
    article = make.article()
    row = {"exact": "Tan Zuojun", "reason": "private person"}

    assert sent(editor, article, **rows("redactions", row)).status_code == 302

    assert Redaction.objects.count() == 1
    assert "Tan Zuojun" not in client.get(article.get_absolute_url()).content.decode()


def test_deleting_the_last_citation_takes_the_fact_off_the_public_site(editor):
    post = make.post()
    official = post.official

    response = editor.post(url("citation", "delete", post.citations.get().pk), {"post": "yes"})

    assert response.status_code == 302
    post.refresh_from_db()
    official.refresh_from_db()
    assert not post.is_public
    assert not official.is_public


def test_deleting_several_at_once_keeps_what_depends_on_them_in_step(editor):
    posts = [make.post() for _ in range(3)]
    data = {
        "action": "delete_selected",
        "_selected_action": [post.pk for post in posts],
        "post": "yes",
    }

    editor.post(url("post", "changelist"), data)

    assert not Post.objects.exists()
    assert not Official.objects.filter(is_public=True).exists()


def test_deleting_an_inline_row_settles_what_it_supported(editor):
    post = make.post()

    assert sent(editor, post, **{"citations-0-DELETE": "on"}).status_code == 302

    post.refresh_from_db()
    assert not post.is_public


def test_a_record_that_others_need_is_not_deleted(editor):
    place = make.event(place=make.place()).place

    page = editor.get(url("place", "delete", place.pk)).content.decode()

    assert "Cannot delete" in page


def test_the_posts_held_then_are_kept(editor):
    post = make.post()
    appearance = make.appearance(official=post.official)

    assert sent(editor, appearance, posts=[post.pk]).status_code == 302

    assert list(appearance.posts.all()) == [post]


def test_a_slug_is_given_once_and_never_changed(editor):
    added(editor, "place", name="Dalian", slug="dalian-city")
    place = Place.objects.get()

    sent(editor, place, name="Dairen", slug="dairen")

    place.refresh_from_db()
    assert (place.name, place.slug) == ("Dairen", "dalian-city")


def test_the_editor_stands_in_the_history(editor):
    place = make.place()

    sent(editor, place, name="Dalian")

    assert place.history.first().history_user == editor.user


def test_what_a_reader_concluded_is_ticked(editor):
    event = make.event(place=make.place())

    sent(editor, event, inferred=["place", "date"])

    event.refresh_from_db()
    assert event.inferred == ["place", "date"]


def test_a_new_record_is_findable_at_once(editor):
    added(editor, "event", label="Kiwifruit symposium")

    assert SearchEntry.objects.filter(kind="event", title="Kiwifruit symposium").exists()
