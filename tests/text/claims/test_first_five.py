"""The five documents, as far as a careful reader's facts say what is in them.

Floors of what is found (recall) and of what is right in it (precision). They are close to what
the rules reach: a change that loses a fact, or invents one, is seen here.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from archive.text.claims import read_claims
from archive.text.folding import fold

ARTICLES = ["000", "001", "002", "003", "004"]


def rows(sheet):
    path = Path(apps.get_app_config("archive").path) / "data" / f"{sheet}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def found():
    texts = {row["slug"]: row["text"] for row in rows("articles")}
    return {article: read_claims(texts[article]) for article in ARTICLES}


def recall(expected, got):
    return (expected & got).total() / expected.total()


def precision(expected, got):
    return (expected & got).total() / got.total()


def names_by_slug():
    return {row["slug"]: row["name"] for row in rows("officials")}


def test_the_headlines_and_date_lines_are_all_found(found):
    for row in rows("articles"):
        claims = found[row["slug"]]
        assert claims.title == row["title"]
        assert (claims.published.edtf or "") == row["published"]
        assert (claims.published.as_printed or "") == row["published_as_printed"]


def test_officials(found):
    names = names_by_slug()
    expected = Counter(
        {
            (row["article"], names[row["official"]])
            for sheet in ("posts", "appearances")
            for row in rows(sheet)
            if row["official"]
        }
    )
    got = Counter((article, each.name) for article in ARTICLES for each in found[article].officials)

    assert recall(expected, got) >= 0.97
    assert precision(expected, got) >= 0.97


def test_nobody_private_is_an_official(found):
    private = {row["quote"] for row in rows("redactions")}

    assert private
    assert not private & {each.name for each in found["002"].officials}


def test_the_posts_of_officials(found):
    names = names_by_slug()
    expected = Counter(
        (row["article"], names[row["official"]], core_of(row["title"])) for row in rows("posts")
    )
    got = Counter(
        (article, each.name, core_of(post.title))
        for article in ARTICLES
        for each in found[article].officials
        for post in each.posts
    )

    assert recall(expected, got) >= 0.97
    assert precision(expected, got) >= 0.97


def core_of(title):
    """The title without its body, which the archive writes behind it; a rank in a party's
    standing committee is part of it."""
    first, *further = fold(title).split(" of ")
    ranks = [words for words in further if "standing committee" in words]
    return f"{first} {'of the standing committee' if ranks and first == 'member' else ''}".strip()


def test_what_organization_or_place_a_post_names(found):
    """Where the archive knows one and did not conclude it, the words give one as well."""
    told = {
        (article, each.name, core_of(post.title)): post
        for article in ARTICLES
        for each in found[article].officials
        for post in each.posts
    }
    names = names_by_slug()
    stated = [
        (row["article"], names[row["official"]], core_of(row["title"]))
        for row in rows("posts")
        if (row["organization"] or row["place"]) and not row["inferred"]
    ]

    assert stated
    given = [key for key in stated if told[key].organization or told[key].place]
    assert len(given) / len(stated) >= 0.97


def dated(edtf):
    """A day whose year a reader concluded, as one whose year is not known."""
    return edtf.replace("2018?", "XXXX").removesuffix("/..")


def test_the_days_of_events(found):
    expected = Counter(
        {
            (row["article"], dated(row["date"]))
            for row in rows("events")
            if row["date"] and row["date_basis"] != "inferred"
        }
    )
    got = Counter(
        {
            (article, each.date.edtf)
            for article in ARTICLES
            for each in found[article].events
            if each.date.edtf
        }
    )

    assert recall(expected, got) == 1
    assert precision(expected, got) == 1


def test_the_kinds_of_events(found):
    kinds = {
        (row["article"], dated(row["date"]), row["kind"]) for row in rows("events") if row["date"]
    }
    got = [
        (article, each.date.edtf, each.kind)
        for article in ARTICLES
        for each in found[article].events
    ]
    right = sum(each in kinds for each in got)

    # "came … to visit" in 002 is an inspection to the archive, a visit to its words.
    assert right / len(got) >= 0.85


def test_delegations(found):
    names = names_by_slug()
    leaders = {
        row["delegation"]: names[row["official"]]
        for row in rows("appearances")
        if "led" in row["roles"].split("; ") and row["delegation"] and row["official"]
    }
    expected = [
        (row["article"], row["quote"], leaders.get(row["slug"])) for row in rows("delegations")
    ]
    got = [
        (article, each.quote, each.leader)
        for article in ARTICLES
        for each in found[article].delegations
    ]

    def is_told(article, quote, leader):
        return any((a, who) == (article, leader) and quote in q for a, q, who in got)

    # That of 001 is never called one; the visit in 002 is a delegation to some readers only.
    assert sum(is_told(*each) for each in expected) / len(expected) >= 0.75
    assert sum(any(a == article for article, *_ in expected) for a, *_ in got) / len(got) >= 0.75


def test_agreements(found):
    expected = Counter(
        (row["article"], row["title"] or None, row["quote"]) for row in rows("agreements")
    )
    got = Counter(
        (article, each.title, each.quote)
        for article in ARTICLES
        for each in found[article].agreements
    )

    assert recall(expected, got) == 1
    assert precision(expected, got) == 1


def test_the_kinds_of_agreements_and_how_many_sides_they_have(found):
    sides = Counter(row["agreement"] for row in rows("parties") if row["role"] == "party")
    expected = Counter(
        (row["quote"], tuple(row["kinds"].split("; ")), sides[row["slug"]])
        for row in rows("agreements")
    )
    got = Counter(
        (each.quote, tuple(each.kinds), len(each.parties)) for each in found["001"].agreements
    )

    assert recall(expected, got) == 1
    assert precision(expected, got) == 1
