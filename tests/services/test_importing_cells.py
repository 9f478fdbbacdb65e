"""Importing: what headers, cells and references mean."""

import pytest

from archive.models import (
    Agreement,
    Appearance,
    Citation,
    Event,
    FormerSlug,
    Name,
    Official,
    Organization,
    Place,
    Post,
    Redaction,
)
from archive.resources import SHEETS
from archive.services.importing.headers import column_labels, column_names
from tests import make
from tests.resources.workbooks import (
    load,
    outcome,
    where,
)

TEXT = (
    "Dec 3, 2018. Tan Zuojun, mayor of Dalian, met Li Wei in Dalian. "
    "Li Wei spoke. The cities signed the “Kiwifruit Agreement”. Li Wei spoke."
)
ARTICLE = {"slug": "one", "title": "A meeting", "text": TEXT}


def test_a_blank_cell_leaves_the_value_alone_and_clear_empties_it():
    make.official(name="Li Wei", note="Old", native_name="李伟")

    load({"officials": [{"slug": "li-wei", "note": "", "native_name": "CLEAR"}]})

    official = Official.objects.get()
    assert (official.note, official.native_name) == ("Old", "")


@pytest.mark.parametrize("cell", ["'CLEAR", "'CLEAR'"])
def test_the_word_clear_itself_is_written_with_an_apostrophe(cell):
    load({"officials": [{"name": "Li Wei", "note": cell}]})

    assert Official.objects.get().note == "CLEAR"


def test_lists_have_semicolons_between_and_a_doubled_one_is_a_semicolon():
    load(
        {
            "agreements": [
                {"title": "A", "kinds": "Framework; Letter_of intent"},
                {"title": "B", "kinds": ["mou"]},
            ],
        }
    )

    assert Agreement.objects.get(title="A").kinds == ["framework", "letter-of-intent"]
    assert Agreement.objects.get(title="B").kinds == ["mou"]


def test_dates_are_read_as_people_write_them_and_doubt_is_an_error():
    good = load({"events": [{"label": "A", "date": "26 November 2018"}]})
    bad = load({"events": [{"label": "B", "date": "03/04/2018"}]})

    assert good.applied
    assert Event.objects.get().date == "2018-11-26"
    assert where(bad) == [("events", 1, "date", "ambiguous-date")]


def test_words_finer_than_edtf_stay_in_the_note_of_the_date_unless_it_says_something():
    row = {"label": "A", "date": "early 2018"}
    load({"events": [row, row | {"label": "B", "date_note": "From a speech."}]})

    notes = dict(Event.objects.values_list("label", "date_note"))
    assert notes == {"A": "early 2018", "B": "From a speech."}
    assert Event.objects.get(label="A").date == "2018"
    assert outcome(load({"events": [row]})) == {("events", "unchanged"): 1}


def test_headers_and_sheet_names_are_matched_as_people_write_them():
    result = load(
        {
            "People": [{"Full name": "Li Wei"}],
            "ARTICLES": [{"Slug": "one", "Headline": "A meeting", "Full Text": TEXT}],
            "Posts": [{"Full-Name": "Li Wei", "Title/Post": "mayor", "Article": "A meeting"}],
        }
    )

    assert result.applied, list(result.open_points())
    assert Post.objects.get().title == "mayor"


CHINESE = {
    "文章": [{"标题": "会见", "来源": "大连日报", "正文": TEXT, "状态": "草稿", "备注": "先看"}],
    "官员": [{"姓名": "谭作钧", "备注": "市长"}],
    "机构": [{"单位": "大连日报", "类型": "媒体"}, {"单位": "市政府"}],
    "地点": [{"地名": "大连", "级别": "地级（市、州）"}],
    "职务": [{"姓名": "谭作钧", "职务": "mayor", "单位": "市政府", "来源": "会见"}],
    "活动": [{"名称": "会见", "类型": "会议", "日期": "二〇一八年十二月三日", "地点": "大连"}],
    "代表团": [{"名称": "团", "派出地点": "大连", "人数": "13"}],
    "出席": [{"姓名": "谭作钧", "活动": "会见", "角色": "讲话；出席"}],
    "协议": [{"标题": "Kiwifruit Agreement", "类型": "框架", "签署日期": "2018-12-03"}],
    "引文": [
        {"类型": "官员", "记录": "谭作钧", "文章": "会见", "引文": "Tan Zuojun", "支持方式": "提及"}
    ],
}


