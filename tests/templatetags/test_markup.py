"""Mark-up put together in Python is what Django's own functions put together."""

import pytest
from django.utils import html
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from archive.templatetags.markup import escaped, format_html, format_html_join

VALUES = [
    "plain",
    "<b> & \"x\" 'y'",
    SafeString("<b>safe</b>"),
    lazystr("<lazy>"),
    gettext_lazy("Place"),
    7,
    2.5,
    None,
    ["<a>"],
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_escaped_as_django_escapes_it(value):
    assert escaped(value) == html.conditional_escape(value)
    assert format_html("<i>{}</i>", value) == html.format_html("<i>{}</i>", value)
    assert format_html("{x}{0}", "<", x=value) == html.format_html("{x}{0}", "<", x=value)


def test_rows_are_joined_as_django_joins_them():
    rows = [(value, "&") for value in VALUES]
    made = format_html_join("<br>", "<i>{}</i>{}", rows)
    assert made == html.format_html_join("<br>", "<i>{}</i>{}", rows)
    assert isinstance(made, SafeString)
    assert isinstance(format_html("{}", "<"), SafeString)
