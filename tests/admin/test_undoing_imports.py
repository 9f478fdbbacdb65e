"""An import on its own page: what it did, cell by cell, and how it is taken back."""

from archive.models import ImportRun, ImportStatus, Official
from tests import make
from tests.admin.conftest import signed_in
from tests.admin.importing import address, again, apply, officials, text, upload
from tests.admin.screens import url


def imported(client, content, **more):
    apply(client, upload(client, content, **more))
    return ImportRun.objects.latest("pk")


def undo(client, run):
    return client.post(address("undo", run.pk), follow=True)


def test_the_page_of_an_import_lists_what_it_did_to_each_cell(importer):
    official = make.official(name="Tan Zuojun", note="old words", slug="tan-zuojun")
    run = imported(importer, b"slug,note\ntan-zuojun,new words\n")

    page = text(importer.get(url("importrun", "change", run.pk)))

    assert "<del>old words</del> → new words" in page
    assert url("official", "change", official.pk) in page


def test_the_changes_of_a_long_import_come_a_page_at_a_time(importer):
    run = imported(importer, officials(*(f"Person {number:03}" for number in range(60))))
    page = importer.get(url("importrun", "change", run.pk))
    assert len(page.context["changes"]["rows"]) == 50

    query = page.context["changes"]["more"].partition("#")[0]
    second = importer.get(url("importrun", "change", run.pk) + query)

    assert len(second.context["changes"]["rows"]) == 10


def test_a_page_of_changes_costs_no_query_for_each(importer, django_assert_max_num_queries):
    run = imported(importer, officials(*(f"Person {number:03}" for number in range(60))))
    importer.get(url("importrun", "change", run.pk))

    with django_assert_max_num_queries(12):
        importer.get(url("importrun", "change", run.pk))


def test_the_history_of_a_record_says_which_import_file_sheet_and_row(importer):
    run = imported(importer, officials("Tan Zuojun"))

    page = text(importer.get(url("official", "history", Official.objects.get().pk)))

    assert f"import {run.pk}: officials.csv, officials row 2" in page


def test_an_undo_is_looked_at_before_anything_is_written(importer):
    run = imported(importer, officials("Tan Zuojun"))

    page = text(undo(importer, run))

    assert "Nothing is written yet" in page
    assert "Take it back" in page
    assert Official.objects.count() == 1


def test_an_import_is_taken_back(importer):
    run = imported(importer, officials("Tan Zuojun"))

    done = text(apply(importer, undo(importer, run)))

    assert "was taken back" in done
    assert not Official.objects.exists()
    run.refresh_from_db()
    assert run.status == ImportStatus.UNDONE
    assert "Take this import back" not in text(importer.get(url("importrun", "change", run.pk)))


def edited_since(importer):
    run = imported(importer, officials("Tan Zuojun", "Jin Guowei"))
    official = Official.objects.get(name="Tan Zuojun")
    official.note = "my own words"
    make.saved(official)
    return run


def test_what_was_edited_since_is_kept_and_listed_with_why(importer):
    run = edited_since(importer)

    page = undo(importer, run)
    assert "tan-zuojun" in text(page)
    assert "Changed since" in text(page)
    apply(importer, page)

    assert [each.slug for each in Official.objects.all()] == ["tan-zuojun"]


def test_what_was_edited_since_goes_too_if_that_is_chosen(importer):
    page = undo(importer, edited_since(importer))

    chosen = again(importer, page, **{"choice-officials:tan-zuojun": "undo"})
    apply(importer, chosen)

    assert not Official.objects.exists()


def test_a_choice_can_be_taken_back(importer):
    page = undo(importer, edited_since(importer))
    chosen = again(importer, page, **{"choice-officials:tan-zuojun": "undo"})
    assert "Taken back as you chose" in text(chosen)

    unchosen = again(importer, chosen, **{"choice-officials:tan-zuojun": "keep"})

    assert [each["slug"] for each in unchosen.context["kept"]] == ["tan-zuojun"]


def test_what_was_edited_after_the_look_is_not_taken_back_unseen(importer):
    run = imported(importer, officials("Tan Zuojun"))
    page = undo(importer, run)
    official = Official.objects.get()
    official.note = "my own words"
    make.saved(official)

    told = apply(importer, page)

    assert "Nothing was taken back" in text(told)
    assert Official.objects.count() == 1


def test_only_importers_take_imports_back(importer, editor, publisher, plain_staff, client):
    run = imported(importer, officials("Tan Zuojun"))

    for person in (editor, publisher, plain_staff):
        assert person.post(address("undo", run.pk)).status_code == 403
    assert client.post(address("undo", run.pk)).status_code == 302
    assert importer.get(address("undo", run.pk)).status_code == 405
    assert Official.objects.count() == 1


def test_what_was_published_is_taken_back_by_publishers_only(importer):
    admin = signed_in(None, is_superuser=True)
    rows = b"label,status\nSymposium,published\n"
    run = imported(admin, rows, name="events.csv")

    page = undo(importer, run)

    assert "You may not take this import back" in text(page)
    assert "Take it back" not in text(page)


def test_an_import_that_does_not_exist_cannot_be_taken_back(importer):
    assert importer.post(address("undo", 99)).status_code == 404
