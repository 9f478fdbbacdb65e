"""Articles: the list, and the text as printed with the passages that facts stand on."""

import re

import pytest
from django.utils.translation import override

from archive.models import Official, Status, Supports
from tests import make

LIST = "/articles/"
PAGE = (
    "home > NEWS\n\n"
    "On September 12th, Tan Zuojun, mayor of Dalian, attended the meeting.\n\n"
    "Dalian City and Liupanshui City signed the Kiwifruit Agreement in Dalian.\n\n"
    "All rights reserved: Dalian Daily\n"
)
BODY = (PAGE.index("On September"), PAGE.index("\n\nAll rights"))


def printed(**fields):
    """An article with furniture above and below."""
    given = {"text": PAGE, "body_start": BODY[0], "body_end": BODY[1], "title": "Mayor attends"}
    return make.article(**given | fields)


def shown(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def words(html):
    """What a reader reads: without tags and runs of space."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"</d[td]>", " ", html)).split())


def test_the_list_shows_date_title_publisher_and_language(client):
    publisher = make.organization(name="Dalian Daily")
    make.article(title="Mayor attends", publisher=publisher, published="2018-09-13", language="zh")

    text = words(client.get(LIST).content.decode())

    assert "13 September 2018 Mayor attends Dalian Daily" in text
    assert "1 article" in text


def test_the_list_says_what_an_article_does_not_state(client):
    make.article()

    text = words(client.get(LIST).content.decode())

    assert "date not stated" in text
    assert "publisher not stated" in text


def test_the_list_costs_the_same_for_one_article_or_many(client, django_assert_num_queries):
    for _ in range(5):
        make.redaction(article=make.article(publisher=make.organization()))

    # the ids of the page, its articles, their withheld words; the facets:
    # publishers, years, languages, and the publishers' names
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_list_is_read_page_by_page(client, monkeypatch):
    monkeypatch.setattr("archive.views.lists.RecordList.page_size", 2)
    titles = [f"Article {letter}" for letter in "ABC"]
    for title in titles:
        make.article(title=title)

    first = client.get(LIST).content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(LIST + following).content.decode()

    assert [title for title in titles if title in first] == ["Article B", "Article C"]
    assert [title for title in titles if title in second] == ["Article A"]
    assert "First page" in second
    assert "First page" not in first


def test_an_article_is_shown_as_printed_with_numbered_paragraphs(client):
    html = shown(client, printed())

    assert 'id="p1"' in html
    assert 'id="p2"' in html
    assert 'id="p3"' not in html
    assert "Tan Zuojun, mayor of Dalian, attended the meeting." in words(html)


def test_the_furniture_of_the_page_is_folded_away(client):
    html = shown(client, printed())
    above, _, rest = html.partition('id="p1"')

    assert "home &gt; NEWS" in above.partition('class="furniture"')[2]
    assert "Dalian Daily" in rest.partition('class="furniture"')[2]


def test_an_article_says_what_it_does_not_state(client):
    text = words(shown(client, make.article(language="en")))

    assert "Publisher, byline, web address and date of publication: not stated." in text
    assert "In English," in text


def test_a_passage_is_marked_and_its_note_says_which_fact(client):
    article = printed()
    official = make.official(name="Tan Zuojun")
    post = make.post(official=official, article=article, cited=False)
    citation = make.citation(post=post, article=article, exact="Tan Zuojun, mayor of Dalian")

    html = shown(client, article)
    mark = re.search(rf'<mark class="passage states" id="{citation.anchor}">(.*?)</mark>', html)

    assert words(mark[1]).startswith("Tan Zuojun, mayor of Dalian")
    assert 'href="#n1"' in mark[1]
    note = re.search(r'<li id="n1">.*?</li>', html, re.DOTALL)[0]
    assert words(note).endswith("Post: Tan Zuojun: mayor of Dalian")
    assert official.get_absolute_url() in note
    assert post.get_absolute_url() in note


@pytest.mark.parametrize(
    ("supports", "said"),
    [
        (Supports.IMPLIES, "Event, date, implied: Promotion meeting"),
        (Supports.CONTRADICTS, "Event, date, contradicted: Promotion meeting"),
        (Supports.MENTIONS, "Event, date, only mentioned: Promotion meeting"),
    ],
)
def test_a_note_says_what_a_passage_does_for_its_fact(client, supports, said):
    article = printed()
    make.citation(
        article=article,
        event=make.event(label="Promotion meeting"),
        about="date",
        supports=supports,
        exact="On September 12th",
    )

    html = shown(client, article)

    assert f'class="passage {supports}"' in html
    assert said in words(html)


def test_facts_of_one_passage_share_a_mark_and_each_has_its_anchor(client):
    article = printed()
    citations = [
        make.citation(article=article, event=make.event(), exact="On September 12th")
        for _ in range(3)
    ]

    html = shown(client, article)

    assert html.count("<mark") == 1 + 3  # and the three of the legend
    for citation in citations:
        assert html.count(f'id="{citation.anchor}"') == 1


def test_passages_within_and_across_each_other_keep_the_text_and_their_anchors(client):
    article = printed()
    quotes = ["Tan Zuojun, mayor of Dalian", "mayor", "Dalian, attended the meeting"]
    made = [make.citation(article=article, exact=quote) for quote in quotes]

    html = shown(client, article)

    paragraph = re.search(r'<p class="printed"[^>]*>(On September.*?)</p>', html)[1]
    assert words(re.sub(r'<a class="ref".*?</a>', "", paragraph)) == PAGE.splitlines()[2]
    assert paragraph.count("<mark") == paragraph.count("</mark>") == 4  # the last one is cut in two
    for citation in made:
        assert paragraph.count(f'id="{citation.anchor}"') == 1
    assert paragraph.count('class="ref"') == 3


def test_a_passage_in_the_furniture_is_marked_there(client):
    article = printed()
    citation = make.citation(article=article, about_article=article, exact="Dalian Daily")

    html = shown(client, article)

    below = html.rpartition('class="furniture"')[2]
    assert f'id="{citation.anchor}"' in below


def test_a_passage_about_a_draft_is_not_marked(client):
    article = printed()
    secret = make.event(label="Secret", status=Status.DRAFT)
    citation = make.citation(article=article, event=secret, exact="attended the meeting")

    html = shown(client, article)

    assert citation.is_public  # as its article is; the event is not
    assert citation.anchor not in html
    assert "Secret" not in html


def test_withheld_words_are_nowhere_on_the_page(client):
    article = make.article(
        slug="visit",
        title="Wang Huanpeng is visited",
        kicker="News of Wang Huanpeng",
        byline="Wang Huanpeng",
        rights="Wang Huanpeng",
        text="He came to the home of Wang Huanpeng. WANG  HUANPENG told him of Wang\nHuanpeng.",
    )
    make.citation(article=article, exact="the home of Wang Huanpeng. WANG")
    make.citation(article=article, exact="Huanpeng. WANG  HUANPENG told")
    make.redaction(article=article, exact="Wang Huanpeng", reason="private person")

    html = shown(client, article)

    assert "wang" not in html.casefold()
    assert "huanpeng" not in html.casefold()
    assert "the home of withheld: private person" in words(html)
    printed_words = "".join(re.findall(r'<p class="printed".*?</p>', html))
    assert printed_words.count('class="redacted"') == 4  # the third is in both paragraphs


def test_the_reasons_of_all_that_covers_a_passage_are_given_once(client):
    article = make.article(text="He came to the home of Wang Huanpeng and his wife.")
    make.redaction(article=article, exact="Wang Huanpeng and", reason="private person")
    make.redaction(article=article, exact="and his wife", reason="family")

    assert "the home of withheld: private person; family." in words(shown(client, article))


def test_the_records_of_an_article_are_listed_below_it(client):
    article = printed()
    official = make.official(name="Tan Zuojun")
    event = make.event(label="Promotion meeting")
    appearance = make.appearance(official=official, event=event, cited=False)
    make.citation(appearance=appearance, article=article, exact="attended the meeting")

    below = words(shown(client, article)).partition("Records in this article")[2]

    assert "Events Promotion meeting Officials Tan Zuojun" in below


def test_a_translation_and_its_original_lead_to_each_other(client):
    original = make.article(title="Original")
    translation = make.article(title="Translation", translation_of=original)
    draft = make.article(title="Unfinished", translation_of=original, status=Status.DRAFT)

    assert original.get_absolute_url() in shown(client, translation)
    assert translation.get_absolute_url() in shown(client, original)
    assert draft.title not in shown(client, original)


def test_an_article_costs_the_same_however_many_facts(client, django_assert_num_queries):
    article = printed(publisher=make.organization())
    make.redaction(article=article, exact="Kiwifruit")
    for number in range(6):
        official = make.official()
        make.citation(article=article, official=official, supports=Supports.MENTIONS, exact="mayor")
        post = make.post(article=article, official=official, cited=False)
        name = make.name(official=official)
        party = make.party(official=official, position=number)
        appearance = make.appearance(official=official, cited=False)
        delegation = make.appearance(delegation=make.delegation(), cited=False)
        for fact in (post, name, party, appearance, delegation):
            make.citation(
                article=article, exact="attended the meeting", **{fact.record_kind(): fact}
            )

    # The article with its publisher, its withheld words, its translations, its citations.
    with django_assert_num_queries(4):
        html = shown(client, article)
    assert Official.objects.first().name in html


def test_a_draft_does_not_exist(client):
    article = make.article(status=Status.DRAFT, title="Secret")

    response = client.get(article.get_absolute_url())

    assert response.status_code == 404
    assert "Secret" not in response.content.decode()
    assert "Secret" not in client.get(LIST).content.decode()


def test_an_article_with_lost_redactions_is_off_the_site(client):
    article = make.article(text="He came to the home of Wang Huanpeng.")
    make.redaction(article=article, exact="Wang Huanpeng")
    article.text = "He came to the home of Wang Huanp."
    make.saved(article)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_article_is_named_with_its_permanent_address(client):
    make.article(title="Mayor attends", published="2018-09-13", slug="mayor")

    with override("en"):  # the request leaves its language behind
        html = client.get("/zh-hans/articles/mayor/").content.decode()

    assert "http://testserver/articles/mayor/" in html


def test_a_slug_in_chinese_has_a_page(client):
    article = make.article(slug="大连市长出席会议")

    assert client.get(article.get_absolute_url()).status_code == 200


def test_passages_are_numbered_as_their_numbers_stand_in_the_text(client):
    article = printed()
    event = make.event()
    make.citation(article=article, event=event, exact="Tan Zuojun, mayor of Dalian, attended")
    make.citation(article=article, event=event, exact="mayor of Dalian")
    make.citation(article=article, event=event, exact="On September 12th")

    numbers = re.findall(r'<a class="ref" href="#n(\d)">', shown(client, article))

    assert numbers == ["1", "2", "3"]


def test_an_article_says_how_much_of_it_is_covered_by_facts(client):
    article = make.article(text="abcd efgh\n\nijkl mnop")
    make.citation(article=article, event=make.event(), exact="efgh")
    make.citation(article=article, place=make.place(), exact="mnop", supports=Supports.MENTIONS)

    text = words(shown(client, article))

    assert "Covered by facts 25% of the text" in text
    assert "No fact is recorded from paragraph: 2" in text


def test_overlapping_passages_cover_their_words_once_and_page_furniture_does_not_count(client):
    article = make.article(text="menu\n\nabcd efgh", body_start=6, body_end=15)
    event = make.event()
    for exact in ["menu", "abcd efgh", "efgh"]:
        make.citation(article=article, event=event, exact=exact)

    text = words(shown(client, article))

    assert "100% of the text" in text
    assert "No fact is recorded from paragraph" not in text


def test_an_article_without_facts_gives_no_share(client):
    assert "Covered by facts" not in words(shown(client, printed()))
