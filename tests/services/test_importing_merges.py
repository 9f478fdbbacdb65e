"""Importing what was exported: merged cell by cell, conflicts for a person."""

import pytest

from archive.models import Event, Official, Post
from archive.services.saving import Saving
from tests import make
from tests.resources.workbooks import exported, histories, load, outcome


@pytest.fixture
def official():
    return make.official(name="Li Wei", note="Old", native_name="李伟")


def row_of(official):
    (row,) = (row for row in exported()["officials"] if row["slug"] == official.slug)
    return row


def edited_on_site(official, **fields):
    official = Official.objects.get(pk=official.pk)
    for name, value in fields.items():
        setattr(official, name, value)
    return make.saved(official)


def test_edits_of_different_cells_merge(official):
    row = row_of(official)
    edited_on_site(official, note="Edited on the site")

    result = load({"officials": [row | {"wikidata": "Q15031"}]})

    official.refresh_from_db()
    assert result.applied
    assert (official.note, official.wikidata) == ("Edited on the site", "Q15031")
    assert official.version == 3


def test_an_old_row_without_edits_changes_nothing(official):
    row = row_of(official)
    edited_on_site(official, note="Edited on the site")
    before = histories()

    assert outcome(load({"officials": [row]})) == {("officials", "unchanged"): 1}
    assert histories() == before


def test_a_cell_that_both_changed_is_a_conflict_and_nothing_is_written(official):
    row = row_of(official)
    edited_on_site(official, note="Theirs")

    result = load({"officials": [row | {"note": "Yours", "wikidata": "Q1"}]})

    assert not result.applied
    assert result.as_json()["conflicts"] == [
        {
            "sheet": "officials",
            "row": 1,
            "column": "note",
            "yours": "Yours",
            "theirs": "Theirs",
            "base": "Old",
        }
    ]
    assert outcome(result) == {("officials", "conflicts"): 1}
    official.refresh_from_db()
    assert (official.note, official.wikidata) == ("Theirs", "")


@pytest.mark.parametrize("keep", ["yours", "theirs"])
def test_a_conflict_is_settled_by_an_answer(official, keep):
    row = row_of(official)
    edited_on_site(official, note="theirs")
    answer = {"sheet": "officials", "row": 1, "column": "note", "keep": keep}

    assert load({"officials": [row | {"note": "yours"}]}, answers=[answer]).applied
    official.refresh_from_db()
    assert official.note == keep


def test_the_same_edit_on_both_sides_is_no_conflict(official):
    row = row_of(official)
    edited_on_site(official, note="Same")

    assert outcome(load({"officials": [row | {"note": "Same"}]})) == {("officials", "unchanged"): 1}


def test_a_row_without_version_says_what_the_record_shall_be(official):
    edited_on_site(official, note="Theirs")

    load({"officials": [{"slug": "li-wei", "note": "Yours"}]})

    assert Official.objects.get().note == "Yours"


def test_a_record_changed_since_is_not_deleted_unasked(official):
    row = row_of(official)
    edited_on_site(official, note="Theirs")

    result = load({"officials": [row | {"delete": "yes"}]})

    assert [conflict.column for conflict in result.conflicts] == ["delete"]
    assert Official.objects.exists()


def test_references_merge_like_any_cell():
    event = make.event(label="Visit", place=make.place(name="Dalian"))
    row = exported()["events"][0]
    event.place = make.place(name="Hangzhou")
    make.saved(event)

    assert load({"events": [row | {"venue": "Hall"}]}).applied
    event = Event.objects.get()
    assert (event.place.name, event.venue) == ("Hangzhou", "Hall")


def test_exactly_two_edited_cells_change():
    post = make.post(place=make.place(name="Dalian"))
    sheets = exported()
    sheets["posts"][0]["title"] = "secretary"
    sheets["officials"][0]["note"] = "Edited"
    wanted = dict(sheets)

    result = load(sheets)

    changed = {key: count for key, count in outcome(result).items() if key[1] != "unchanged"}
    assert changed == {("posts", "updated"): 1, ("officials", "updated"): 1}
    assert Post.objects.get().title == "secretary"
    after = exported()
    differences = [
        (sheet, column)
        for sheet, rows in after.items()
        for row, old in zip(rows, wanted[sheet], strict=True)
        for column in row
        if row[column] != old[column] and column != "version"
    ]
    assert differences == []
    assert post.pk == Post.objects.get().pk


@pytest.fixture
def appearance(official):
    appearance = make.appearance(official=official)
    return held(appearance, make.post(official=official, title="mayor"))


def held(appearance, *posts):
    """The appearance, saved on the site with these posts."""
    with Saving() as saving:
        saving.save(appearance)
        appearance.posts.set(posts)
    appearance.refresh_from_db()
    return appearance


def test_posts_that_only_the_site_changed_stay(appearance):
    (row,) = exported()["appearances"]
    secretary = make.post(official=appearance.official, title="secretary")
    held(appearance, secretary)

    result = load({"appearances": [row | {"side": "guest"}]})

    assert result.applied
    assert list(appearance.posts.all()) == [secretary]
    appearance.refresh_from_db()
    assert appearance.side == "guest"


def test_posts_that_only_the_file_changed_are_taken(appearance):
    (row,) = exported()["appearances"]
    secretary = make.post(official=appearance.official, title="secretary")
    appearance.side = "host"
    make.saved(appearance)

    assert load({"appearances": [row | {"posts": secretary.slug}]}).applied
    assert list(appearance.posts.all()) == [secretary]


def test_posts_that_both_changed_are_a_conflict(appearance):
    (row,) = exported()["appearances"]
    secretary = make.post(official=appearance.official, title="secretary")
    governor = make.post(official=appearance.official, title="governor")
    held(appearance, secretary)

    result = load({"appearances": [row | {"posts": governor.slug}]})

    (conflict,) = result.as_json()["conflicts"]
    assert (conflict["column"], conflict["theirs"]) == ("posts", secretary.slug)
