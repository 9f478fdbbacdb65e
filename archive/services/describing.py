"""Describing: what each record says to the search, and whose names it prints.

The entry of a public record holds nothing that is not public: neither facts nor the names
of other records. The entry of any other record holds all it has, for editors. Withheld
words stand in neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import override

from archive.models import (
    LONG_AGO,
    Agreement,
    Appearance,
    Article,
    Delegation,
    Event,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Redaction,
)
from archive.models.entry_ids import LONGEST_TITLE, entry_id
from archive.models.records import Record
from archive.models.search_indexes import scope
from archive.services.batching import among
from archive.text.folding import index_text, joined_forms, spellings
from archive.text.redacting import redact, redact_slice

type Said = dict[int, list[tuple]]  # record → rows of values


class Entry(NamedTuple):
    """What stands in the columns of one `SearchEntry`."""

    id: int
    kind: str
    record_id: int
    slug: str
    is_public: bool
    sorts_on: date
    title: str
    text: str
    names: str
    words: str


# Whose entry prints this row: model → (foreign key, the model whose entry it is).
OWNERS: dict[type[Model], list[tuple[str, type[Model]]]] = {
    Post: [("official", Official)],
    Appearance: [("event", Event), ("delegation", Delegation)],
    Party: [("agreement", Agreement)],
    Name: [("official", Official), ("organization", Organization), ("place", Place)],
    Redaction: [("article", Article)],
}
# Where a name is printed: model → (rows that refer to it, by which foreign key).
PRINTED_IN: dict[type[Record], list[tuple[type[Model], str]]] = {
    Official: [(Appearance, "official"), (Party, "official")],
    Organization: [
        (Article, "publisher"),
        (Event, "organization"),
        (Delegation, "from_organization"),
        (Delegation, "to_organization"),
        (Post, "organization"),
        (Party, "organization"),
        (Organization, "parent"),
    ],
    Place: [
        (Event, "place"),
        (Delegation, "from_place"),
        (Delegation, "to_place"),
        (Agreement, "place"),
        (Post, "place"),
        (Party, "place"),
        (Organization, "place"),
        (Place, "parent"),
    ],
    Event: [(Agreement, "event"), (Event, "parent")],
}

OF_ARTICLE = [
    *("pk", "slug", "is_public", "sorts_on", "title", "kicker", "byline", "text"),
    *("body_start", "body_end", "publisher__name", "publisher__is_public"),
]


def entries_of(model: type[Record], ids: Sequence[int]) -> Iterator[Entry]:
    """The entries, as they should be now, of those of the records that exist.

    A few statements, however many ids. Labels are in the active language.
    """
    return WRITERS[model](ids)


def grouped(rows: QuerySet, owner: str, *names: str) -> Said:
    """Distinct values of `names` by the id of their owner, in a steady order."""
    found: Said = defaultdict(list)
    for key, *values in rows.values_list(owner, *names).distinct().order_by(owner, *names):
        found[key].append(tuple(values))
    return found


def entry(
    model: type[Record],
    record: Any,
    *,
    title: str,
    names: Iterable[str] = (),
    labels: Iterable[str] = (),
    parts: list[str],
    text: str = "",
) -> Entry:
    """One entry: found by all of this; excerpts are cut from `text`, or from the parts. Never
    from the labels, which stand there in every language.

    `record` is one of `model`, or a row with its key, slug, flag and place in lists.
    """
    title = title[:LONGEST_TITLE]
    kind, is_public = model.record_kind(), record.is_public
    sorts_on = getattr(record, "sorts_on", LONG_AGO)
    parts = [part for part in dict.fromkeys(parts) if part]
    shown = text or " · ".join(parts)
    spelled = [form for name in (title, *names) for form in spellings(name)]
    forms = [spellings(part) for part in (*labels, *parts)]
    if text:
        forms.append((index_text(text), joined_forms(text)))
    tokens = [form for some in zip(*forms, strict=True) for form in some]
    return Entry(
        id=entry_id(kind, record.pk, sorts_on=sorts_on, title=title, is_public=is_public),
        kind=kind,
        record_id=record.pk,
        slug=record.slug,
        is_public=is_public,
        sorts_on=sorts_on,
        title=title,
        text=shown,
        names=" ".join(filter(None, [*scope(kind, is_public=is_public), *spelled])),
        words=" ".join(filter(None, tokens)),
    )


def labels_of(model: type[Record], name: str) -> dict[str, str]:
    """The labels of a field's values, each in all languages of the site."""
    field: Any = model._meta.get_field(name)
    labels: dict[str, str] = defaultdict(str)
    for code, _language in settings.LANGUAGES:
        with override(code):
            for key, label in field.flatchoices:
                labels[key] = f"{labels[key]} {label}".strip()
    return labels


def named(record: Record, *others: Record | None) -> list[str]:
    """The names of those of the other records that may stand in the entry of this one."""
    return [str(o) for o in others if o is not None and (o.is_public or not record.is_public)]


def told(record: Record, facts: Iterable[tuple]) -> list[str]:
    """The words of its facts: rows (public?, words, then public?, name of each related record)."""
    said = []
    for is_public, words, *related in facts:
        if not (is_public or not record.is_public):
            continue
        pairs = zip(related[::2], related[1::2], strict=True)
        shown = [name for public, name in pairs if name and (public or not record.is_public)]
        said.append(", ".join(filter(None, [words, *shown])))
    return said


