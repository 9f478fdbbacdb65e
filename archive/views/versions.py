"""Earlier states of a record: which of them readers may see, and their fields in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignKey, Min, Model, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.filters.base import any_of
from archive.models import (
    Agreement,
    Article,
    Citation,
    Delegation,
    Event,
    FormerSlug,
    Official,
    Organization,
    Place,
    Redaction,
    Status,
)
from archive.models.records import Record, Reviewed
from archive.models.terms import TermsField
from archive.services.withholding import ARTICLES
from archive.templatetags.facts import record_link, withheld
from archive.text.dates import describe
from archive.text.redacting import redact

WITNESSES = 100  # citations that are asked since when a person, body or place is public

# The fields of each kind that readers see, in the order of its page.
FIELDS: dict[type[Record], list[str]] = {
    Article: [
        "title",
        "kicker",
        "publisher",
        "byline",
        "url",
        "archived_url",
        "published",
        "rights",
        "language",
        "text",
    ],
    Official: ["name", "native_name", "note", "wikidata"],
    Event: ["label", "kind", "date", "place", "organization", "venue", "parent"],
    Delegation: [
        "label",
        "date",
        "from_place",
        "from_organization",
        "to_place",
        "to_organization",
        "size",
        "purpose",
    ],
    Agreement: ["title", "subject", "kinds", "kind_as_printed", "set", "date", "event", "place"],
    Organization: ["name", "native_name", "kind", "parent", "place"],
    Place: ["name", "native_name", "level", "parent", "latitude", "longitude"],
}
DATES = {"date", "published"}
# From a citation to the people, bodies and places that its article makes public.
PATHS = {
    Official: ["official", "post__official", "appearance__official", "party__official"],
    Organization: [
        *("organization", "post__organization", "appearance__organization"),
        *("party__organization", "event__organization"),
    ],
    Place: ["place", "post__place", "appearance__place", "party__place", "event__place"],
}


def columns(model: type[Record]) -> list[str]:
    """What is read of a version; of a text only its checksum."""
    names = ["sha256" if name == "text" else name for name in FIELDS[model]]
    status = "status" if issubclass(model, Reviewed) else "withdrawn"
    return [*names, status, "history_date", "history_type", "history_change_reason"]


def versions(record: Record) -> QuerySet:
    """Every version of a record, without the long texts."""
    model: Any = type(record)
    return model.history.filter(id=record.pk).only(*columns(model)).order_by("history_id")


def was_shown(version: Any) -> bool:
    """The version was no draft and not withdrawn."""
    if version.history_type == "-":
        return False
    if hasattr(version, "status"):
        return version.status == Status.PUBLISHED
    return not version.withdrawn


def public_since(record: Record) -> datetime:
    """Since when the public record has been public at the latest.

    An article, event, delegation or agreement: since it was first published. A person, body
    or place: since a published article was cited for it. Where neither tells, since the
    record last changed, which is when its own flag turned if nothing else.
    """
    if isinstance(record, Reviewed):
        model: Any = type(record)
        published = model.history.filter(id=record.pk, status=Status.PUBLISHED)
        first = published.aggregate(first=Min("history_date"))["first"]
    else:
        first = first_witness(record)
    return min(first, record.updated_at) if first else record.updated_at


def first_witness(record: Record) -> datetime | None:
    """When a published article was first cited for a person, body or place."""
    ways = (
        Citation.objects.filter(**{path: record.pk, f"{path.partition('__')[0]}__is_public": True})
        for path in PATHS[type(record)]
    )
    rows = any_of(Citation.objects.public(), *(way.values("pk") for way in ways)).order_by("pk")
    cited = list(rows.values_list("article", "created_at")[:WITNESSES])
    published = dict(
        Article.history.filter(id__in={pk for pk, _ in cited}, status=Status.PUBLISHED)
        .order_by()
        .values_list("id")
        .annotate(Min("history_date"))
    )
    days = [max(moment, published[pk]) for pk, moment in cited if pk in published]
    return min(days, default=None)


@dataclass(frozen=True)
class Wording:
    """How the fields of a record's versions may be worded.

    `hides`: the article withholds words, or did, so its own are not shown as they were: they
    may hold what is withheld in a spelling that no redaction covers.
    """

    model: Any  # of the record
    hides: bool
    words: frozenset[str]
    records: dict[tuple[type[Model], int], Record]

    def label(self, name: str) -> str:
        label = str(self.model._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def can_show(self, name: str) -> bool:
        """The text is shown as it is now, or not at all."""
        return name != "text" and not (self.hides and self.is_printed(name))

    def is_printed(self, name: str) -> bool:
        """A field that holds words of the article."""
        field = self.model._meta.get_field(name)
        return not isinstance(field, ForeignKey) and name not in DATES | {"language"}

    def is_same(self, before: Any, after: Any, field: Any) -> bool:
        """Whether two versions say the same in a field: a record and what it was merged into
        are one."""
        values = [raw(each, field) for each in (before, after)]
        if isinstance(field, ForeignKey):
            named = [self.records.get((field.related_model, value)) for value in values]
            if named[0] is not None and named[0] == named[1]:
                return True
        return bool(values[0] == values[1])

    def value(self, version: Any, name: str) -> SafeString | str:
        """The field in words, with what is withheld covered; "" where it was empty."""
        field = self.model._meta.get_field(name)
        value = raw(version, field)
        if value in (None, "", []):
            return ""
        if isinstance(field, ForeignKey):
            named = self.records.get((field.related_model, value))
            return record_link(named if named is not None and named.is_public else None)
        if name in DATES:
            return day_in_words(value)
        return withheld(redact(self.plain(field, value), self.words))

    def plain(self, field: Any, value: Any) -> str:
        """A value as text: terms and choices by their labels."""
        labels = dict(field.choices or [])
        terms = value if isinstance(field, TermsField) else [value]
        return ", ".join(str(labels.get(term, term)) for term in terms)


def raw(version: Any, field: Any):
    """What a version holds in a field; of a text its checksum, of a reference its id."""
    return getattr(version, "sha256" if field.name == "text" else field.attname)


def day_in_words(edtf: str) -> str:
    """The date and its doubt, in the reader's language."""
    tongue = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    words = describe(edtf, language=tongue)
    if words.text and words.doubt:
        return f"{words.text} ({words.doubt_text})"
    return words.text or words.doubt_text


