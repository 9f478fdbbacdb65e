"""The frame of every page: counts, languages, fields, addresses."""

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, RequestContext, Template
from django.utils.translation import override

from archive.models import RECORDS
from archive.templatetags import frame
from tests import make
from tests.views.test_articles import words


def rendered(source, request=None, **context):
    made = RequestContext(request, context) if request else Context(context)
    return Template("{% load frame %}" + source).render(made)


@pytest.mark.parametrize(
    ("kind", "count", "is_capped", "words"),
    [
        ("agreement", 0, False, "0 agreements"),
        ("agreement", 1, False, "1 agreement"),
        ("agreement", 13, False, "13 agreements"),
        ("agreement", 1000, True, "more than 1,000 agreements"),
        ("", 1, False, "1 record"),
    ],
)
def test_a_count_is_worded_by_its_number(kind, count, is_capped, words):
    assert frame.counted(kind, count, is_capped) == words


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_a_list_and_a_noun(kind):
    assert frame.counted(kind, 2, is_capped=False).startswith("2 ")
    assert frame.list_name(kind)
    assert f"/{kind}s/" in frame.figure_link(kind, 2, is_capped=False)


def test_a_figure_at_the_cap_has_a_plus():
    assert "<strong>1,000+</strong>" in frame.figure_link("event", 1000, is_capped=True)


def test_the_menu_is_marked_within_an_include(rf):
    link = rendered('{% nav_link "archive:article_list" "Articles" %}', rf.get("/articles/mayor/"))

    assert link == '<a href="/articles/" aria-current="true">Articles</a>'


def test_the_menu_stands_without_a_request():
    link = rendered('{% nav_link "archive:article_list" "Articles" %}')

    assert link == '<a href="/articles/">Articles</a>'


def test_the_other_language_is_named_in_itself(rf):
    source = (
        "{% other_languages as all %}{% with each=all.0 %}"
        "{{ each.tag }} {{ each.name }} {{ each.url }}{% endwith %}"
    )

    assert rendered(source, rf.get("/articles/?q=x")) == "zh-Hans 中文 /zh-hans/articles/?q=x"
    with override("zh-hans"):
        assert rendered(source, rf.get("/zh-hans/articles/")) == "en English /articles/"


def test_the_address_to_cite_is_the_same_in_every_language(rf):
    event = make.event(slug="meeting")
    with override("zh-hans"):
        address = rendered("{% permanent_url event %}", rf.get("/"), event=event)

    assert address == "http://testserver/events/meeting/"


class Form(forms.Form):
    words = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))
    kind = forms.MultipleChoiceField(
        choices=[("visit", "visit"), ("meeting", "meeting")], widget=forms.CheckboxSelectMultiple
    )


def test_a_field_is_dressed_and_keeps_its_own_classes():
    form = Form()

    assert 'class="field wide"' in frame.control(form["words"])
    assert 'class="field' not in frame.control(form["kind"])


def test_a_filter_form_labels_every_field_and_says_errors_at_them():
    html = rendered('{% include "components/filter_form.html" with form=form only %}', form=Form())
    assert '<label for="id_words">Words</label>' in html
    assert "<legend>Kind</legend>" in html
    assert html.count('type="checkbox"') == 2
    assert "Clear" not in html

    bound = Form(QueryDict("words=x&kind=walk"))
    html = rendered('{% include "components/filter_form.html" with form=bound only %}', bound=bound)
    assert "walk is not one of the available choices" in words(html)
    assert 'aria-invalid="true"' in html
    assert "Clear" in html
