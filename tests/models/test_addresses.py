"""Addresses put together are those that Django reverses."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.translation import override

from archive.models.addresses import address_of
from tests import make

SLUGS = ["meeting", "a-b_c", "会见-2018", "zone-é"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("slug", SLUGS)
def test_they_are_as_reversed_in_every_language_and_script(language, slug):
    with override(language):
        assert address_of("archive:event_detail", slug) == reverse(
            "archive:event_detail", args=[slug]
        )
        around = ["events", slug, "bibtex"]
        assert address_of(
            "archive:record_reference", slug, before=("events",), after=("bibtex",)
        ) == reverse("archive:record_reference", args=around)
        assert address_of("archive:pair", slug, "other", before=("places",)) == reverse(
            "archive:pair", args=["places", slug, "other"]
        )


def test_a_site_below_a_path_has_its_own():
    event = make.event(slug="meeting")
    assert event.get_absolute_url() == "/events/meeting/"
    set_script_prefix("/archive/")
    try:
        assert event.get_absolute_url() == "/archive/events/meeting/"
    finally:
        set_script_prefix("/")


def test_what_has_no_slug_has_no_page():
    with pytest.raises(NoReverseMatch):
        address_of("archive:event_detail", "")
