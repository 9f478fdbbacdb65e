"""Withholding: rows that say, in words typed by an editor, what an article near them withholds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    Name,
    Official,
    Party,
    Post,
    Progress,
    Redaction,
)
from archive.models.records import Kept
from archive.services.batching import batches
from archive.text.redacting import hidden_spans
from archive.text.slugs import in_slug


def called(*keys: str) -> list[str]:
    """What the records at these foreign keys are called wherever the row is shown."""
    return [f"{key}__{name}" for key in keys for name in ("name", "native_name", "slug")]


WHOM = called("official", "organization", "place")
OF_WHAT = called("organization", "place")
DATE = ["date_as_printed", "date_note"]

# Model → the columns whose words readers see with a row of it.
SAYS: dict[type[Model], list[str]] = {
    Event: ["slug", "label", "venue", *DATE, *OF_WHAT],
    Delegation: [
        *("slug", "label", "size", "purpose", *DATE),
        *called("from_place", "from_organization", "to_place", "to_organization"),
    ],
    Agreement: [
        *("slug", "title", "subject", "kind_as_printed", "set", *DATE),
        *called("place"),
    ],
    Citation: ["note", *WHOM],
    Post: ["slug", "title", *WHOM],
    Appearance: ["slug", "group", *WHOM],
    Party: ["slug", "unnamed", *WHOM],
    Progress: ["slug", *DATE, "note"],
    Official: ["note"],
    Name: ["slug", "text"],
}
# Model → the ways to the articles that its words may have been taken from.
ARTICLES: dict[type[Model], list[str]] = {
    Event: [
        "citations__article",
        "appearances__citations__article",
        "agreements__citations__article",
        "children__citations__article",
    ],
    Delegation: ["citations__article", "appearances__citations__article"],
    Agreement: [
        "citations__article",
        "parties__citations__article",
        "progress__citations__article",
    ],
    Citation: ["article"],
    Post: ["article", "citations__article"],
    Appearance: [
        "citations__article",
        "event__citations__article",
        "delegation__citations__article",
    ],
    Party: ["citations__article", "agreement__citations__article"],
    Progress: ["citations__article", "agreement__citations__article"],
    Official: [
        "citations__article",
        "posts__article",
        "posts__citations__article",
        "appearances__citations__article",
        "parties__citations__article",
    ],
    Name: [
        "citations__article",
        "official__citations__article",
        "organization__citations__article",
        "place__citations__article",
    ],
}


# Fact → the foreign keys to the records that it belongs to, without which it is not public.
OWNERS: dict[type[Model], list[str]] = {
    Post: ["article"],
    Appearance: ["event", "delegation"],
    Party: ["agreement"],
    Progress: ["agreement"],
    Name: ["official", "organization", "place"],
}


class Said(NamedTuple):
    """A row with withheld words in a column, and the article that withholds them."""

    pk: int
    slug: str
    field: str
    article: str  # its slug


class Withheld(NamedTuple):
    """What one article withholds."""

    slug: str
    words: list[str]

    def stands_in(self, field: str, text: str) -> bool:
        """These words, or some of them, stand in the text of a column.

        A slug that has them from the article's own slug hides nothing by being hidden.
        """
        if not field.endswith("slug"):
            return bool(hidden_spans(text, self.words))
        found = [words for words in self.words if in_slug(text, words)]
        return any(not in_slug(self.slug, words) for words in found)


def withheld_ids(rows: QuerySet) -> set[int]:
    """Those of `rows` that may not be public for the words that they say.

    One statement where no article near them withholds anything, and two more where one does.
    """
    return {each.pk for each in said(rows)}


def said(rows: QuerySet) -> Iterator[Said]:
    """Every column of `rows` with withheld words, row by row."""
    near = articles_near(rows)
    if not near:
        return
    withheld = withheld_in({article for articles in near.values() for article in articles})
    names = SAYS[rows.model]
    for batch in batches(near):
        texts = rows.model._default_manager.filter(pk__in=batch).order_by("pk")
        for pk, slug, *said_there in texts.values_list("pk", "slug", *names):
            for field, text in zip(names, said_there, strict=True):
                for article in sorted(near[pk]):
                    if text and withheld[article].stands_in(field, text):
                        yield Said(pk, slug, field, withheld[article].slug)


def articles_near(rows: QuerySet) -> dict[int, set[int]]:
    """Row → the articles with redactions that its words may have been taken from."""
    near: dict[int, set[int]] = defaultdict(set)
    ways = ARTICLES.get(rows.model, [])
    found: list[Any] = [
        rows.order_by().filter(**{f"{way}__redactions__isnull": False}).values_list("pk", way)
        for way in ways
    ]
    if found:
        for pk, article in found[0].union(*found[1:]).order_by():
            near[pk].add(article)
    return near


def withheld_in(articles: set[int]) -> dict[int, Withheld]:
    """Article → what it withholds."""
    withheld: dict[int, Withheld] = {}
    for batch in batches(articles):
        rows = Redaction.objects.filter(article__in=batch).order_by("pk")
        for pk, slug, words in rows.values_list("article_id", "article__slug", "exact"):
            withheld.setdefault(pk, Withheld(slug, [])).words.append(words)
    return withheld


def words_near(record: Kept) -> set[str]:
    """All that the articles near a record withhold, or the record itself where it is one."""
    articles = ARTICLES.get(type(record), ["citations__article"])
    ways = [""] if isinstance(record, Article) else [f"{way}__" for way in articles]
    rows = type(record)._default_manager.filter(pk=record.pk).order_by()
    found: list[Any] = [
        rows.filter(**{f"{way}redactions__isnull": False}).values_list(f"{way}redactions__exact")
        for way in ways
    ]
    return {words for (words,) in found[0].union(*found[1:]).order_by()}


def withheld_around(records: Iterable[Kept]) -> dict[int, set[str]]:
    """id() of each new record → the words withheld in its article, or where its owner is cited.

    A statement for each foreign key that the records use, however many they are.
    """
    around: dict[int, set[str]] = defaultdict(set)
    of: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for key in OWNERS.get(type(record), []):
            if (owner := getattr(record, f"{key}_id")) is not None:
                of[key][owner].append(id(record))
    for key, owned in of.items():
        way = "article" if key == "article" else f"article__passages__{key}"
        for batch in batches(owned):
            rows = Redaction.objects.filter(**{f"{way}__in": batch})
            for owner, words in rows.values_list(way, "exact"):
                for record_id in owned[owner]:
                    around[record_id].add(words)
    return around


def addresses_with_withheld_words() -> Iterator[Said]:
    """Articles whose own slug says what they withhold: it was made before the redaction."""
    rows = Redaction.objects.order_by("article", "pk")
    for pk, slug, words in rows.values_list("article_id", "article__slug", "exact"):
        if in_slug(slug, words):
            yield Said(pk, slug, "slug", slug)