def test_a_workbook_in_chinese_is_understood():
    result = load(CHINESE)

    assert result.applied, list(result.open_points())
    assert Post.objects.get().organization.name == "市政府"
    assert Appearance.objects.get().roles == ["spoke", "attended"]
    assert (Event.objects.get().kind, Event.objects.get().date) == ("meeting", "2018-12-03")
    assert Official.objects.get().note == "市长"
    assert Citation.objects.get(supports="mentions").official == Official.objects.get()


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_labels_that_the_site_shows_are_headers_of_their_columns(sheet):
    labels = column_labels(sheet)
    clashes = {key for key, name in labels.items() if column_names(sheet).get(key) != name}

    assert clashes == set()
    assert {"标识名", "slug"} <= set(labels)


def test_an_unknown_column_is_an_error_but_notes_and_empty_ones_are_left_out():
    result = load(
        {"officials": [{"name": "Li Wei", "shoe size": "43", "Remarks (mine)": "?", "empty": ""}]}
    )

    assert where(result) == [("officials", 1, "shoe size", "unknown-column")]


def test_an_unknown_sheet_is_an_error():
    result = load({"officials": [{"name": "Li Wei"}], "budget": [{"sum": "12"}]})

    assert [(each.sheet, each.code) for each in result.errors] == [("budget", "unknown-sheet")]


def test_a_name_that_several_places_have_is_a_question():
    china = make.place(name="China")
    make.place(name="Chaoyang", parent=china, level="district")
    make.place(name="Chaoyang", parent=make.place(name="Liaoning"), level="prefecture")

    result = load({"organizations": [{"name": "School", "place": "Chaoyang"}]})

    (question,) = result.as_json()["ambiguities"]
    assert (question["sheet"], question["row"], question["column"]) == ("organizations", 1, "place")
    assert {each["slug"] for each in question["candidates"]} == {"chaoyang", "chaoyang-2"}
    assert all(each["why"] for each in question["candidates"])
    assert not Organization.objects.filter(name="School").exists()

    answered = load(
        {"organizations": [{"name": "School", "place": "Chaoyang"}]},
        answers=[{"column": "place", "value": "Chaoyang", "slug": "chaoyang-2"}],
    )
    assert answered.applied
    assert Organization.objects.get().place.slug == "chaoyang-2"


def test_references_are_found_by_other_names():
    dut = make.organization(name="Dalian University of Technology")
    make.name(organization=dut, text="DUT")

    load({"events": [{"label": "Visit", "organization": "dut"}]})

    assert Event.objects.get().organization == dut


def test_what_is_named_but_not_there_is_made_only_when_asked():
    sheets = {"events": [{"label": "Visit", "place": "Dalian"}, {"label": "B", "place": "Dalian"}]}

    refused = load(sheets)
    shown = load(sheets, create_missing=True, dry_run=True)
    made = load(sheets, create_missing=True)

    assert not refused.applied
    assert shown.counts()["places"]["created"] == 1
    assert made.applied
    assert Place.objects.get().name == "Dalian"