def article_entries(ids: Sequence[int]) -> Iterator[Entry]:
    withheld = grouped(Redaction.objects.filter(among("article", ids)), "article_id", "exact")
    rows: Any = Article.objects.filter(among("pk", ids)).order_by("pk")
    for article in rows.values_list(*OF_ARTICLE, named=True):
        words = [exact for (exact,) in withheld[article.pk]]
        title, kicker, byline = (
            redact(text, words) if words else text
            for text in (article.title, article.kicker, article.byline)
        )
        body = slice(article.body_start, article.body_end)
        text = article.text[body]
        if words:
            text = redact_slice(article.text, *body.indices(len(article.text))[:2], words)
        parts = [kicker, byline]
        if article.publisher__is_public or not article.is_public:
            parts.append(article.publisher__name)
        yield entry(Article, article, title=title, parts=parts, text=text.strip())


def official_entries(ids: Sequence[int]) -> Iterator[Entry]:
    names = names_of("official_id", ids)
    posts = grouped(
        Post.objects.filter(among("official", ids)),
        "official_id",
        *("is_public", "title"),
        *("organization__is_public", "organization__name", "place__is_public", "place__name"),
    )
    for official in Official.objects.filter(among("pk", ids)).order_by("pk"):
        parts = [*told(official, posts[official.pk]), official.note]
        yield named_entry(official, names, parts)


def organization_entries(ids: Sequence[int]) -> Iterator[Entry]:
    names = names_of("organization_id", ids)
    rows = Organization.objects.filter(among("pk", ids)).select_related("parent", "place")
    labels = labels_of(Organization, "kind")
    for body in rows.order_by("pk"):
        parts = named(body, body.parent, body.place)
        yield named_entry(body, names, parts, labels[body.kind])


def place_entries(ids: Sequence[int]) -> Iterator[Entry]:
    names, labels = names_of("place_id", ids), labels_of(Place, "level")
    for place in Place.objects.filter(among("pk", ids)).select_related("parent").order_by("pk"):
        yield named_entry(place, names, named(place, place.parent), labels[place.level])


def names_of(owner: str, ids: Sequence[int]) -> Said:
    return grouped(Name.objects.filter(among(owner, ids)), owner, "is_public", "text")


def named_entry(
    record: Official | Organization | Place, names: Said, parts: list[str], label: str = ""
) -> Entry:
    spelled = [record.native_name, *told(record, names[record.pk])]
    return entry(
        type(record), record, title=record.name, names=spelled, labels=[label], parts=parts
    )


def people_at(owner: str, ids: Sequence[int]) -> Said:
    """Who appeared at events or in delegations, as `told` reads them."""
    rows = Appearance.objects.of_somebody().filter(among(owner, ids))
    return grouped(rows, owner, "is_public", "group", "official__is_public", "official__name")


def event_entries(ids: Sequence[int]) -> Iterator[Entry]:
    people, labels = people_at("event_id", ids), labels_of(Event, "kind")
    rows = Event.objects.filter(among("pk", ids)).select_related("place", "organization", "parent")
    for event in rows.order_by("pk"):
        around = named(event, event.organization, event.place, event.parent)
        parts = [event.venue, *around, *told(event, people[event.pk])]
        yield entry(Event, event, title=event.label, labels=[labels[event.kind]], parts=parts)


def delegation_entries(ids: Sequence[int]) -> Iterator[Entry]:
    people = people_at("delegation_id", ids)
    ends = ["from_place", "from_organization", "to_place", "to_organization"]
    rows = Delegation.objects.filter(among("pk", ids)).select_related(*ends).order_by("pk")
    for group in rows:
        around = named(group, *(getattr(group, end) for end in ends))
        parts = [group.purpose, group.size, *around, *told(group, people[group.pk])]
        yield entry(Delegation, group, title=group.label, parts=parts)


def agreement_entries(ids: Sequence[int]) -> Iterator[Entry]:
    sides = grouped(
        Party.objects.filter(among("agreement", ids)),
        "agreement_id",
        *("is_public", "unnamed", "official__is_public", "official__name"),
        *("organization__is_public", "organization__name", "place__is_public", "place__name"),
    )
    rows = (
        Agreement.objects.filter(among("pk", ids)).select_related("event", "place").order_by("pk")
    )
    labels = labels_of(Agreement, "kinds")
    for agreement in rows:
        kinds = [labels[kind] for kind in agreement.kinds]
        parts = [agreement.subject, agreement.kind_as_printed]
        parts += named(agreement, agreement.event, agreement.place)
        parts += told(agreement, sides[agreement.pk])
        yield entry(Agreement, agreement, title=str(agreement), labels=kinds, parts=parts)


WRITERS: dict[type[Record], Callable[[Sequence[int]], Iterator[Entry]]] = {
    Article: article_entries,
    Official: official_entries,
    Organization: organization_entries,
    Place: place_entries,
    Event: event_entries,
    Delegation: delegation_entries,
    Agreement: agreement_entries,
}
