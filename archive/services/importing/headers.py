"""Headers: which sheet and which column people mean by the words they write above them."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import override

from archive.resources import SHEETS
from archive.services.importing import chinese_headers
from archive.text.cells import header_key

# What people also write, as key_of() folds it. "*" holds on every sheet that has the column.
COLUMN_SYNONYMS: dict[str, dict[str, str]] = {
    "*": {
        "id": "slug",
        "recordid": "slug",
        "chinesename": "native_name",
        "nameinchinese": "native_name",
        "originalname": "native_name",
        "nativename": "native_name",
        "localname": "native_name",
        "type": "kind",
        "partof": "parent",
        "liesin": "parent",
        "liesinplace": "parent",
        "role": "roles",
        "comment": "note",
        "comments": "note",
        "notes": "note",
        "remark": "note",
        "remarks": "note",
        "citation": "quote",
        "passage": "quote",
        "sentence": "quote",
        "excerpt": "quote",
        "sourcetext": "quote",
        "source": "article",
        "sourcearticle": "article",
        "articleid": "article",
        "organisation": "organization",
        "body": "organization",
        "institution": "organization",
        "city": "place",
        "location": "place",
        "asprinted": "date_as_printed",
        "dateprinted": "date_as_printed",
        "basis": "date_basis",
        "basisofdate": "date_basis",
        "basisofthedate": "date_basis",
        "noteondate": "date_note",
        "noteonthedate": "date_note",
        "isinferred": "inferred",
    },
    "articles": {
        "headline": "title",
        "articletitle": "title",
        "author": "byline",
        "link": "url",
        "webaddress": "url",
        "sourceurl": "url",
        "archivedcopy": "archived_url",
        "archiveurl": "archived_url",
        "retrieved": "retrieved_on",
        "accessed": "retrieved_on",
        "accessdate": "retrieved_on",
        "date": "published",
        "datepublished": "published",
        "publishedon": "published",
        "publicationdate": "published",
        "publishdate": "published",
        "body": "text",
        "fulltext": "text",
        "content": "text",
        "articletext": "text",
        "source": "publisher",
        "licence": "rights",
        "license": "rights",
    },
    "places": {"placename": "name", "lat": "latitude", "lng": "longitude", "lon": "longitude"},
    "organizations": {
        "organizationname": "name",
        "organisationname": "name",
        "organization": "name",
        "organisation": "name",
    },
    "officials": {
        "fullname": "name",
        "officialname": "name",
        "official": "name",
        "person": "name",
        "wikidataid": "wikidata",
    },
    "names": {"name": "text", "othername": "text", "alias": "text"},
    "posts": {
        "fullname": "official",
        "name": "official",
        "officialname": "official",
        "person": "official",
        "titlepost": "title",
        "post": "title",
        "posttitle": "title",
        "position": "title",
        "jobtitle": "title",
        "from": "since",
        "to": "until",
    },
    "events": {
        "name": "label",
        "event": "label",
        "title": "label",
        "eventname": "label",
        "eventdate": "date",
        "heldon": "date",
        "host": "organization",
    },
    "delegations": {
        "name": "label",
        "delegation": "label",
        "title": "label",
        "delegationname": "label",
        "from": "from_place",
        "to": "to_place",
    },
    "appearances": {
        "fullname": "official",
        "name": "official",
        "officialname": "official",
        "person": "official",
        "post": "posts",
    },
    "agreements": {
        "agreementtitle": "title",
        "agreement": "title",
        "name": "title",
        "kind": "kinds",
        "type": "kinds",
        "types": "kinds",
        "signedon": "date",
        "datesigned": "date",
        "signed": "date",
        "signingdate": "date",
        "signeddate": "date",
    },
    "parties": {"agreementtitle": "agreement", "order": "position", "roles": "role"},
    "progress": {"agreementtitle": "agreement", "state": "status"},
    "citations": {"field": "about", "exact": "quote", "kind": "kind_of_record"},
    "redactions": {"words": "quote", "exact": "quote"},
}
SHEET_SYNONYMS = {
    "people": "officials",
    "persons": "officials",
    "person": "officials",
    "organisation": "organizations",
    "bodies": "organizations",
    "postsheld": "posts",
    "meetings": "events",
    "othernames": "names",
    "passages": "citations",
}
# Sheets and columns that are for the people who fill in, not for the archive.
SHEETS_FOR_PEOPLE = {"howtofillin", "readme", "notes", "instructions", "help", "说明", "填写说明"}
NOT_LETTERS = re.compile(r"[\W_]+")
COLUMNS_FOR_PEOPLE = (
    *("note", "comment", "remark", "internal", "unnamed:", "#", "no."),
    *("备注", "序号"),
)


def key_of(header: str) -> str:
    """What headers share that differ in case, spaces and marks only: "Title/Post", "title post"."""
    return NOT_LETTERS.sub("", header_key(header))


@cache
def sheet_names() -> dict[str, str]:
    """key_of() what people write → the sheet."""
    singular = {"parties": "party", "progress": "progress"}
    names = {key_of(sheet): sheet for sheet in SHEETS}
    names |= {key_of(singular.get(sheet, sheet[:-1])): sheet for sheet in SHEETS}
    return sheet_labels() | chinese_headers.SHEETS | SHEET_SYNONYMS | names


@cache
def column_names(sheet: str) -> dict[str, str]:
    """key_of() what people write above a column of this sheet → the column."""
    columns = [column.name for column in SHEETS[sheet].all_columns()]
    found = column_labels(sheet)
    for synonyms in (chinese_headers.COLUMNS, COLUMN_SYNONYMS):
        found |= {key: name for key, name in synonyms["*"].items() if name in columns}
        found |= synonyms.get(sheet, {})
    return found | {key_of(name): name for name in columns}


def sheet_labels() -> dict[str, str]:
    """key_of() what the site calls the records of a sheet, in every language → the sheet."""
    metas = {sheet: resource.model()._meta for sheet, resource in SHEETS.items()}
    return plain(
        (label, sheet)
        for sheet, meta in metas.items()
        for label in {*said(meta, "verbose_name"), *said(meta, "verbose_name_plural")}
    )


def column_labels(sheet: str) -> dict[str, str]:
    """key_of() what the site calls the fields of a sheet, in every language → the column."""
    meta, found = SHEETS[sheet].model()._meta, []
    for column in SHEETS[sheet].all_columns():
        try:
            field = meta.get_field(column.attribute or "")
        except FieldDoesNotExist:
            continue
        found += [(label, column.name) for label in said(field, "verbose_name")]
    return plain(found)


def said(labelled: object, name: str) -> set[str]:
    """A label in every language of the site, as key_of() folds it."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(key_of(str(getattr(labelled, name))))
    return found


def plain(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those labels that one thing alone has."""
    pairs = set(pairs)
    times = Counter(label for label, _name in pairs)
    return {label: name for label, name in pairs if times[label] == 1}


@cache
def known_headers() -> frozenset[str]:
    """All headers of all sheets, as key_of() folds them."""
    return frozenset(key for sheet in SHEETS for key in column_names(sheet))
