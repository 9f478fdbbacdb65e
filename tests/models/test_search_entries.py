"""What the full-text indexes find, on either database."""

from datetime import date

import pytest
from django.db import connection

from archive.models import LONG_AGO, Article, Official, SearchEntry, Status, finding
from archive.models.entry_ids import (
    KINDS,
    entry_id,
    is_dated,
    kind_of,
    rank_of,
    ranked_below,
    record_of,
    span,
)
from archive.models.search_indexes import NameIndex, TextIndex, scope
from archive.text.folding import index_text
from tests import make

HOSTILE = [
    "\0",
    "tan\0zuojun",
    '"',
    '"""',
    "'",
    "''' OR 1=1 --",
    "\\",
    "*",
    "tan*zuojun*",
    "()",
    ")(",
    "((((((",
    ":",
    "names : tan",
    "names:",
    "{names words} : tan",
    "^tan",
    "tan^2",
    "+tan",
    "- -",
    "-",
    "AND",
    "OR OR",
    "NOT",
    "tan AND NOT",
    "NEAR(tan, 5)",
    "NEAR(",
    "tan & zuojun",
    "tan | !zuojun",
    "tan <-> zuojun",
    "tan:*",
    "tan:A",
    "%s %(a)s %",
    "_",
    "; DROP TABLE archive_article; --",
    "xqpublic",
    "-xqpublic",
    "1e5 0x1f 3.5 1,000",
    "http://example.org/a?b=c",
    "a@b.org",
    "<b>tan</b>",
    "\ud800",
    "\u202etan",
    "\U0002cc56",
    "🎉",
    "ﬁ ½ ①",
    "a" * 100_000,
    "a " * 50_000,
    '"' * 100_000,
    "谭" * 100_000,
    "-" * 100_000,
    "tan-" * 25_000,
]


def entry(**fields):
    """An entry that no record has, as the service writes them."""
    given = {"kind": "article", "record_id": 1, "slug": "x", "sorts_on": LONG_AGO, "title": "X"}
    given |= fields
    is_public = given.pop("public", True)
    names = " ".join([*scope(given["kind"], is_public=is_public), index_text(given["title"])])
    pk = entry_id(
        given["kind"],
        given["record_id"],
        sorts_on=given["sorts_on"],
        title=given["title"],
        is_public=is_public,
    )
    return SearchEntry.objects.create(id=pk, is_public=is_public, names=names, **given)


@pytest.mark.parametrize("q", HOSTILE, ids=lambda q: ascii(q[:12]))
def test_whatever_is_typed_is_answered(q):
    make.article()

    list(SearchEntry.objects.matching(q))
    list(Article.objects.filter(pk__in=SearchEntry.objects.record_ids("article", q)))


@pytest.mark.parametrize("q", ["", "  ", "-dalian", "'", "…", "\0"])
def test_without_a_word_to_find_nothing_is_found(q):
    make.article()

    assert not SearchEntry.objects.matching(q).exists()
    assert not SearchEntry.objects.record_ids("article", q).exists()


def test_the_ids_of_records_narrow_a_list_of_them():
    found = make.article(title="Kiwifruit", language="en")
    make.article(title="Kiwifruit", language="zh")
    make.event(label="Kiwifruit")

    rows = Article.objects.filter(language="en")
    kept = rows.filter(pk__in=SearchEntry.objects.record_ids("article", "kiwifruit"))

    assert list(kept) == [found]


@pytest.mark.parametrize("q", ["wan", "wang"])
def test_the_ids_of_records_come_in_the_order_of_hits(q):
    longer = make.official(name="Wang Zhonghua")
    shorter = make.official(name="Wang Li")

    ids = SearchEntry.objects.record_ids("official", q, public=False)

    assert list(ids[:5]) == [shorter.pk, longer.pk]
    assert list(ids[:1]) == [shorter.pk]


def test_drafts_are_found_only_when_asked_for():
    draft = make.article(title="Kiwifruit", status=Status.DRAFT)

    assert not SearchEntry.objects.record_ids("article", "kiwifruit").exists()
    assert not SearchEntry.objects.public().matching("kiwifruit").exists()
    ids = SearchEntry.objects.record_ids("article", "kiwifruit", public=False)
    assert list(ids) == [draft.pk]


