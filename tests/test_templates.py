"""Templates are compiled for each language, with what is the same on every page put in once."""

import pytest
from django.template import Context, Engine, Template, engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils.translation import override

from project.templates import settle


def settled(source):
    """The nodes of a template as the loader leaves them."""
    template = Template(source)
    context = Context()
    with context.bind_template(template):
        settle(template.nodelist, context)
    return template


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% load i18n %}<b>{% translate "Place" %}</b>', "<b>Place</b>"),
        ("{% load i18n %}{% blocktranslate trimmed %} A\n b. {% endblocktranslate %}", "A b."),
        ('{% url "archive:about" %}', "/about/"),
        ('{% load static %}{% static "archive/archive.css" %}', "/static/archive/archive.css"),
        ("{% load facts %}{% not_stated %}", '<span class="not-stated">not stated</span>'),
        ("{# a comment #}{% comment %}x{% endcomment %}a", "a"),
    ],
)
def test_what_needs_no_page_is_text_before_there_is_one(source, words):
    (text,) = settled(source).nodelist
    assert text.s == words


@pytest.mark.parametrize(
    "source",
    [
        '{% load i18n %}{% translate "Place" as word %}',
        "{% load i18n %}{% translate word %}",
        "{% load i18n %}{% blocktranslate %}Of {{ word }}.{% endblocktranslate %}",
        "{% load i18n %}{% blocktranslate with word=other %}Of {{ word }}.{% endblocktranslate %}",
        '{% url "admin:index" %}',
        '{% url "archive:event_detail" word %}',
        '{% url "archive:about" as address %}',
        "{{ word }}",
    ],
)
def test_what_depends_on_the_page_stays(source):
    (node,) = settled(source).nodelist
    assert not hasattr(node, "s")


def test_a_full_width_colon_needs_no_space():
    source = '{% load i18n %}{% translate "Words:" %} <b>x</b>'
    with override("zh-hans"):
        (chinese,) = settled(source).nodelist
    (english,) = settled(source).nodelist

    assert chinese.s == "原文：<b>x</b>"
    assert english.s == "Words: <b>x</b>"


def test_phrases_within_conditions_and_loops_are_put_in_too():
    template = settled(
        '{% load i18n %}{% if a %}{% translate "Place" %}{% else %}{% for b in c %}'
        '{% translate "Event" %}{% empty %}{% translate "Agreement" %}{% endfor %}{% endif %}'
    )
    with override("zh-hans"):
        said = [template.render(Context(each)) for each in ({"a": 1}, {"c": [1, 2]}, {})]
    assert said == ["Place", "EventEvent", "Agreement"]


def test_each_language_has_its_own():
    name = "components/footer.html"
    with override("en"):
        english = get_template(name)
    with override("zh-hans"):
        chinese = get_template(name)
        assert 'href="/zh-hans/about/"' in chinese.render()
        assert 'href="/about/"' in english.render()  # whatever the language is by then
    with override("en"):
        assert get_template(name).template is english.template


def test_a_site_below_a_path_has_its_own():
    set_script_prefix("/archive/")
    try:
        assert 'href="/archive/about/"' in get_template("components/footer.html").render()
    finally:
        set_script_prefix("/")


def test_a_page_in_a_language_is_the_same_after_a_page_in_another(client):
    first = client.get("/about/").content
    client.get("/zh-hans/about/")
    assert client.get("/about/").content == first


def test_templates_are_found_anew_after_a_change():
    (loader,) = engines["django"].engine.template_loaders
    before = get_template("base.html").template
    assert get_template("base.html").template is before
    loader.reset()
    assert get_template("base.html").template is not before


def test_the_request_is_still_what_the_menu_goes_by():
    request = RequestFactory().get("/events/")
    page = get_template("components/nav.html").render({}, request)
    assert 'href="/events/" aria-current="page"' in page


@pytest.mark.parametrize(
    ("templates", "words"),
    [
        ({"page": '{% extends "base" %}{% block a %}A{% endblock %}'}, "<A|b>"),
        ({"page": '{% extends "base" %}{% block a %}{{ block.super }}A{% endblock %}'}, "<aA|b>"),
        ({"page": "{% extends name %}{% block a %}A{% endblock %}"}, "<A|b>"),
        (
            {
                "between": '{% extends "base" %}{% block b %}({% block c %}{% endblock %}'
                "){% endblock %}",
                "page": '{% extends "between" %}{% block c %}C{% endblock %}',
            },
            "<a|(C)>",
        ),
        (
            {
                "between": '{% extends "base" %}{% block b %}{{ block.super }}B{% endblock %}',
                "page": '{% extends "between" %}{% block a %}A{% endblock %}',
            },
            "<A|bB>",
        ),
        ({"page": '{% extends "ifs" %}{% block a %}A{% endblock %}'}, "A"),
    ],
)
def test_what_extends_a_template_says_what_it_says_in_it(templates, words):
    templates |= {
        "base": "<{% block a %}a{% endblock %}|{% block b %}b{% endblock %}>",
        "ifs": "{% if name %}{% block a %}a{% endblock %}{% endif %}",
    }
    engine = engine_of(templates)
    for _ in range(2):
        assert engine.get_template("page").render(Context({"name": "base"})) == words
    assert engine.get_template("base").render(Context()) == "<a|b>"


def test_what_extends_a_template_does_not_look_for_it_again():
    page = '{% extends "base" %}{% block a %}A{% endblock %}'
    (_before, block, _after) = (
        engine_of({"base": "<{% block a %}a{% endblock %}>", "page": page})
        .get_template("page")
        .nodelist
    )
    assert block.name == "a"


def test_what_is_included_is_found_once():
    engine = engine_of(
        {
            "page": '{% include "line" with word=word only %}{% include name %}',
            "line": '{{ word }}{% if word == 1 %}{% include "line" with word=2 only %}{% endif %};',
        }
    )
    page = engine.get_template("page")
    assert page.render(Context({"word": 1, "name": "line"})) == "12;;12;;"
    engine.template_loaders[0].loaders[0].templates_dict["line"] = "gone"
    assert page.render(Context({"word": 3, "name": "line"})) == "3;3;"


def engine_of(templates):
    """An engine with these templates, loaded as those of the site are."""
    files = ("django.template.loaders.locmem.Loader", templates)
    return Engine(loaders=[("project.templates.Loader", [files])])
