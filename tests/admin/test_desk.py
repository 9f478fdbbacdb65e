"""The desk: facts written from the words of an article, and the way there and back."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Permission

from archive.models import Citation, Post, Redaction, Status, User
from tests import make
from tests.admin.screens import typed, url

TEXT = (
    "Home > News\n\n\nThe mayor came on Monday.  “Tan Zuojun” <谭作钧>, mayor of Dalian, spoke.\n"
    "\N{CHERRY BLOSSOM} The mayor left."
)


def desk_of(article):
    return url("article", "desk", article.pk)


def article_said():
    body = TEXT.index("The mayor")
    return make.article(text=TEXT, body_start=body, body_end=len(TEXT))


def form_for(client, article, new, **given):
    """The empty form to which the desk leads: (its address, the page)."""
    answer = client.get(desk_of(article), {"new": new, **given})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url, client.get(answer.url)


class TextOf(HTMLParser):
    """What a browser takes for the text of the desk."""

    def __init__(self):
        super().__init__()
        self.depth = 0
        self.words = ""

    def handle_starttag(self, tag, attrs):
        if self.depth or ("id", "desk-text") in attrs:
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        self.words += data if self.depth else ""


def text_shown(page):
    parser = TextOf()
    parser.feed(page.content.decode())
    return parser.words


def test_the_text_stands_there_to_the_letter_however_its_passages_overlap(editor):
    article = article_said()
    event = make.event()
    for words in ["The mayor came", "came on Monday", "Tan Zuojun", "mayor of Dalian, spoke"]:
        make.citation(article=article, event=event, exact=words)
    make.redaction(article=article, exact="谭作钧")
    assert text_shown(editor.get(desk_of(article))) == TEXT


def test_words_become_a_fact_that_cites_them_where_they_were_selected(editor):
    article, official = article_said(), make.official()
    last = TEXT.rindex("The mayor")
    address, page = form_for(editor, article, "post", words="The mayor", start=last)
    given = typed(page) | {"official": official.pk, "title": "mayor"}

    answer = editor.post(address, given)

    citation = Citation.objects.get(post=Post.objects.get(title="mayor"))
    assert (citation.exact, citation.start) == ("The mayor", last)
    assert citation.post.article == article
    assert answer.url == f"{desk_of(article)}#at-{last}"


@pytest.mark.parametrize("kind", ["event", "delegation", "agreement", "appearance", "progress"])
def test_any_form_begins_with_the_words(kind, editor):
    article = article_said()
    _address, page = form_for(editor, article, kind, words="mayor of Dalian")
    assert b"mayor of Dalian</textarea>" in page.content
    assert typed(page)["citations-0-article"] == article.pk


def test_a_short_passage_is_the_name_of_who_or_what_it_names(editor):
    _address, page = form_for(editor, article_said(), "official", words="Tan Zuojun")
    assert typed(page)["name"] == "Tan Zuojun"
    _address, page = form_for(editor, article_said(), "name", words="谭作钧")
    assert typed(page)["text"] == "谭作钧"


def test_words_are_withheld_from_the_desk(editor):
    article = article_said()
    address, page = form_for(editor, article, "redaction", words="Tan Zuojun")
    editor.post(address, typed(page) | {"reason": "a private person"})
    assert Redaction.objects.get().article == article


def test_quotation_marks_and_spaces_may_differ_from_the_text(editor):
    address, _page = form_for(editor, article_said(), "post", words='Monday. "Tan')
    assert f"start={TEXT.index('Monday')}" in address


def test_words_that_are_not_there_are_refused_with_what_is(editor):
    page = editor.get(desk_of(article_said()), {"new": "post", "words": "The mayor come on Monday"})
    assert "The article does not say this." in page.context["form"].errors["words"]
    assert any("came on Monday" in each for each in page.context["form"].errors["words"])


def test_words_that_stand_twice_must_be_selected(editor):
    page = editor.get(desk_of(article_said()), {"new": "post", "words": "The mayor"})
    assert "2 times" in page.context["form"].errors["words"][0]


def test_what_is_recorded_stands_beside_the_text_and_leads_back(editor):
    article = article_said()
    post = make.post(article=article, title="mayor of Dalian", cited=False)
    citation = make.citation(article=article, post=post, exact="mayor of Dalian")
    [line] = editor.get(desk_of(article)).context["passages"]
    assert line["words"] == "mayor of Dalian"

    page = editor.get(line["url"])
    answer = editor.post(line["url"], typed(page) | {"title": "mayor"})

    post.refresh_from_db()
    assert post.title == "mayor"
    assert answer.url == f"{desk_of(article)}#at-{citation.start}"


def test_a_new_article_leads_to_its_desk(editor):
    add = url("article", "add")
    given = typed(editor.get(add)) | {"title": "News", "text": TEXT}
    page = editor.post(add, given, follow=True)
    assert b"Now record what it says." in page.content


@pytest.mark.parametrize(
    "query", ["start=5&end=3", "start=0&end=99999", "start=x&end=9", "start=%C2%B2&end=9"]
)
def test_an_address_that_names_no_words_is_an_empty_form(query, editor):
    article = article_said()
    page = editor.get(f"{url('post', 'add')}?article={article.pk}&desk={article.pk}&{query}")
    assert page.status_code == 200
    assert "citations-0-exact" not in typed(page)


def test_the_desk_offers_only_what_the_editor_may_add(client):
    user = User.objects.create_user("reader", password="x", is_staff=True)
    names = ["view_article", "add_post"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    article = article_said()

    page = client.get(desk_of(article))
    refused = client.get(desk_of(article), {"new": "event", "words": "Tan Zuojun"})

    assert [value for _h, some in page.context["kinds"] for value, *_words in some] == ["post"]
    assert refused.status_code == 200
    assert "You may not add this." in refused.context["form"].errors["new"]


def test_the_desk_is_for_those_who_may_see_the_article(client, editor):
    article = article_said()
    assert client.get(desk_of(article)).status_code == 302
    client.force_login(User.objects.create_user("other", password="x", is_staff=True))
    assert client.get(desk_of(article)).status_code == 403
    assert editor.get(url("article", "desk", "999999")).status_code == 404
    assert editor.get(url("article", "desk", "x")).status_code == 404


def test_the_desk_costs_the_same_however_much_is_recorded(editor, django_assert_max_num_queries):
    article = article_said()
    for _number in range(30):
        make.post(article=article, title="mayor", cited=False)
    for post in Post.objects.all():
        make.citation(article=article, post=post, exact="mayor of Dalian")
    with django_assert_max_num_queries(10):
        page = editor.get(desk_of(article))
    assert len(page.context["passages"]) == 30


RELEASE = (
    "Huaihe Mayor Visits Linshan\n\nOn May 6, 2019, Zhou Weimin, mayor of Huaihe City, visited "
    "Linshan University.\n\nHuaihe City and Linshan University signed the Framework Agreement on "
    "Talent Training."
)


def test_what_the_text_probably_states_is_offered_as_forms_to_check(editor):
    article = make.article(text=RELEASE)
    claims = {each["label"]: each for each in editor.get(desk_of(article)).context["claims"]}
    post = next(each for label, each in claims.items() if label.startswith("Zhou Weimin: mayor"))
    page = editor.get(post["url"])

    assert typed(page)["title"] == "mayor"
    assert "Zhou Weimin, mayor of Huaihe" in typed(page)["citations-0-exact"]
    agreement = editor.get(claims["Framework Agreement on Talent Training"]["url"])
    assert typed(agreement)["kinds"] == ["framework"]


def test_what_is_recorded_is_not_offered_again(editor):
    article = make.article(text=RELEASE)
    before = editor.get(desk_of(article)).context["claims"]
    post = make.post(article=article, title="mayor", cited=False)
    make.citation(article=article, post=post, exact="Zhou Weimin, mayor of Huaihe City")

    after = editor.get(desk_of(article)).context["claims"]

    assert [each["label"] for each in before if each not in after] == [
        next(each["label"] for each in before if each["kind"] == "post")
    ]


def test_two_facts_start_from_the_same_words_one_after_the_other(editor):
    article = article_said()
    address, page = form_for(editor, article, "post", words="mayor of Dalian")
    given = typed(page) | {"official": make.official().pk, "title": "mayor"}

    answer = editor.post(address, given | {"_addanother": "on"}, follow=True)

    assert typed(answer)["citations-0-exact"] == "mayor of Dalian"
    again = editor.post(address, given | {"title": "acting mayor", "_continue": "on"}, follow=True)
    assert again.context["way_back"].startswith(desk_of(article))


def test_a_claim_is_not_taken_for_the_record_of_a_longer_post(editor):
    article = make.article(text=RELEASE)
    post = make.post(article=article, title="deputy mayor", cited=False)
    make.citation(article=article, post=post, exact="Zhou Weimin, mayor of Huaihe City")
    claims = editor.get(desk_of(article)).context["claims"]
    assert any(each["label"].startswith("Zhou Weimin: mayor") for each in claims)


def test_an_agreement_that_names_nobody_is_offered_by_its_kind(editor):
    words = "The two cities signed a Memorandum of Understanding on port cooperation."
    claims = editor.get(desk_of(make.article(text=words))).context["claims"]
    assert [each["label"] for each in claims] == ["memorandum of understanding"]


def test_words_from_first_to_last_become_the_body_once_the_article_is_saved(editor):
    article = make.article(text=TEXT)
    body = "The mayor came on Monday.  “Tan Zuojun” <谭作钧>, mayor of Dalian, spoke."
    address, page = form_for(editor, article, "article", words=body)
    article.refresh_from_db()
    assert article.body_start is None

    answer = editor.post(address, typed(page))

    article.refresh_from_db()
    assert article.text[slice(*article.body)] == body
    assert answer.url.startswith(desk_of(article))


def test_who_may_not_change_an_article_is_not_asked_where_it_begins(client):
    user = User.objects.create_user("reader", password="x", is_staff=True)
    names = ["view_article", "add_post"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    address = desk_of(article_said())
    assert b"The article itself" not in client.get(address).content
    answer = client.get(address, {"new": "article", "words": "Tan Zuojun"})
    assert "You may not add this." in answer.context["form"].errors["new"]


def test_the_desk_says_what_readers_do_not_see_yet(editor, publisher):
    article = make.article(text=TEXT, status=Status.DRAFT)
    make.citation(article=article, post=make.post(cited=False), exact="mayor of Dalian")
    page = editor.get(desk_of(article)).content.decode()
    assert "Its status is “draft”." in page
    assert "not public yet" in page

    form = url("article", "change", article.pk)
    publisher.post(form, typed(publisher.get(form)) | {"status": Status.PUBLISHED})

    page = editor.get(desk_of(article)).content.decode()
    assert "Public: see its page" in page
    assert "not public yet" not in page


def test_the_desk_says_what_each_kind_of_fact_is(editor):
    page = editor.get(desk_of(article_said())).content.decode()
    assert "An article calls an official so" in page


def test_the_list_of_articles_leads_to_their_desks(editor):
    article = article_said()
    assert desk_of(article) in editor.get(url("article", "changelist")).content.decode()
