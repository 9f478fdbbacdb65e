"""Questions and headers of the import screen: answered once, remembered, planned again."""

import json

from django.core.management import call_command

from archive.models import Event, Official
from tests import make
from tests.admin.importing import address, again, apply, job_of, text, upload

ROWS = b"label,date,place\nSymposium,2018-09-12,Chaoyang\nVisit,2018-09-13,Chaoyang\n"


def two_places():
    make.place(name="Chaoyang", slug="chaoyang-beijing")
    make.place(name="Chaoyang", slug="chaoyang-liaoning")


def test_a_question_is_asked_once_and_answered_for_all_rows_that_hold_the_name(importer):
    two_places()
    asked = upload(importer, ROWS, name="events.csv")
    assert len(asked.context["questions"]) == 1
    assert "chaoyang-liaoning" in text(asked)
    assert "the same for all 2 rows" in text(asked)

    answered = again(importer, asked, **{"answer-0": "chaoyang-liaoning", "same-0": "on"})
    apply(importer, answered)

    assert {event.place.slug for event in Event.objects.all()} == {"chaoyang-liaoning"}


def test_a_question_is_answered_for_one_row_and_asked_again_for_the_others(importer):
    two_places()
    asked = upload(importer, ROWS, name="events.csv")

    second = again(importer, asked, **{"answer-0": "chaoyang-liaoning"})
    assert second.context["questions"][0]["count"] == 1
    third = again(importer, second, **{"answer-0": "chaoyang-beijing"})
    apply(importer, third)

    assert {event.label: event.place.slug for event in Event.objects.all()} == {
        "Symposium": "chaoyang-liaoning",
        "Visit": "chaoyang-beijing",
    }


def test_an_answer_that_was_not_offered_counts_for_nothing(importer):
    two_places()
    make.place(name="Dalian", slug="dalian")
    asked = upload(importer, ROWS, name="events.csv")

    second = again(importer, asked, **{"answer-0": "dalian", "same-0": "on"})

    assert len(second.context["questions"]) == 1


def test_answers_can_be_taken_to_the_command_line(importer):
    two_places()
    asked = upload(importer, ROWS, name="events.csv")
    answered = again(importer, asked, **{"answer-0": "chaoyang-liaoning", "same-0": "on"})

    file = importer.get(address("job_answers", job_of(answered).name))

    assert json.loads(file.content)["answers"] == [
        {"sheet": "events", "column": "place", "value": "Chaoyang", "slug": "chaoyang-liaoning"}
    ]


def test_questions_filled_in_by_hand_answer_on_the_command_line(importer, tmp_path):
    two_places()
    asked = upload(importer, ROWS, name="events.csv")
    file = importer.get(address("job_answers", job_of(asked).name))
    content = json.loads(file.content)
    content["ambiguities"][0]["slug"] = "chaoyang-beijing"
    (tmp_path / "answers.json").write_text(json.dumps(content))
    (tmp_path / "events.csv").write_bytes(ROWS)

    call_command(
        "import_workbook", tmp_path / "events.csv", answers=tmp_path / "answers.json", verbosity=0
    )

    assert {event.place.slug for event in Event.objects.all()} == {"chaoyang-beijing"}


def test_answers_are_kept_for_the_corrected_file(importer):
    two_places()
    asked = upload(importer, ROWS + b",,nowhere\n", name="events.csv")
    answered = again(importer, asked, **{"answer-0": "chaoyang-liaoning", "same-0": "on"})

    corrected = upload(importer, ROWS, name="events.csv", instead_of=job_of(answered).name)

    assert corrected.context["questions"] == []


def conflict(importer):
    """A file in which a note was changed that somebody changed on the site meanwhile."""
    official = make.official(name="Tan Zuojun", note="as it was", slug="tan-zuojun")
    official.note = "the site's"
    make.saved(official)
    return upload(importer, b"slug,version,note\ntan-zuojun,1,the file's\n")


def test_a_conflict_is_shown_with_all_three_values_and_settled(importer):
    asked = conflict(importer)
    for words in ("as it was", "the site&#x27;s", "the file&#x27;s"):
        assert words in text(asked)

    apply(importer, again(importer, asked, **{"answer-0": "yours"}))

    assert Official.objects.get().note == "the file's"


def test_all_conflicts_are_settled_at_once(importer):
    asked = conflict(importer)

    settled = again(importer, asked, conflicts="theirs")

    assert "nothing would change" in text(settled)


def test_a_header_that_nobody_knows_is_explained_and_remembered(importer):
    content = "姓名拼音,name\nvice governor,Tan Zuojun\n".encode()
    asked = upload(importer, content)
    assert [each["words"] for each in asked.context["headings"]] == ["姓名拼音"]
    assert "Import this" not in text(asked)

    explained = again(importer, asked, **{"heading-0": "note"})
    apply(importer, explained)
    assert Official.objects.get().note == "vice governor"

    second = upload(importer, "姓名拼音,name\ngovernor,Jin Guowei\n".encode())
    assert second.context["headings"] == []
    assert "governor" in text(second)


def test_a_header_can_be_left_out(importer):
    asked = upload(importer, b"name,our number\nTan Zuojun,17\n")

    apply(importer, again(importer, asked, **{"heading-0": "-"}))

    assert Official.objects.get().note == ""


def test_a_sheet_that_nobody_knows_is_explained(importer):
    content = json.dumps({"Teilnehmer": [{"name": "Tan Zuojun"}], "places": []})
    asked = upload(importer, content.encode(), name="facts.json")

    apply(importer, again(importer, asked, **{"heading-0": "officials"}))

    assert Official.objects.count() == 1


def test_a_sheet_without_any_known_header_asks_for_all_of_them(importer):
    asked = upload(importer, "姓氏,备考\nTan Zuojun,x\n".encode())
    assert len(asked.context["headings"]) == 2

    apply(importer, again(importer, asked, **{"heading-0": "name", "heading-1": "-"}))

    assert Official.objects.get().name == "Tan Zuojun"


def test_what_was_explained_can_be_forgotten(importer):
    asked = upload(importer, b"name,our number\nTan Zuojun,17\n")
    again(importer, asked, **{"heading-0": "-"})
    assert "ournumber" in text(importer.get(address("upload")))

    importer.post(address("forget_headings"))

    assert len(upload(importer, b"name,our number\nA,1\n").context["headings"]) == 1