def test_names_citations_and_redactions_belong_to_records_of_any_kind():
    result = load(
        {
            "articles": [ARTICLE | {"published": "2018-12-03"}],
            "officials": [{"slug": "tan", "name": "Tan Zuojun"}],
            "names": [{"kind_of_record": "Official", "record": "tan", "text": "谭作钧"}],
            "citations": [
                {
                    "kind_of_record": "article",
                    "record": "one",
                    "about": "published",
                    "article": "one",
                    "quote": "Dec 3, 2018",
                },
                {
                    "kind_of_record": "official",
                    "record": "tan",
                    "article": "one",
                    "quote": "Tan Zuojun",
                    "supports": "mentions",
                },
            ],
            "redactions": [{"article": "one", "quote": "Li Wei"}],
        }
    )

    assert result.applied, list(result.open_points())
    assert Name.objects.get().record.slug == "tan"
    assert Citation.objects.get(about="published").about_article.slug == "one"
    assert Citation.objects.get(supports="mentions").official.slug == "tan"
    assert (Redaction.objects.get().exact, Redaction.objects.get().reason) == (
        "Li Wei",
        "withheld",
    )


def test_posts_of_an_appearance_are_named_by_slug_or_title():
    sheets = {
        "articles": [ARTICLE],
        "officials": [{"slug": "tan", "name": "Tan Zuojun"}, {"slug": "li", "name": "Li Wei"}],
        "posts": [
            {"slug": "p1", "official": "tan", "title": "mayor of Dalian", "article": "one"},
            {"slug": "p2", "official": "tan", "title": "secretary", "article": "one"},
            {"slug": "p3", "official": "li", "title": "mayor", "article": "one"},
        ],
        "events": [{"slug": "e", "label": "Meeting"}],
        "appearances": [{"official": "tan", "event": "e", "posts": "Mayor of Dalian; p2"}],
    }
    wrong = sheets | {"appearances": [{"official": "tan", "event": "e", "posts": "p3; premier"}]}

    assert where(load(wrong)) == [("appearances", 1, "posts", "post-of-another")]
    assert load(sheets).applied
    assert {post.slug for post in Appearance.objects.get().posts.all()} == {"p1", "p2"}


def test_an_agreement_without_title_needs_a_slug():
    assert where(load({"agreements": [{"subject": "parks"}]})) == [
        ("agreements", 1, "slug", "missing")
    ]
    assert load({"agreements": [{"slug": "parks", "subject": "parks"}]}).applied


def test_a_merged_record_is_found_by_its_former_slug_but_not_changed_by_it():
    make.place(name="Dalian", slug="dalian")
    FormerSlug.objects.create(kind="place", slug="dalian-city", current_slug="dalian")

    assert load({"organizations": [{"name": "School", "place": "dalian-city"}]}).applied
    refused = load({"places": [{"slug": "dalian-city", "level": "town"}]})
    assert where(refused) == [("places", 1, "slug", "merged")]


@pytest.mark.parametrize("row", [{"slug": "li-wei"}, {"name": "Tan Zuojun"}])
def test_what_is_neither_yes_nor_no_under_delete_is_an_error(row):
    make.official(name="Li Wei", slug="li-wei")

    assert where(load({"officials": [row | {"delete": "maybe"}]})) == [
        ("officials", 1, "delete", "yes-or-no")
    ]
    assert load({"officials": [row | {"delete": "no"}]}).applied


@pytest.mark.parametrize("slip", ["Dalain", "Dalia", "Daliann", "dalien"])
def test_a_name_one_letter_off_is_asked_about_and_never_taken(slip):
    make.place(name="Dalian", slug="dalian-city")

    result = load({"events": [{"label": "A", "place": slip}]})

    (error,) = result.errors
    assert (error.column, error.code) == ("place", "unknown-reference")
    assert error.remedy.startswith("Did you mean “Dalian” (dalian-city)?")


def test_other_spellings_are_suggested_too_and_what_is_far_off_is_not():
    make.name(official=make.official(name="Tan Zuojun", slug="tan"), text="Zuojun Tan")

    def remedy(words):
        row = {"kind_of_record": "official", "record": words, "text": "T. Z."}
        return load({"names": [row]}).errors[0].remedy

    assert "“Tan Zuojun” (tan)" in remedy("Zoujun Tan")
    assert "Did you mean" not in remedy("Zuojin Tang")
    assert "Did you mean" not in remedy("Tan")
