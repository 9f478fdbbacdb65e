"""Whatever a page shows, its version rises with it; and what it does not show leaves it alone."""

import os

import pytest

from archive.models import Appearance, Article, DataVersion, Event, Official, Place, Post, Status
from archive.models.data_versions import ANYTHING, EVERYTHING
from archive.services import raising, reaching
from archive.services.saving import Saving
from archive.services.undoing import undo_import
from archive.urls import urlpatterns
from archive.views.depending import DEPENDS
from tests import make
from tests.resources.workbooks import NOW, load, load_first_five
from tests.views.changes import correction, saved, taken_back, ways
from tests.views.every_page import Pages
from tests.views.town import HELD, town

# The first two of each group, and with TEST_EVERY_ROW=yes all of them, which takes minutes.
GROUPS = {
    "places and bodies": ["university", "city", "province", "district", "school", "daily"],
    "people": ["post", "also", "mayor", "deputy", "second_post", "alias"],
    "events": ["meeting", "visit", "led", "delegation", "conference", "hosted", "group"],
    "agreements": ["pact", "loose", "side", "protocol", "signed", "carried_out"],
    "passages": ["of_led", "article", "of_meeting", "other", "of_day", "of_post", "of_visit"],
}
NUMBER = None if os.environ.get("TEST_EVERY_ROW") else 2


class Before:
    """What all pages were, and by which versions."""

    def __init__(self, pairs=()):
        self.pages = Pages(pairs)
        self.read = self.pages.read(self.pages.addresses)
        self.versions = self.pages.versions()
        assert {status for status, _bytes in self.read.values()} == {200}

    def forgotten(self):
        """The pages that read otherwise now, while their versions stayed."""
        stay = self.kept()
        now = self.pages.read(stay)
        return [each for each in stay if now[each] != self.read[each]]

    def kept(self):
        """The pages whose versions stayed."""
        now = self.pages.versions()
        return [each for each in self.pages.addresses if now[each] == self.versions[each]]


def before(t):
    pairs = [(t.city, t.province), (t.mayor, t.deputy), (t.university, t.daily)]
    return Before(pairs)


def forgotten(was, changes):
    """What was forgotten by any of these changes. Most of them must be possible."""
    found = {name: taken_back(change, was.forgotten) for name, change in changes}
    made = [pages for pages in found.values() if pages is not None]
    assert len(made) > 0.5 * len(found), [name for name in found if found[name] is None]
    return {name: pages for name, pages in found.items() if pages}


@pytest.mark.parametrize("names", GROUPS.values(), ids=GROUPS)
def test_no_page_is_forgotten_whatever_changes(names):
    t = town("Anshan")
    was = before(t)
    changes = [
        (f"{name} {way}", change)
        for name in names[:NUMBER]
        for way, change in ways(getattr(t, name))
    ]
    assert forgotten(was, changes) == {}


def test_no_page_is_forgotten_where_something_is_new():
    t = town("Anshan")
    who = {"official": t.mayor, "organization": t.school, "place": t.district}
    free = {"unsourced": True}
    stated = {"cited": False, **free}
    changes = {
        "event": lambda: make.event(parent=t.conference, place=t.district, organization=t.school),
        "delegation": lambda: make.delegation(from_place=t.district, to_organization=t.school),
        "agreement": lambda: make.agreement(event=t.meeting, place=t.district),
        "agreement of a set": lambda: make.agreement(set=t.loose.set),
        "place": lambda: make.event(place=make.place(parent=t.district)),
        "body": lambda: make.event(organization=make.organization(parent=t.school)),
        "article": lambda: make.article(publisher=t.daily, translation_of=t.other),
        "post": lambda: make.post(**who, article=t.other, **stated),
        "appearance": lambda: make.appearance(**who, event=t.visit, **stated),
        "appearance with": lambda: make.appearance(**who, delegation=t.delegation, **stated),
        "party": lambda: make.party(**who, agreement=t.protocol, **free),
        "progress": lambda: make.progress(agreement=t.loose, status="completed", **free),
        "name": lambda: make.name(official=t.deputy, **free),
        "quote": lambda: make.citation(article=t.other, exact=HELD, organization=t.school),
        "quote of a fact": lambda: make.citation(article=t.other, exact=HELD, appearance=t.hosted),
        "redaction": lambda: make.redaction(article=t.article, exact="Tan Zuojun"),
        "redaction of a title": lambda: make.redaction(article=t.article, exact="of Anshan told"),
        "correction": correction(t.article),
        "a post held then": lambda: hold(t.hosted, t.post),
        "a post not held": lambda: hold(t.led),
    }
    assert forgotten(before(t), changes.items()) == {}


