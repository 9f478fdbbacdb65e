"""Records in the fifteen elements of Dublin Core, for pages and for harvesters.

Source: https://www.dublincore.org/specifications/dublin-core/dces/
"""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from archive.models import (
    Agreement,
    AgreementKind,
    Article,
    Delegation,
    Event,
    Official,
    Organization,
    Place,
)
from archive.models.records import Fact, Kept
from archive.templatetags.citing import capital, plain, public_url, reported
from archive.templatetags.facts import covered
from archive.text.references.reference import ARCHIVE

type Elements = list[tuple[str, object]]

# The types of DCMI's vocabulary, for those that have one.
TYPES: dict[type[Kept], str] = {Article: "Text", Event: "Event"}


def dublin_core(record: Kept, address: str) -> list[tuple[str, str]]:
    """[(element, value)] in English, as the public may read it, empty ones left out.

    Uses of other records only those that are loaded and public; asks the database nothing.
    """
    with override(settings.LANGUAGE_CODE):
        kind = capital(str(record._meta.verbose_name))
        elements: Elements = [
            *own_elements(record),
            ("type", TYPES.get(type(record), kind)),
            ("identifier", address),
        ]
        if not isinstance(record, Article):
            elements += [("publisher", ARCHIVE), ("rights", licence())]
        return [(name, str(value)) for name, value in elements if value]


def own_elements(record: Kept) -> Elements:
    """What the fields of the record say."""
    match record:
        case Article():
            return of_article(record)
        case Agreement():
            return of_agreement(record)
        case Event():
            places = (loaded(record, "place"), loaded(record, "organization"))
            return [("title", record.label), ("date", record.date), *covering(*places)]
        case Delegation():
            return of_delegation(record)
        case Official():
            link = f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else ""
            return [*names(record), ("description", record.note), ("relation", link)]
        case Organization() | Place():
            above = (loaded(record, "parent"), loaded(record, "place"))
            return [*names(record), *covering(*above)]
        case Fact():
            return [("title", reported(record)["title"])]
    return [("title", str(record))]


def of_article(article: Article) -> Elements:
    rights = plain(covered(article, article.rights))
    return [
        ("title", plain(covered(article, article.title))),
        ("creator", plain(covered(article, article.byline))),
        ("publisher", loaded(article, "publisher")),
        ("date", article.published),
        ("identifier", public_url(article)),
        ("language", article.language),
        ("rights", rights),
    ]


def of_agreement(agreement: Agreement) -> Elements:
    kinds = dict(AgreementKind.choices)
    return [
        ("title", str(agreement)),
        ("subject", agreement.subject),
        *(("subject", kinds.get(kind, kind)) for kind in agreement.kinds),
        ("date", agreement.date),
        *covering(loaded(agreement, "place")),
    ]


def of_delegation(delegation: Delegation) -> Elements:
    ends = ("from_place", "from_organization", "to_place", "to_organization")
    return [
        ("title", delegation.label),
        ("description", delegation.purpose),
        ("date", delegation.date),
        *covering(*(loaded(delegation, name) for name in ends)),
    ]


def names(record: Official | Organization | Place) -> Elements:
    return [("title", record.name), ("title", record.native_name)]


def covering(*places: object) -> Elements:
    return [("coverage", place) for place in places]


def loaded(record: Kept, name: str) -> Any:
    """The public record that a foreign key names; None where it is not loaded or not public."""
    fields: dict[str, Any] = {field.name: field for field in record._meta.concrete_fields}
    if name not in fields or not fields[name].is_cached(record):
        return None
    other = getattr(record, name)
    return other if other is not None and other.is_public else None


def licence() -> str:
    parts = (settings.ARCHIVE_LICENCE, settings.ARCHIVE_LICENCE_URL)
    return " ".join(part for part in parts if part)
