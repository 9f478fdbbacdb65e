"""Pages of records with very many rows stay short, and cheap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Appearance, Citation
from tests import make
from tests.admin.screens import change_url, typed


@pytest.mark.parametrize("model", ["appearances", "citations"])
def test_a_page_with_very_many_rows_shows_a_link_to_their_list(model, editor):
    event = make.event()
    article = make.article()
    official = make.official()
    if model == "citations":
        for _ in range(51):
            make.citation(article=article, event=event)
    else:
        for number in range(51):
            Appearance.objects.create(slug=f"a-{number}", official=official, event=event, group="")
            official = make.official()

    page = editor.get(change_url(event))

    prefixes = [each.formset.prefix for each in page.context["inline_admin_formsets"]]
    assert model not in prefixes
    assert "There are too many for this page." in page.content.decode()


def test_rows_that_became_many_while_they_were_edited_are_still_saved(editor):
    event, article = make.event(), make.article()
    for _ in range(50):
        make.citation(article=article, event=event)
    opened = typed(editor.get(change_url(event)))
    make.citation(article=article, event=event)

    editor.post(change_url(event), opened | {"citations-0-note": "looked at"})

    assert Citation.objects.filter(note="looked at").exists()


def test_many_inline_rows_cost_no_more_queries_than_one(editor):
    event, article = make.event(), make.article()
    make.appearance(event=event)
    make.citation(article=article, event=event)
    editor.get(change_url(event))
    with CaptureQueriesContext(connection) as one:
        editor.get(change_url(event))
    for _ in range(5):
        make.appearance(event=event, place=make.place(), organization=make.organization())
        make.citation(article=article, event=event)
    with CaptureQueriesContext(connection) as many:
        assert editor.get(change_url(event)).status_code == 200

    assert len(many) == len(one), [query["sql"] for query in many]