def test_the_last_word_goes_on_from_two_letters_in_names_and_four_in_texts():
    make.article(title="Liupanshui", text="A zeppelin was seen.")

    def found(q):
        return SearchEntry.objects.matching(q).exists()

    assert found("li")
    assert found("zepp")
    assert not found("zep")
    assert not found("zepp ")


def test_a_last_word_that_is_common_as_it_stands_does_not_go_on(monkeypatch):
    monkeypatch.setattr(finding, "COUNT_CAP", 2)
    for number in range(1, 4):
        entry(record_id=number, title="Dalian")
    entry(record_id=4, title="Dalianshan")

    assert {each.title for each in SearchEntry.objects.matching("dalian")} == {"Dalian"}
    assert SearchEntry.objects.matching("dalia").count() == 4


def test_ids_put_the_newest_of_a_kind_first_and_then_the_shortest_title():
    newest = entry(record_id=1, sorts_on=date(2018, 9, 12))
    older = entry(record_id=2, sorts_on=date(1959, 1, 1))
    short = entry(record_id=3, title="Dalian")
    long = entry(record_id=4, title="Dalian and more")

    assert list(SearchEntry.objects.newest_first()) == [newest, older, short, long]


def test_ranks_put_the_newest_of_all_kinds_first_and_then_the_shortest_title():
    newest = entry(record_id=1, kind="agreement", sorts_on=date(2018, 9, 12))
    older = entry(record_id=2, sorts_on=date(1959, 1, 1))
    short = entry(record_id=3, kind="place", title="Dalian")
    long = entry(record_id=4, kind="official", title="Dalian and more")

    ranks = [rank_of(each.pk) for each in (newest, older, short, long)]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", [LONG_AGO, date(1, 1, 2), date(2018, 9, 12), date.max])
@pytest.mark.parametrize("record", [1, 2**38 - 1])
def test_every_id_is_that_of_one_record_and_fits_a_database(kind, day, record, public):
    made = entry(kind=kind, record_id=record, sorts_on=day, title="X" * 500, public=public)

    assert kind_of(made.pk) == kind
    assert record_of(made.pk) == record
    assert list(TextIndex.objects.filter(rowid=made.pk).records()) == [record]
    assert is_dated(made.pk) == (day != LONG_AGO)
    assert (made.pk >= 0) == public
    first, last = span(kind)
    assert (first <= made.pk <= last) == public


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
@pytest.mark.parametrize("day", [LONG_AGO, date(2018, 9, 12), date.max])
def test_the_ids_of_a_kind_whose_rank_is_less_stand_in_one_span(kind, other, day):
    rank = rank_of(entry_id(kind, 7, sorts_on=day, title="X" * 9))
    for length in (8, 9, 10):
        for record in (6, 7, 8):
            title = "X" * length
            pk = entry_id(other, record, sorts_on=min(day, date(2018, 9, 12)), title=title)
            first, last = ranked_below(rank, other)
            assert (first <= pk <= last) == (rank_of(pk) < rank)


def test_the_indexes_follow_every_change_of_the_entries():
    made = entry(title="Dalian")

    def found(q):
        return SearchEntry.objects.matching(q).exists()

    assert found("dalian")
    SearchEntry.objects.filter(pk=made.pk).update(names="xqarticle baoshan", words="poverty")
    assert not found("dalian")
    assert found("baoshan poverty")
    SearchEntry.objects.all().delete()
    assert not found("baoshan")
    assert not found("poverty")


@pytest.mark.parametrize("index", [NameIndex, TextIndex])
def test_the_indexes_are_known_to_no_fixture_or_migration(index):
    assert index not in connection.introspection.get_migratable_models()
    assert str(index(rowid=1)) == "1"


def test_a_text_of_a_million_characters_is_indexed():
    words = " ".join(f"w{number}" for number in range(150_000))
    entry(words=words)

    assert SearchEntry.objects.matching("w1 w20000 ").exists()


def test_a_kind_that_does_not_exist_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="dragon"):
        SearchEntry.objects.record_ids("dragon", "dalian")


def test_an_official_is_found_by_what_editors_type():
    official = make.official(name="Tan Zuojun", native_name="谭作钧")

    for q in ("Tan Zuo jun", "谭作钧", "TAN Zuojun", "zuojun, tan", "Tan Zuo-jun"):
        ids = SearchEntry.objects.record_ids("official", q, public=False)
        assert list(Official.objects.filter(pk__in=ids)) == [official], q