def hold(appearance, *posts):
    """Let somebody have appeared in these posts, as the form does: saved, then linked."""
    with Saving() as saving:
        saving.save(Appearance.objects.get(pk=appearance.pk))
        appearance.posts.set(posts)


def test_no_page_is_forgotten_when_an_import_is_applied_and_undone():
    t = town("Anshan")
    was = before(t)
    book = {
        "events": [{"slug": t.meeting.slug, "venue": "Room 412"}],
        "appearances": [{"slug": t.hosted.slug, "roles": "spoke"}],
        "parties": [{"slug": t.side.slug, "delete": "yes"}],
    }
    run = load(book).run
    assert was.forgotten() == []
    assert was.kept()
    was = before(t)
    assert undo_import(run=run, now=NOW).applied
    assert was.forgotten() == []
    assert was.kept()


def test_no_page_of_the_first_five_documents_is_forgotten():
    load_first_five()
    was = Before()
    rows = [
        *(model.objects.order_by("pk")[3] for model in (Event, Official, Appearance, Post)),
        Place.objects.get(slug="dalian"),
    ]
    changes = [(f"{row}", next(ways(row))[1]) for row in rows]
    changes.append(("correction", correction(Article.objects.order_by("pk").first())))
    assert forgotten(was, changes) == {}


def test_what_happens_in_one_town_leaves_the_pages_of_another():
    here, there = town("Anshan"), town("Benxi")
    was = before(there)
    pages = {record.get_absolute_url() for record in there.records()}
    for record in (here.mayor, here.meeting, here.pact, here.led, here.article, here.city):
        _way, change = next(ways(record))
        assert pages <= set(taken_back(change, was.kept))


def test_a_record_keeps_the_lists_of_other_kinds():
    make.event(label="Meeting")
    lone = make.article(title="Lone report")
    was = Before()
    make.saved(lone)
    assert {"/events/", "/officials/", "/places/"} <= {*was.kept()}
    assert not {"/articles/", lone.get_absolute_url(), "/"} & {*was.kept()}


def test_work_on_a_draft_keeps_all_pages():
    t = town("Anshan")
    draft = make.event(label="Symposium", place=t.city, status=Status.DRAFT)
    was = before(t)
    make.appearance(event=draft, official=t.mayor, cited=False)
    saved(draft, venue="Room 412")
    assert was.kept() == was.pages.addresses


def test_what_goes_together_with_a_change_that_readers_see_is_no_hindrance():
    t = town("Anshan")
    gone = make.place()
    was = before(t)
    t.meeting.refresh_from_db()
    t.meeting.venue = "Room 412"
    with Saving() as saving:
        saving.delete(gone)
        saving.save(t.meeting)
    assert t.meeting.get_absolute_url() not in was.kept()


@pytest.mark.parametrize(("module", "most"), [(raising, "MOST_ROWS"), (reaching, "MOST_READ")])
def test_what_would_show_on_too_many_pages_shows_on_all(module, most, monkeypatch):
    t = town("Anshan")
    was = before(t)
    monkeypatch.setattr(module, most, 1)
    saved(t.alias, text="Somebody else")
    assert was.kept() == []
    assert DataVersion.objects.current([EVERYTHING, ANYTHING]).keys() == {EVERYTHING, ANYTHING}


def test_a_change_costs_as_many_statements_however_much_is_around_it(django_assert_max_num_queries):
    t = town("Anshan")
    saved(t.meeting, venue="Room 411")  # the statements are made
    with django_assert_max_num_queries(100) as few:
        saved(t.meeting, venue="Room 412")
    with Saving() as saving:
        for _ in range(30):
            saving.save(Appearance(event=t.meeting, group=f"{_}", unsourced=True, slug=f"g-{_}"))
    with django_assert_max_num_queries(len(few)):
        saved(t.meeting, venue="Room 413")


def test_every_address_that_goes_by_versions_of_its_own_is_there():
    assert DEPENDS.keys() <= {each.name for each in urlpatterns}
