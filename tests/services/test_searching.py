"""The search, and its entries in step with the records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import (
    SearchEntry,
    Status,
    finding,
)
from archive.services import counting, searching
from archive.services.searching import (
    BadCursorError,
    Count,
    search,
)
from tests import make
from tests.models.test_search_entries import HOSTILE
from tests.services.searches import all_words, change, every, in_step, public_official, titles

TEXT = (
    "Position: Index>>News\n\nOn September 12th, Tan Zuo-jun went to Da’an.\n"
    "The red kiwifruit of Shuicheng was praised. BaoShan was not named.\n\n[Print] [Close]"
)


@pytest.fixture
def small_cap(monkeypatch):
    monkeypatch.setattr(finding, "COUNT_CAP", 5)
    monkeypatch.setattr(searching, "COUNT_CAP", 5)
    monkeypatch.setattr(counting, "COUNT_CAP", 5)
    monkeypatch.setattr(searching, "CHUNK", 2)


# What is found


@pytest.mark.parametrize(
    "q",
    ["Tan Zuojun", "Tan Zuo-jun", "Tan Zuo jun", "zuojun tan", "TAN Zuojun", "谭作钧", "tan zuo"],
)
def test_a_person_is_found_however_the_name_is_written(q):
    public_official(name="Tan Zuojun", native_name="谭作钧")
    public_official(name="Tan Chengxu")

    assert titles(q)[0] == "Tan Zuojun"
    assert "Tan Chengxu" not in titles(q)


@pytest.mark.parametrize(
    "q",
    [
        "BaoShan",
        "Bao shan",
        "baoshan",
        "Da’an",
        "Da'an",
        "DaAn",
        "Tan Zuo-jun",
        "zuojun tan",
        "kiwifr",
        '"red kiwifruit"',
        '"red kiwifruit',
        "kiwifruit -dalian",
        'praised "of shuicheng"',
    ],
)
def test_an_article_is_found_by_words_of_its_text(q):
    make.article(title="Found", text=TEXT)
    make.article(title="Of Dalian", text="Kiwifruit, red, of Dalian, not praised")

    assert titles(q)[:1] == ["Found"]


@pytest.mark.parametrize("q", ['"kiwifruit red"', "kiwifruit -red", "kiwi ", "-kiwifruit", "ruit"])
def test_an_article_is_not_found_by_what_it_does_not_say(q):
    make.article(title="Found", text=TEXT)

    assert titles(q) == []


def test_the_furniture_of_a_page_is_not_searched():
    start, end = TEXT.index("On Sept"), TEXT.index("[Print]")
    make.article(text=TEXT, body_start=start, body_end=end)

    assert titles("position") == titles("print") == []
    assert titles("kiwifruit")


@pytest.mark.parametrize("q", HOSTILE, ids=lambda q: ascii(q[:12]))
def test_whatever_is_typed_is_answered(q):
    make.article(text=TEXT)

    assert len(search(q=q).hits) <= 1


def test_every_kind_is_found_by_what_its_page_prints():
    dalian = make.place(name="Dalian", level="prefecture")
    college = make.organization(name="Dalian University", kind="university", place=dalian)
    event = make.event(label="Symposium", venue="Room 412", place=dalian, organization=college)
    make.appearance(official=make.official(name="Tan Zuojun"), event=event)
    make.appearance(group="relevant leaders", event=event)
    make.delegation(label="Guests", from_place=dalian, purpose="tea trade", size="13-member")
    agreement = make.agreement(
        title="", subject="kiwifruit", kinds=["framework"], kind_as_printed="pact", event=event
    )
    make.citation(party=make.party(agreement=agreement, place=dalian))
    make.citation(party=make.party(agreement=agreement, unnamed="a zone"))

    assert set(titles("prefecture")) == {"Dalian"}
    assert set(titles("university")) == {"Dalian University", "Symposium"}
    for q in ("tan zuojun", '"room 412"', "relevant leaders"):
        assert "Symposium" in titles(q, kind="event"), q
    assert titles("tea trade dalian") == titles("13-member") == ["Guests"]
    for q in ("pact framework", "symposium kiwifruit", '"a zone"', "dalian kiwifruit"):
        assert titles(q, kind="agreement") == ["Pact kiwifruit"], q


def test_an_official_is_found_by_posts_and_note():
    official = make.official(name="Tan Zuojun", note="the younger")
    body = make.organization(name="Standing Committee", place=None)
    make.post(official=official, title="mayor", organization=body, place=make.place(name="Anshan"))

    for q in ("mayor anshan", "standing committee mayor", "younger"):
        assert titles(q, kind="official") == ["Tan Zuojun"], q


def test_a_hit_says_what_it_is_and_where():
    article = make.article(title="Kiwifruit", text=TEXT, published="2018-09-12")
    make.event(label="Kiwifruit fair")

    event, hit = search(q="kiwifruit").hits

    assert (hit.kind, hit.record_id, hit.slug) == ("article", article.pk, article.slug)
    assert hit.sorts_on.isoformat() == "2018-09-12"
    assert hit.url == article.get_absolute_url()
    assert ("kiwifruit", True) in hit.excerpt
    assert event.sorts_on is None


# The order of hits


def build_hits():
    """Six records that say Guiyang, in the order of hits when all are ranked."""
    make.article(title="New", text="In Guiyang.", published="2019-01-01")
    make.article(title="Old", text="In Guiyang.", published="2017-01-01")
    make.article(title="In Guiyang", text="Nothing.", published="2016-01-01")
    make.event(label="Undated", venue="Guiyang")
    for name in ("Guiyang City", "Guiyang"):
        make.citation(place=make.place(name=name))
    return ["Guiyang", "Guiyang City", "In Guiyang", "New", "Old", "Undated"]


def test_names_come_first_then_titles_then_the_newest():
    expected = build_hits()

    assert titles("guiyang") == expected


@pytest.mark.usefixtures("small_cap")
@pytest.mark.parametrize("q", ["guiyang", "guiyang ", "guiya"])
def test_beyond_the_cap_all_but_named_records_come_newest_first(q):
    build_hits()

    results = search(q=q)

    order = ["Guiyang", "Guiyang City", "New", "Old", "In Guiyang", "Undated"]
    assert [hit.title for hit in results.hits] == order
    assert results.count == Count(5, is_capped=True)
    assert results.kinds == {"article": Count(3), "event": Count(1), "place": Count(2)}
    assert search(q="guiyang", kind="article").count == Count(3)


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
@pytest.mark.parametrize("q", ["guiyang", "guiyang ", "guiya", "gu"])
def test_pages_follow_each_other(q, limit, request):
    build_hits()
    whole = titles(q, limit=50)
    assert every(q, limit=limit) == whole

    request.getfixturevalue("small_cap")
    capped = titles(q, limit=50)

    assert every(q, limit=limit) == capped
    if q != "gu":
        assert sorted(capped) == sorted(whole)


def test_the_last_page_has_no_cursor():
    build_hits()

    assert search(q="guiyang", limit=6).next_cursor == ""
    assert search(q="guiyang", limit=5).next_cursor


def test_one_kind_is_kept_and_all_are_counted():
    build_hits()

    results = search(q="guiyang", kind="place")

    assert [hit.title for hit in results.hits] == ["Guiyang", "Guiyang City"]
    assert results.count == Count(2)
    assert results.kinds == {"article": Count(3), "event": Count(1), "place": Count(2)}


@pytest.mark.parametrize("kind", ["dragon", '" OR x', "citation"])
def test_of_a_kind_that_does_not_exist_nothing_is_found(kind):
    build_hits()

    assert search(q="guiyang", kind=kind) == search(q="")


@pytest.mark.parametrize("after", ["x", "0", "0.", ".5", "3.5", "0.-1", "0.٣", "0." + "9" * 20])
def test_a_cursor_that_no_page_gave_is_refused(after):
    with pytest.raises(BadCursorError):
        search(q="guiyang", after=after)


@pytest.mark.parametrize("q", ["guiyang", "guiyang ", "guiya", "gu", '"in guiyang" -old'])
@pytest.mark.parametrize("kind", ["", "article"])
def test_a_search_costs_a_few_statements_for_each_kind_at_most(q, kind, request):
    build_hits()
    with CaptureQueriesContext(connection) as ranked:
        search(q=q, kind=kind)

    request.getfixturevalue("small_cap")
    with CaptureQueriesContext(connection) as capped:
        search(q=q, kind=kind)

    assert len(ranked) <= 5
    assert len(capped) <= 4 + 5 * (1 if kind else 3)


# What must not be found


def test_drafts_and_withdrawn_records_are_not_found():
    make.article(title="Kiwifruit one", status=Status.DRAFT)
    make.event(label="Kiwifruit two", status=Status.REVIEW)
    make.agreement(title="Kiwifruit three", status=Status.WITHDRAWN, withdrawal_reason="not signed")
    make.official(name="Kiwifruit four")

    results = search(q="kiwifruit")

    assert (results.hits, results.count, results.kinds) == ([], Count(), {})
    for kind in ("article", "event", "agreement", "official"):
        assert SearchEntry.objects.record_ids(kind, "kiwifruit", public=False).exists()


def test_withheld_words_are_not_found_nor_any_part_of_them():
    article = make.article(
        title="Li Dandan and the fair",
        kicker="With Li Dandan",
        byline="Li  DANDAN",
        text="A visit to Li Dandan’s house. The fair was held.",
    )
    assert titles("dandan")

    make.redaction(article=article, exact="Li Dandan")

    for q in ("dandan", "Li Dandan", "li", '"visit to li"', "lidandan", "dand"):
        assert titles(q) == [], q
        assert not SearchEntry.objects.record_ids("article", q, public=False).exists()
    assert "andan" not in all_words(article).casefold()
    hit = search(q="fair").hits[0]
    assert hit.title == "█████ and the fair"
    assert "Dandan" not in str(hit.excerpt)
    assert in_step()


def test_a_word_withheld_at_the_edge_of_the_body_is_covered():
    article = make.article(text="By Li Dandan. The fair.", body_start=6, body_end=23)
    make.redaction(article=article, exact="Li Dandan")

    assert "andan" not in all_words(article)
    assert titles("fair")


def test_an_entry_of_a_public_record_holds_nothing_that_is_not_public():
    event = make.event(
        label="Fair", place=make.place(name="Secretville"), parent=make.event(label="Big")
    )
    change(event.parent, status=Status.DRAFT)
    make.appearance(official=make.official(name="Uncited Person"), event=event, cited=False)
    hidden = public_official(name="Withdrawn Person")
    make.appearance(official=hidden, event=event)
    change(hidden, withdrawn=True, withdrawal_reason="asked")
    change(event.place, withdrawn=True, withdrawal_reason="asked")

    assert event.is_public
    for word in ("secretville", "big", "uncited", "withdrawn"):
        assert word not in all_words(event).casefold()
        assert titles(word) == []
    assert in_step()


def test_a_name_that_is_not_public_is_not_found():
    official = public_official(name="Tan Zuojun")
    name = make.name(official=official, text="Secretname")
    assert titles("secretname") == []

    make.citation(name=name)

    assert titles("secretname") == ["Tan Zuojun"]
    assert in_step()


def test_a_draft_holds_all_it_has_for_editors():
    event = make.event(label="Fair", status=Status.DRAFT)
    make.appearance(official=make.official(name="Tan Zuojun"), event=event, cited=False)

    ids = SearchEntry.objects.record_ids("event", "zuojun", public=False)

    assert list(ids) == [event.pk]
