"""Importing: who may publish, change and delete by a file."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from archive.models import (
    Appearance,
    Article,
    Citation,
    ImportChange,
    Official,
    Place,
    Status,
)
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


def test_deletions_come_first_the_dependent_before_what_they_depend_on():
    event = make.event(label="Visit")
    appearance = make.appearance(event=event)

    result = load(
        {
            "officials": [{"slug": appearance.official.slug, "delete": "yes"}],
            "appearances": [{"slug": appearance.slug, "delete": "x"}],
        }
    )

    assert result.applied
    assert not Appearance.objects.exists()
    assert not Official.objects.exists()
    # The citation of the appearance went with it, and the ledger says so.
    deleted = ImportChange.objects.filter(action="deleted").values_list("sheet", flat=True)
    assert sorted(deleted) == ["appearances", "citations", "officials"]


def test_a_record_that_others_refer_to_is_not_deleted():
    post = make.post()

    result = load({"officials": [{"slug": post.official.slug, "delete": "yes"}]})

    assert where(result) == [("officials", 1, "delete", "in-use")]
    assert post.slug in result.errors[0].message
    assert Official.objects.exists()


def test_deleting_what_is_gone_already_is_nothing():
    result = load({"officials": [{"slug": "gone", "delete": "yes"}]})

    assert outcome(result) == {("officials", "skipped"): 1}


def test_only_publishers_publish_by_import():
    importer, publisher = make.user("Importers"), make.user("Importers")
    publisher.groups.add(*make.user("Publishers").groups.all())
    sheets = {"articles": [ARTICLE | {"status": "published"}]}

    refused = load(sheets, user=importer)
    draft = load({"articles": [ARTICLE]}, user=importer)
    published = load(sheets, user=publisher)

    assert where(refused) == [("articles", 1, "status", "permission")]
    assert draft.applied
    assert published.applied
    assert Article.objects.get().status == Status.PUBLISHED
    assert Article.objects.get().history.first().history_user == publisher
    taken_back = load({"articles": [{"slug": "one", "status": "draft"}]}, user=importer)
    assert where(taken_back) == [("articles", 1, "status", "permission")]


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("officials", {"slug": "li-wei", "withdrawn": "yes", "withdrawal_reason": "private"}),
        ("parties", {"slug": "side", "unsourced": "yes"}),
    ],
)
def test_only_publishers_withdraw_or_mark_as_unsourced_by_import(sheet, cells):
    make.official(slug="li-wei")
    make.party(slug="side")
    importer, publisher = make.user("Importers"), make.user("Importers")
    publisher.groups.add(*make.user("Publishers").groups.all())

    refused = load({sheet: [cells]}, user=importer)
    taken = load({sheet: [cells]}, user=publisher)

    assert {code for _sheet, _row, _column, code in where(refused)} == {"permission"}
    assert taken.applied


def test_an_exported_published_row_may_be_loaded_by_who_may_not_publish():
    make.article(slug="one", title="A meeting", text=TEXT)

    result = load(
        {"articles": [{"slug": "one", "status": "published", "kicker": "Photo"}]},
        user=make.user("Importers"),
    )

    assert result.applied


def test_who_may_not_change_records_at_all_is_told():
    result = load({"officials": [{"name": "Li Wei"}]}, user=make.user())

    assert where(result) == [("officials", 1, "slug", "permission")]


def user_who_may(*names):
    user = make.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return get_user_model().objects.get(pk=user.pk)


def test_who_may_not_add_places_may_not_have_one_made_for_a_name():
    sheets = {"events": [{"label": "A", "place": "Nowhere"}]}

    refused = load(sheets, user=user_who_may("add_event"), create_missing=True)

    assert where(refused) == [("events", 1, "place", "permission")]
    assert not Place.objects.exists()
    assert load(sheets, user=user_who_may("add_event", "add_place"), create_missing=True).applied


def test_the_quote_on_a_row_takes_the_right_to_cite():
    article, event = make.article(text=TEXT), make.event(slug="e", label="A")
    row = {"slug": "e", "article": article.slug, "quote": "Tan Zuojun, mayor of Dalian"}
    without = user_who_may("change_event")

    def citing(verb, **cells):
        sheets = {"events": [row | cells]}
        assert where(load(sheets, user=without)) == [("events", 1, "quote", "permission")]
        assert load(sheets, user=user_who_may("change_event", f"{verb}_citation")).applied

    citing("add")
    assert load({"events": [row | {"venue": "Hall"}]}, user=without).applied
    citing("change", quote="Li Wei spoke. The cities")
    citing("delete", quote="CLEAR")
    event.refresh_from_db()
    assert event.venue == "Hall"
    assert not Citation.objects.exists()
