"""Prepared statements find what their querysets find, whatever values are put in."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, F, Prefetch, Q

from archive.models import Appearance, Article, Event, Name, Official, Place, Post, quotes
from archive.models.kept_plans import with_marks
from archive.models.prepared import MOST_AT_ONCE, Prepared, Related
from tests import make

BOOKKEEPING_OF_EVENTS = ["version", "created_at", "updated_at"]


def test_the_sql_is_made_once_and_asked_with_other_values(django_assert_num_queries):
    events = [make.event(kind="visit") for _ in range(3)]
    made = []

    def of_kind(kind, pk):
        made.append(kind)
        return Event.objects.filter(kind=kind, pk__gt=pk).order_by("pk")

    read = Prepared(of_kind)

    with django_assert_num_queries(3):
        assert read("visit", 0) == events
        assert read("visit", events[0].pk) == events[1:]
        assert read("pairing", 0) == []
    assert len(made) == 1


@pytest.mark.parametrize("number", range(1, 10))
def test_a_list_may_be_as_long_as_it_is(number):
    events = [make.event() for _ in range(10)]
    read = Prepared(lambda ids: Event.objects.filter(pk__in=ids).order_by("pk"))

    assert read([each.pk for each in events[:number]]) == events[:number]
    assert read([each.pk for each in events[-number:]]) == events[-number:]


def test_an_empty_list_asks_nothing(django_assert_num_queries):
    read = Prepared(lambda ids: Event.objects.filter(pk__in=ids))
    with django_assert_num_queries(0):
        assert read([]) == []
        assert read.count([]) == 0


def test_too_many_ids_are_refused():
    read = Prepared(lambda ids: Event.objects.filter(pk__in=ids))
    with pytest.raises(ValueError, match=f"{MOST_AT_ONCE + 1} ids are more"):
        read(list(range(MOST_AT_ONCE + 1)))


def test_a_day_is_put_in():
    early, late = make.event(date="2017-05-01"), make.event(date="2019-05-01")
    since = Prepared(lambda day: Event.objects.filter(sorts_on__gte=day).order_by("pk"))

    assert since(date(2018, 1, 1)) == [late]
    assert since(date(2017, 5, 1)) == [early, late]


def test_a_record_stands_for_itself_and_for_its_area():
    city, other = make.place(), make.place()
    village = make.place(parent=city)
    here = [make.event(place=city), make.event(place=village)]
    there = make.event(place=other)
    at = Prepared(lambda place: Event.objects.filter(place__in=place.area).order_by("pk"))

    assert at(city) == here
    assert at(other) == [there]


def test_an_area_too_large_to_be_listed_is_left_to_the_database(monkeypatch):
    monkeypatch.setattr("archive.models.places.LONG_LIST", 1)
    city = make.place()
    held = make.event(place=make.place(parent=city))
    make.event(place=make.place())
    at = Prepared(lambda place: Event.objects.filter(place__in=place.area))

    assert not isinstance(Place.objects.get(pk=city.pk).area, list)
    assert at(Place.objects.get(pk=city.pk)) == [held]


def test_rows_are_counted():
    for _ in range(3):
        make.event(kind="visit")
    read = Prepared(lambda kind: Event.objects.filter(kind=kind).order_by("pk")[:2])
    assert read.count("visit") == 2
    assert read.count("pairing") == 0


def test_related_rows_are_read_too(django_assert_num_queries):
    first, second = make.appearance(), make.appearance()
    posts = [make.post(official=second.official) for _ in range(2)]
    second.posts.set(posts)
    make.redaction(article=second.citations.get().article)
    of_then = Post.objects.order_by("-pk").select_related("article")
    read = Prepared(
        lambda ids: (
            Appearance.objects.filter(pk__in=ids)
            .order_by("pk")
            .prefetch_related(quotes(), Prefetch("posts", of_then, to_attr="then"))
        )
    )
    read([first.pk, second.pk])

    # the appearances, their citations, what those articles withhold, the posts
    with django_assert_num_queries(4):
        found = read([first.pk, second.pk])
        quoted = [[each.shown for each in one.public_citations] for one in found]
        withheld = [
            [each.exact for each in one.public_citations[0].article.redactions.all()]
            for one in found
        ]
        held = [one.then for one in found]

    assert [len(each) for each in quoted] == [1, 1]
    assert withheld == [[], ["Tan Zuojun"]]
    assert held == [[], posts[::-1]]


def test_of_related_rows_the_first_few_of_each_are_read():
    officials = [make.official() for _ in range(2)]
    for official in officials:
        for _ in range(3):
            make.post(official=official)
    latest = Post.objects.select_related("article").order_by("-pk")[:2]
    read = Prepared(
        lambda ids: (
            Official.objects.filter(pk__in=ids)
            .order_by("pk")
            .prefetch_related(Prefetch("posts", latest, to_attr="latest"))
        )
    )

    found = read([each.pk for each in officials])
    assert [one.latest for one in found] == [
        list(each.posts.order_by("-pk")[:2]) for each in officials
    ]


def test_only_values_are_put_in_and_never_sql():
    make.event(label="Meeting")
    read = Prepared(lambda words: Event.objects.filter(Q(label=words) | Q(slug=words)))
    assert read("' OR 1=1 --") == []
    assert read("%s") == []
    assert len(read("Meeting")) == 1


def test_records_are_as_their_querysets_give_them(django_assert_num_queries):
    city = make.place(name="Dalian")
    place = make.place(parent=city, latitude="38.9", longitude="121.6")
    make.event(place=place, date="2018-05-01")
    make.event(place=None)
    rows = Event.objects.order_by("pk").select_related("place__parent", "organization")
    rows = rows.defer("label", "place__name").annotate(twice=F("pk") * 2)
    read = Prepared(lambda pk: rows.filter(pk__gt=pk))

    with django_assert_num_queries(1):
        found = read(0)

    for one, other in zip(found, rows.defer(*BOOKKEEPING_OF_EVENTS), strict=True):
        assert all_of(one) == all_of(other)
        assert one._state.db == other._state.db
        assert not one._state.adding
        assert one.get_deferred_fields() == {"label", *BOOKKEEPING_OF_EVENTS}
        assert one.organization is None
    assert found[0].place.slug == rows[0].place.slug
    assert found[0].place.parent == city
    assert found[1].place is None
    with django_assert_num_queries(1):
        assert found[0].label


def test_columns_that_no_page_shows_are_left_out_and_read_when_asked_for(django_assert_num_queries):
    place = make.place(native_name="大连")
    article = make.article(publisher=make.organization(place=place, native_name="报"))
    make.name(place=place, text="Dairen")
    (article,) = Prepared(
        lambda pk: Article.objects.filter(pk=pk).select_related("publisher__place")
    )(article.pk)
    (name,) = Prepared(lambda pk: Name.objects.filter(place=pk).select_related("place"))(place.pk)

    with django_assert_num_queries(0):
        assert article.text
        assert article.published_note == ""
        assert article.publisher.name
        assert article.publisher.place.slug == place.slug
        assert name.text == "Dairen"
    assert {"created_at", "updated_at", "version"} <= article.get_deferred_fields()
    assert {"native_name", "withdrawal_reason"} <= article.publisher.get_deferred_fields()
    assert "native_name" in name.place.get_deferred_fields()
    with django_assert_num_queries(1):
        assert article.publisher.place.native_name == "大连"


def test_what_names_its_columns_keeps_them():
    event = make.event()
    (found,) = Prepared(lambda pk: Event.objects.filter(pk=pk).only("label", "version"))(event.pk)
    assert {"label", "version"}.isdisjoint(found.get_deferred_fields())


def test_relations_of_several_statements_are_asked_for_together(django_assert_num_queries):
    first, second = make.appearance(), make.appearance()
    first.posts.add(make.post(official=first.official))
    with_all = Appearance.objects.prefetch_related("posts", quotes())
    read = Prepared(lambda pk: Appearance.objects.filter(pk=pk))
    some, more = read(first.pk), read(second.pk)

    # posts, quotes, what those articles withhold
    with django_assert_num_queries(3):
        Related(with_all).load(some, more)
    assert [len(each.posts.all()) for each in (*some, *more)] == [1, 0]
    assert [len(each.public_citations) for each in (*some, *more)] == [1, 1]


def test_different_values_are_counted_beside_the_rows():
    place = make.place()
    for kind in ("visit", "visit", "meeting"):
        make.event(kind=kind, place=place)
    kinds = Prepared(lambda pk: Event.objects.filter(place=pk).values("kind")[:10])
    assert kinds.count_different("kind", place.pk) == (2, 3)


def test_a_statement_is_written_for_sqlite_once():
    with_marks.cache_clear()
    read = Prepared(lambda label: Event.objects.filter(label=label, kind__contains="%"))
    for label in ("100%", "%s"):
        make.event(label=label)
        assert read(label) == []
    if connection.vendor == "sqlite":
        assert with_marks.cache_info().misses == 1


def all_of(record):
    """What a record holds but its state."""
    return {name: value for name, value in vars(record).items() if name != "_state"}


@pytest.mark.parametrize(
    "values",
    [
        lambda rows: rows.values("pk", "kind"),
        lambda rows: rows.values_list("kind", "date_earliest", "is_public"),
        lambda rows: rows.values_list("kind", "place__name", named=True),
        lambda rows: rows.values_list("sorts_on", flat=True),
        lambda rows: rows.values("kind").annotate(number=Count("pk")),
        lambda rows: rows.values_list("kind").annotate(Count("pk")),
        lambda rows: rows.values_list("kind").distinct().order_by("kind", "pk"),
    ],
)
def test_values_are_as_their_querysets_give_them(values):
    make.event(kind="visit", place=make.place(), date="2018-05-01")
    make.event(kind="visit")
    rows = values(Event.objects.order_by("kind"))
    found = Prepared(lambda pk: rows.filter(pk__gt=pk))(0)

    assert found == list(rows)
    assert [type(each) is tuple for each in found] == [type(each) is tuple for each in rows]
    assert [getattr(each, "_fields", None) for each in found] == [
        getattr(each, "_fields", None) for each in rows
    ]


def plans_kept(word):
    """How many statements of this connection PostgreSQL has under a name, of those that say so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return sum(word in statement for (statement,) in cursor.fetchall())


@pytest.mark.postgresql
def test_the_plan_of_what_is_asked_again_is_kept_once_whatever_the_ids():
    event = make.event()
    rows = Event.objects.annotate(kept_for_all=F("pk"))
    read = Prepared(lambda ids: rows.filter(pk__in=ids))

    for _ in range(2):
        for other in (7, 70_000, 2**40):
            assert read([event.pk, other]) == [event]

    assert plans_kept("kept_for_all") == 1


@pytest.mark.postgresql
def test_no_plan_is_kept_of_what_hangs_on_the_values_or_behind_a_pooler(monkeypatch):
    rows = Event.objects.annotate(never_kept=F("pk"))
    anew = Prepared(lambda pk: rows.filter(pk=pk), keeps_plan=False)
    pooled = Prepared(lambda pk: rows.filter(pk=pk))

    for _ in range(3):
        anew(7)
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", "yes")
    for _ in range(3):
        pooled(7)

    assert plans_kept("never_kept") == 0
