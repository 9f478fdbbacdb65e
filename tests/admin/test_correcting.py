"""Correcting a text: its passages follow, and what cannot be found is told and kept."""

from archive.models import Article
from tests import make
from tests.admin.screens import added, change_url, sent, typed

HELD = "the meeting was held in Dalian"
SAID = "Tan Zuojun, mayor of Dalian, attended"


def test_a_corrected_text_moves_its_passages_and_says_what_was_lost(publisher):
    text = f"NEWS {make.TEXT}"
    article = make.article(text=text, body_start=5, body_end=len(text))
    kept = make.citation(article=article, exact=SAID)
    gone = make.citation(
        article=article, exact="signed the Kiwifruit Agreement", event=make.event()
    )
    text = f"PHOTO {text.replace('signed the Kiwifruit Agreement', 'met')}"

    response = publisher.post(
        change_url(article),
        typed(publisher.get(change_url(article))) | {"text": text},
        follow=True,
    )

    kept.refresh_from_db()
    gone.refresh_from_db()
    article.refresh_from_db()
    assert text[kept.start : kept.end] == SAID
    assert gone.lost
    assert not gone.is_public
    assert "1 passages moved, 1 lost" in response.content.decode()
    assert article.text[slice(*article.body)] == text.removeprefix("PHOTO NEWS ")


def test_the_text_is_kept_as_printed(editor):
    text = "  A line with\u00a0space \n\nand “marks”.\n "

    added(editor, "article", title="New", text=text.replace("\n", "\r\n"))

    assert Article.objects.get().text == text


def test_an_unchanged_article_stays_as_it_is_however_browsers_send_its_lines(editor):
    article = make.article(text="One.\nTwo.", body_start=0, body_end=4)
    page = typed(editor.get(change_url(article)))

    editor.post(change_url(article), page | {"text": "One.\r\nTwo."})

    article.refresh_from_db()
    assert article.version == 1


def test_a_lost_passage_is_found_again_with_other_words(editor):
    citation = make.citation(exact="the meeting was held in Dalian")
    sent(
        editor,
        citation.article,
        text=make.TEXT.replace("the meeting was held in Dalian", "all met"),
    )
    citation.refresh_from_db()
    assert citation.lost

    assert sent(editor, citation, exact="all met").status_code == 302

    citation.refresh_from_db()
    assert not citation.lost
    assert citation.is_public


def test_a_lost_passage_may_be_annotated_and_stays_lost(editor):
    citation = make.citation(exact="the meeting was held in Dalian")
    sent(
        editor,
        citation.article,
        text=make.TEXT.replace("the meeting was held in Dalian", "all met"),
    )

    assert sent(editor, citation, note="ask the paper").status_code == 302

    citation.refresh_from_db()
    assert (citation.lost, citation.note) == (True, "ask the paper")
