"""Addresses made from names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.slugs import next_free, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tan Zuojun", "tan-zuojun"),
        ("Da’an City, Jilin", "daan-city-jilin"),
        ("Nguyễn Tấn Dũng", "nguyen-tan-dung"),
        ("Łódź & Ørsted_Straße", "lodz-orsted-strasse"),
        ("谭作钧", "谭作钧"),
        ("Dalian·Liupanshui (2018)", "dalian-liupanshui-2018"),
        ("—", "record"),
        ("", "record"),
    ],
)
def test_a_slug_says_what_it_names(text, slug):
    assert slug_of(text) == slug


def test_a_long_slug_ends_with_a_whole_word():
    assert (
        slug_of("Three-Year Action Plan for Poverty Alleviation", limit=20) == "three-year-action"
    )
    assert slug_of("a" * 100, limit=20) == "a" * 20
    assert slug_of("three year plan", limit=10) == "three-year"


@given(st.text(), st.integers(10, 40))
def test_a_slug_is_fit_for_an_address(text, limit):
    slug = slug_of(text, limit=limit)

    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", slug)
    assert len(slug) <= limit
    assert slug_of(slug, limit=limit) == slug


def test_a_taken_slug_gets_the_next_number():
    assert next_free("wang-wei", set()) == "wang-wei"
    assert next_free("wang-wei", {"wang-wei"}) == "wang-wei-2"
    assert next_free("wang-wei", {"wang-wei", "wang-wei-2", "wang-wei-3"}) == "wang-wei-4"


def test_a_numbered_slug_keeps_the_limit():
    assert next_free("wang-wei", {"wang-wei"}, limit=8) == "wang-w-2"
    assert next_free("wang-wei", {"wang-wei"}, limit=7) == "wang-2"
