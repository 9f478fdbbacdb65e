"""make_archive: a synthetic archive that stands up to the audit."""

import pytest
from django.core.management import CommandError, call_command

from archive.models import Agreement, Article, Citation, Party, SearchEntry
from archive.services.making import SyntheticArchive, articles
from archive.services.publishing import ORDER, out_of_step
from tests import make


def test_it_makes_what_was_asked_for_published_cited_and_searchable(capsys):
    call_command("make_archive", "--articles", "100")
    assert Article.objects.public().count() == 100
    assert Agreement.objects.public().count() == 10
    assert Party.objects.public().count() == 20
    assert not [row for model in ORDER for row in out_of_step(model)]
    assert SearchEntry.objects.filter(kind="article").count() == 100
    assert "article: 100" in capsys.readouterr().out


def test_every_quote_stands_where_its_citation_says():
    call_command("make_archive", "--articles", "60", verbosity=0)
    for citation in Citation.objects.select_related("article"):
        assert citation.article.text[citation.start : citation.end] == citation.exact


def test_the_same_seed_makes_the_same_articles_and_another_seed_others():
    def digests(seed):
        return [each.sha256 for each in articles(SyntheticArchive(articles=20, seed=seed))]

    assert digests(7) == digests(7)
    assert digests(7) != digests(8)


def test_an_archive_that_holds_something_is_left_alone():
    make.official()
    with pytest.raises(CommandError, match="not empty"):
        call_command("make_archive", "--articles", "10")
    assert not Article.objects.exists()


def test_records_can_be_added_afterwards():
    call_command("make_archive", "--articles", "20", verbosity=0)
    make.article()
    make.agreement(parties=["A"])
