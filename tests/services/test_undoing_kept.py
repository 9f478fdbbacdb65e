"""Undoing an import: nothing that was done since is lost."""

from archive.models import Appearance, Article, Citation, Event, FormerSlug, Official, Place, Post
from archive.services.saving import Saving
from tests import make
from tests.resources.workbooks import load, outcome
from tests.services.undone import BOOK, TEXT, edit, kept, rows, undo


def test_what_somebody_edited_since_is_kept_and_listed():
    imported = load(BOOK)
    edit(Official, "li", note="Found in the gazetteer")

    result = undo(imported)

    assert kept(result) == {("officials", "li"): "Changed since (note)."}
    assert Official.objects.get().note == "Found in the gazetteer"
    assert outcome(result)["officials", "skipped"] == 1
    assert not Event.objects.exists()


def test_the_reason_names_who_edited_since():
    imported = load(BOOK)
    li = Official.objects.get(slug="li")
    li.note, li._history_user = "Theirs", make.user(username="anna")
    make.saved(li)
    later = load({"places": [{"slug": "china", "native_name": "中国"}]}, file_name="later.json")

    assert kept(undo(imported)) == {
        ("officials", "li"): "Changed since (note) by anna.",
        ("places", "china"): (
            f"Changed since (native name) by import {later.run}: later.json, places row 1."
        ),
    }


def test_an_edit_that_was_taken_back_again_does_not_count():
    imported = load(BOOK)
    edit(Official, "li", note="A slip")
    edit(Official, "li", note="")

    assert undo(imported).kept == []
    assert not Official.objects.exists()


def test_the_last_import_first_and_nothing_is_left():
    first = load(BOOK)
    second = load({"officials": [{"slug": "li", "note": "Changed"}]})

    assert undo(second).kept == []
    assert undo(first).kept == []
    assert not any(rows().values())


def test_cells_that_nobody_touched_since_return_and_the_others_stay():
    make.official(name="Li Wei", note="Old", native_name="Old")
    imported = load({"officials": [{"slug": "li-wei", "note": "New", "native_name": "New"}]})
    edit(Official, "li-wei", note="Mine", wikidata="Q1")

    result = undo(imported)

    official = Official.objects.get()
    assert (official.note, official.native_name, official.wikidata) == ("Mine", "Old", "Q1")
    assert official.version == 4
    assert kept(result) == {
        ("officials", "li-wei"): (
            "Changed since (Wikidata id, note). That stays; native name was taken back."
        )
    }


def test_a_newer_citation_keeps_a_created_record_and_what_it_refers_to():
    imported = load(BOOK)
    article = make.article(title="Later", text="Tan Zuojun, mayor of Dalian, attended.")
    make.citation(post=Post.objects.get(), article=article, exact="Tan Zuojun, mayor of Dalian")

    result = undo(imported)

    assert set(kept(result)) == {
        ("posts", "tan-mayor"),
        ("officials", "tan"),
        ("places", "dalian"),
        ("articles", "one"),
        ("citations", Citation.objects.filter(article__slug="one").get().slug),
    }
    assert kept(result)["posts", "tan-mayor"].startswith("Others refer to it: citation ")
    assert not Event.objects.exists()
    assert Post.objects.get().is_public


def test_a_fact_that_is_kept_keeps_its_source():
    imported = load(BOOK)
    edit(Appearance, "tan-at-talks", side="host")

    result = undo(imported)

    appearance = Appearance.objects.get()
    assert appearance.is_public
    assert appearance.citations.count() == 1
    assert kept(result)["appearances", "tan-at-talks"] == "Changed since (side)."
    assert kept(result)["citations", appearance.citations.get().slug] == (
        "It supports tan-at-talks, which is kept."
    )


def test_a_record_with_a_merged_one_s_address_is_kept():
    imported = load(BOOK)
    FormerSlug.objects.create(kind="official", slug="old", current_slug="li")

    assert kept(undo(imported)) == {
        ("officials", "li"): "The former address old leads to it.",
    }


def test_an_edited_record_goes_if_a_person_chooses_so():
    imported = load(BOOK)
    edit(Official, "li", note="Mine")

    result = undo(imported, choices={("officials", "li"): "undo"})

    assert result.kept == []
    assert not Official.objects.exists()


def test_cells_edited_since_return_if_a_person_chooses_so():
    make.official(name="Li Wei", note="Old")
    imported = load({"officials": [{"slug": "li-wei", "note": "New"}]})
    edit(Official, "li-wei", note="Mine")
    assert kept(undo(imported)) == {("officials", "li-wei"): "Changed since (note)."}

    undo(imported, choices={("officials", "li-wei"): "undo"})

    assert Official.objects.get().note == "Old"


def test_a_person_may_keep_a_record():
    imported = load(BOOK)

    result = undo(imported, choices={("officials", "tan"): "keep"})

    assert kept(result) == {("officials", "tan"): "You chose to keep it."}
    assert Official.objects.get().slug == "tan"


def test_what_was_deleted_since_is_listed():
    make.official(name="Li Wei", note="Old")
    imported = load({"officials": [{"slug": "li-wei", "note": "New"}]})
    with Saving() as saving:
        saving.delete(Official.objects.get())

    assert kept(undo(imported)) == {("officials", "li-wei"): "Deleted since."}
    assert undo(imported, choices={("officials", "li-wei"): "undo"}).applied
    assert Official.objects.get().note == "Old"


def test_a_slug_that_is_in_use_again_is_not_taken():
    load(BOOK)
    imported = load({"officials": [{"slug": "li", "delete": "yes"}]})
    load({"officials": [{"slug": "li", "name": "Another Li"}]})

    assert kept(undo(imported)) == {("officials", "li"): "There is a record with this slug again."}
    assert Official.objects.get(slug="li").name == "Another Li"


def test_a_record_whose_place_is_gone_does_not_come_back():
    load(BOOK)
    load({"places": [{"slug": "port", "name": "Port", "parent": "china"}]})
    imported = load({"places": [{"slug": "port", "delete": "yes"}]})
    load({"places": [{"slug": "china", "delete": "yes"}]})

    assert kept(undo(imported)) == {
        ("places", "port"): "What it referred to is not there any more: lies in."
    }


def test_a_value_that_another_record_has_now_is_not_taken_from_it():
    load({"articles": [{"slug": "one", "title": "A", "text": TEXT, "url": "https://a.example/"}]})
    imported = load(
        {
            "articles": [{"slug": "one", "url": "https://b.example/"}],
            "officials": [{"slug": "li", "name": "Li Wei"}],
        }
    )
    make.article(url="https://a.example/")

    result = undo(imported)

    why = kept(result)["articles", "one"]
    assert why == "It cannot be as it was: There is already an article with this web address."
    assert Article.objects.get(slug="one").url == "https://b.example/"
    assert not Official.objects.exists()  # the rest is taken back all the same


def test_nothing_comes_to_lie_in_itself():
    load({"places": [{"slug": "a", "name": "A", "parent": "b"}, {"slug": "b", "name": "B"}]})
    imported = load({"places": [{"slug": "a", "parent": "CLEAR"}]})
    edit(Place, "b", parent=Place.objects.get(slug="a"))

    assert kept(undo(imported)) == {("places", "a"): "It would be part of itself."}
    assert Place.objects.get(slug="a").parent is None