def wording_of(record: Record, shown: Iterable[Any]) -> Wording:
    """How these versions of a record may be worded: a statement for each kind referred to."""
    model = type(record)
    redactions = Redaction.history.filter(article__in=articles_of(record))
    words = frozenset(redactions.values_list("exact", flat=True))
    return Wording(
        model=model,
        hides=bool(words) and isinstance(record, Article),
        words=words,
        records=referred(model, shown),
    )


def articles_of(record: Record) -> set[int]:
    """The articles that the words of a record's versions may have been taken from."""
    if isinstance(record, Article):
        return {record.pk}
    model = type(record)
    rows = model._default_manager.filter(pk=record.pk).order_by()
    ways = ARTICLES.get(model, ["citations__article"])
    return {article for way in ways for article in rows.values_list(way, flat=True)} - {None}


def referred(model: type[Record], shown: Iterable[Any]) -> dict[tuple[type[Model], int], Record]:
    """The records that the versions name; for merged ones those that they are now."""
    wanted: dict[type[Model], set[int]] = {}
    for name in FIELDS[model]:
        field = model._meta.get_field(name)
        if isinstance(field, ForeignKey):
            ids = {raw(version, field) for version in shown}
            wanted.setdefault(field.related_model, set()).update(ids - {None})
    found: dict[tuple[type[Model], int], Any] = {}
    for other, ids in wanted.items():
        rows = other._default_manager.filter(pk__in=ids) if ids else ()
        known = {each.pk: each for each in rows}
        known |= merged_since(other, ids - known.keys())
        found |= {(other, pk): each for pk, each in known.items()}
    return found


def merged_since(model: Any, ids: set[int]) -> dict[int, Record]:
    """Those of the ids whose record was merged → the record that took its place."""
    gone = model.history.filter(id__in=ids, history_type="-") if ids else []
    slugs = {entry.slug: entry.id for entry in gone}
    if not slugs:
        return {}
    former = FormerSlug.objects.filter(kind=model.record_kind(), slug__in=slugs)
    current = dict(former.values_list("slug", "current_slug"))
    rows = model._default_manager.filter(slug__in=set(current.values()))
    now = {each.slug: each for each in rows}
    return {slugs[slug]: now[to] for slug, to in current.items() if to in now}
