"""Two editors at one record: the second is told, and nothing of either is lost."""

from django.contrib.auth.models import Permission

from archive.models import Citation, Place
from tests import make
from tests.admin.conftest import signed_in
from tests.admin.screens import change_url, fields_of, typed, url


def errors_of(response):
    form = response.context["adminform"].form
    return " ".join(form.non_field_errors())


def test_the_second_of_two_editors_is_told_who_changed_what(editor):
    place = make.place(name="Dalian", native_name="大连")
    opened = typed(editor.get(change_url(place)))
    colleague = signed_in("Editors", username="chen")
    first = typed(colleague.get(change_url(place))) | {"name": "Dalian City"}
    assert colleague.post(change_url(place), first).status_code == 302

    response = editor.post(change_url(place), opened | {"name": "Dairen"})

    said = errors_of(response)
    assert "chen" in said
    assert "they wrote “Dalian City”, you wrote “Dairen”" in said
    assert Place.objects.get().name == "Dalian City"
    assert 'value="Dairen"' in response.content.decode()


def test_what_only_the_colleague_changed_is_taken_over_and_saving_again_keeps_both(editor):
    place = make.place(name="Dalian", native_name="")
    opened = typed(editor.get(change_url(place)))
    colleague = signed_in("Editors")
    first = typed(colleague.get(change_url(place))) | {"native_name": "大连"}
    colleague.post(change_url(place), first)

    response = editor.post(change_url(place), opened | {"name": "Dalian City"})

    assert "is now “大连”" in errors_of(response)
    again = editor.post(change_url(place), typed(response))
    assert again.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.native_name) == ("Dalian City", "大连")


def test_an_editor_who_changed_nothing_overwrites_nothing(editor):
    place = make.place(name="Dalian")
    opened = typed(editor.get(change_url(place)))
    colleague = signed_in("Editors")
    first = typed(colleague.get(change_url(place))) | {"name": "Dalian City"}
    colleague.post(change_url(place), first)

    response = editor.post(change_url(place), opened)

    assert response.status_code == 302
    assert Place.objects.get().name == "Dalian City"


def test_a_form_without_its_version_is_refused(editor):
    place = make.place(name="Dalian")
    sent = typed(editor.get(change_url(place))) | {"name": "Dairen"}
    del sent["opened_version"]

    response = editor.post(change_url(place), sent)

    assert "lost its version" in errors_of(response)
    assert Place.objects.get().name == "Dalian"


def test_an_inline_row_changed_meanwhile_is_not_overwritten(editor):
    citation = make.citation(event=make.event(), exact="the meeting was held in Dalian")
    event = citation.event
    opened = typed(editor.get(change_url(event)))
    colleague = signed_in("Editors", username="chen")
    first = typed(colleague.get(change_url(citation))) | {"note": "from the paper"}
    assert colleague.post(change_url(citation), first).status_code == 302

    response = editor.post(change_url(event), opened | {"citations-0-note": "mine"})

    assert response.status_code == 200
    assert "chen" in response.content.decode()
    assert Citation.objects.get().note == "from the paper"


def test_an_inline_row_changed_meanwhile_is_not_deleted_unseen(editor):
    citation = make.citation(event=make.event())
    event = citation.event
    opened = typed(editor.get(change_url(event)))
    colleague = signed_in("Editors")
    colleague.post(
        change_url(citation), typed(colleague.get(change_url(citation))) | {"note": "important"}
    )

    response = editor.post(change_url(event), opened | {"citations-0-DELETE": "on"})

    assert "Look before you delete" in response.content.decode()
    assert Citation.objects.exists()


def test_a_row_deleted_meanwhile_says_so_and_keeps_the_rest(editor):
    citation = make.citation(event=make.event())
    event = citation.event
    opened = typed(editor.get(change_url(event)))
    citation.delete()

    response = editor.post(change_url(event), opened | {"venue": "Room 412"})

    assert response.status_code == 200
    assert "Room 412" in response.content.decode()


def test_saving_without_a_change_makes_no_version(editor):
    event = make.citation().event
    versions = event.history.count()

    editor.post(change_url(event), typed(editor.get(change_url(event))))

    event.refresh_from_db()
    assert (event.history.count(), event.version) == (versions, 1)


def test_two_colleagues_may_add_passages_to_one_event_at_the_same_time(editor):
    event = make.event()
    article = make.article()
    opened = typed(editor.get(change_url(event)))
    new = {
        "citations-TOTAL_FORMS": "1",
        "citations-0-article": article.pk,
        "citations-0-supports": "states",
    }
    colleague = signed_in("Editors")
    for client, words in [(colleague, "held in Dalian"), (editor, "On September 12th")]:
        sent = opened | new | {"citations-0-exact": words}
        assert client.post(change_url(event), sent).status_code == 302

    assert event.citations.count() == 2


def test_a_former_version_is_brought_back(editor):
    place = make.place(name="Dalian")
    first = place.history.get()
    editor.post(change_url(place), typed(editor.get(change_url(place))) | {"name": "Dairen"})
    address = url("place", "simple_history", place.pk, first.pk)
    page = editor.get(address)

    response = editor.post(address, fields_of(page.context["adminform"].form))

    assert response.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.version) == ("Dalian", 3)


def test_bringing_back_a_version_does_not_overwrite_what_was_saved_meanwhile(editor):
    place = make.place(name="Dalian")
    first = place.history.get()
    address = url("place", "simple_history", place.pk, first.pk)
    sent = fields_of(editor.get(address).context["adminform"].form)
    editor.post(change_url(place), typed(editor.get(change_url(place))) | {"name": "Dairen"})

    response = editor.post(address, sent)

    assert response.status_code == 200
    assert Place.objects.get().name == "Dairen"


def test_who_may_only_look_brings_nothing_back(plain_staff):
    plain_staff.user.user_permissions.add(Permission.objects.get(codename="view_place"))
    place = make.place(name="Dalian")
    address = url("place", "simple_history", place.pk, place.history.get().pk)

    assert plain_staff.get(address).status_code == 200
    assert plain_staff.post(address, {"name": "Dairen"}).status_code == 403
    assert Place.objects.get().name == "Dalian"
