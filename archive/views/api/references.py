"""What every answer is made of: references, dated claims, quotes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.models import FACTS, RECORDS, Article, Citation, DateBasis, Supports
from archive.models.records import Fact, Kept
from archive.resources import SHEET_OF
from archive.templatetags.facts import covered, headline
from archive.views.api.shapes import (
    OPEN,
    Property,
    Shape,
    Site,
    address,
    constant,
    field_of,
    nullable,
    words,
)


def api_path(record: Kept) -> str:
    """The address of a record or fact within this interface."""
    with override(settings.LANGUAGE_CODE):
        if isinstance(record, Fact):
            return reverse("archive:api_fact", args=[record.public_id])
        return reverse("archive:api_record", args=[SHEET_OF[type(record)], record.slug])


def name_of(record: Kept) -> str:
    """What to call a record; a fact is called after the record it belongs to as well."""
    if isinstance(record, Article):
        return covered(record, record.title)
    return str(headline(record)) if isinstance(record, Fact) else str(record)


PAGE = _("The page for people; permanent.")
DATA = _("The same as JSON, with all that belongs to it.")
PAGE_URL = address("page_url", lambda record, site: site.page(record), PAGE)
API_URL = address("api_url", lambda record, site: site.absolute(api_path(record)), DATA)
SLUG = Property(
    "slug",
    {"type": "string"},
    lambda record, _site: record.slug,
    _("The permanent name, as filters and spreadsheets take it."),
)
CALLED = _("What to call it; not always words of the source.")
REFERENCE = Shape(
    "Reference",
    _("A public record or fact that is referred to."),
    (
        Property(
            "type",
            {"type": "string", "enum": [*RECORDS, *FACTS]},
            lambda record, _site: record.record_kind(),
            _("What kind of record or fact it is."),
        ),
        SLUG,
        Property("name", OPEN, lambda record, _site: name_of(record), CALLED),
        PAGE_URL,
        API_URL,
    ),
)


def refer(model: type[models.Model], *names: str) -> tuple[Property, ...]:
    """References by these foreign keys; null where there is none that is public."""
    return tuple(reference_in(field_of(model, name)) for name in names)


def reference_in(field: models.Field) -> Property:
    return REFERENCE.under(
        field.name,
        lambda record: public_or_none(getattr(record, field.name)),
        field.verbose_name,
    )


def public_or_none(record: Kept | None) -> Kept | None:
    return record if record is not None and record.is_public else None


@dataclass(frozen=True)
class Claim:
    """A dated claim, apart from its record."""

    edtf: str
    as_printed: str
    earliest: date | None
    latest: date | None
    basis: str
    note: str


def claim_of(record: Any, prefix: str = "date") -> Claim | None:
    """The record's own dated claim; None where nothing about a date is stated."""
    edtf = getattr(record, prefix)
    rest = [getattr(record, f"{prefix}_{part}") for part in ("as_printed", "basis", "note")]
    # Without a claim of its own an agreement keeps the days of its event.
    earliest, latest = (
        getattr(record, f"{prefix}_{part}") if edtf else None for part in ("earliest", "latest")
    )
    if not edtf and not any(rest):
        return None
    printed, basis, note = rest
    if isinstance(record, Article):
        printed, note = covered(record, printed), covered(record, note)
    return Claim(edtf, printed, earliest, latest, basis, note)


def day(name: str, meaning: Any) -> Property:
    schema = nullable({"type": "string", "format": "date"})
    return Property(
        name,
        schema,
        lambda claim, _site: (getattr(claim, name) or None) and getattr(claim, name).isoformat(),
        meaning,
    )


CLAIM = Shape(
    "DatedClaim",
    _("A date as the source gives it, and what it means."),
    (
        words("edtf", lambda claim: claim.edtf, _("Extended Date/Time Format, ISO 8601-2.")),
        words("as_printed", lambda claim: claim.as_printed, _("The words.")),
        day("earliest", _("The first day that it may mean; null where that is open.")),
        day("latest", _("The last day that it may mean; null where that is open.")),
        Property(
            "basis",
            nullable({"type": "string", "enum": DateBasis.values}),
            lambda claim, _site: claim.basis or None,
            _("Where the part comes from that the words lack."),
        ),
        words("note", lambda claim: claim.note, _("Why a reader concluded it.")),
    ),
)
DATE = CLAIM.under("date", claim_of, _("Its own date; null where none is stated."))

QUOTE_SELECTOR = Shape(
    "TextQuoteSelector",
    _("The words of the passage (W3C Web Annotation); █████ stands for words withheld."),
    (
        constant("type", "TextQuoteSelector"),
        Property("exact", OPEN, lambda citation, _site: citation.shown, _("The words.")),
    ),
)
POSITION_SELECTOR = Shape(
    "TextPositionSelector",
    _(
        "Where the passage stands in the article's text, in characters from 0, the end exclusive. "
        "Left out where words of the article are withheld."
    ),
    (
        constant("type", "TextPositionSelector"),
        Property(
            "start", {"type": "integer"}, lambda citation, _site: citation.start, _("Its first.")
        ),
        Property(
            "end", {"type": "integer"}, lambda citation, _site: citation.end, _("Past its last.")
        ),
    ),
)


def selectors(citation: Citation, site: Site) -> list[dict[str, Any]]:
    """The quote, and its place unless the public text has fewer characters than the printed."""
    withheld = bool(citation.article.redactions.all())
    shapes = [QUOTE_SELECTOR] if withheld else [QUOTE_SELECTOR, POSITION_SELECTOR]
    return [shape.write(citation, site) for shape in shapes]


CITATION = Shape(
    "Citation",
    _("A passage of an article that a record or fact stands on."),
    (
        address(
            "page_url",
            lambda citation, site: site.page(citation),
            _("The passage in its place."),
        ),
        Property(
            "article", REFERENCE.ref, lambda citation, site: REFERENCE.write(citation.article, site)
        ),
        Property(
            "paragraph",
            nullable({"type": "integer"}),
            lambda citation, _site: citation.paragraph,
            _("Counted from 1 within the article; null for what is printed beside it."),
        ),
        Property(
            "supports",
            {"type": "string", "enum": Supports.values},
            lambda citation, _site: citation.supports,
            _("What the passage does for the record or fact."),
        ),
        words("about", lambda citation: citation.about, _("The field it is about; null: all.")),
        words(
            "note",
            lambda citation: covered(citation.article, citation.note),
            _("What a reader of the archive should know."),
        ),
        Property(
            "selector",
            {"type": "array", "items": {"anyOf": [QUOTE_SELECTOR.ref, POSITION_SELECTOR.ref]}},
            selectors,
            _("Words and place, as a W3C Web Annotation has them."),
        ),
    ),
)
PASSAGE = CITATION.with_more(
    "Passage",
    _("A passage of an article, and what it is cited for."),
    Property(
        "target",
        REFERENCE.ref,
        lambda citation, site: REFERENCE.write(citation.target, site),
        _("The record or fact that it speaks of."),
    ),
)
