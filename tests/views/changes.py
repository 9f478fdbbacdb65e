"""Every way in which a row may be changed, each through a `Saving`, as all doors do."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    CharField,
    DecimalField,
    ForeignKey,
    ProtectedError,
    TextField,
    URLField,
)

from archive.models import FACTS, RECORDS, Article, Citation, Status
from archive.models.terms import TermsField
from archive.services.saving import Saving
from tests import make

DAYS = {"date": "2011-05-04", "published": "2011-05-04", "since": "2011", "until": "2012"}
# What has rules of its own, and is changed in ways of its own, if at all.
APART = {
    *("slug", "status", "withdrawn", "withdrawal_reason", "unsourced", "inferred", "about"),
    *("exact", "prefix", "suffix", "body_start", "body_end"),
}
EMPTY = {"wikidata": "Q42", "language": "zh"}
FOLLOWED = {*RECORDS.values(), *FACTS.values()}

type Change = Callable[[], object]


class TakenBackError(Exception):
    """The transaction has told what it was for."""


def taken_back(change: Change, then: Callable[[], object]) -> object:
    """What `then` gives after a change, which leaves nothing behind; None if the archive
    refuses the change."""
    found = None
    with suppress(TakenBackError, ProtectedError, ValidationError), transaction.atomic():
        change()
        found = then()
        raise TakenBackError
    return found


def ways(record) -> Iterator[tuple[str, Change]]:
    """The name of a change, and what makes it."""
    yield "rewritten", lambda: saved(record, **other_words(record))
    for field in foreign_keys(record):
        if other := another(record, field):
            yield f"{field.name} moved", lambda key=field.name, to=other: saved(record, **{key: to})
        elif field.null and getattr(record, field.attname):
            yield f"{field.name} cleared", lambda key=field.name: saved(record, **{key: None})
    yield "deleted", lambda: deleted(record)
    if hasattr(record, "status"):
        yield "a draft", lambda: saved(record, status=Status.DRAFT)
        gone = {"status": Status.WITHDRAWN, "withdrawal_reason": "wrong"}
        yield "withdrawn", lambda: saved(record, **gone)
    if hasattr(record, "withdrawn"):
        yield "withdrawn", lambda: saved(record, withdrawn=True, withdrawal_reason="wrong")
    if hasattr(record, "unsourced"):
        yield "unsourced turned", lambda: saved(record, unsourced=not record.unsourced)


def saved(record, **values):
    """The record with these values, saved."""
    now = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(now, name, value)
    if isinstance(now, Citation):
        now.prefix = now.suffix = ""  # of the article that it was of
    make.saved(now)


def deleted(record):
    with Saving() as saving:
        saving.delete(type(record).objects.get(pk=record.pk))


def foreign_keys(record):
    """Those of a row to records and facts. What a citation is about makes it what it is."""
    names = {"article"} if isinstance(record, Citation) else None
    for field in record._meta.concrete_fields:
        is_followed = isinstance(field, ForeignKey) and field.related_model in FOLLOWED
        if is_followed and (names is None or field.name in names):
            yield field


def another(record, field):
    """Another public row that a foreign key might hold."""
    rows = field.related_model.objects.filter(is_public=True).order_by("-pk")
    rows = rows.exclude(pk=getattr(record, field.attname))
    if isinstance(record, field.related_model):
        rows = rows.exclude(pk=record.pk)
    if isinstance(record, Citation):
        rows = rows.filter(text__contains=record.exact)
    return rows.first()


def other_words(record) -> dict:
    """Another value for every field that has one of its own."""
    fields = [f for f in record._meta.concrete_fields if f.editable and not f.is_relation]
    fields = [f for f in fields if not f.primary_key and f.name not in APART]
    return {f.name: other_value(f, getattr(record, f.name)) for f in fields}


def other_value(field, value):
    if field.name in DAYS | EMPTY:
        return (DAYS | EMPTY)[field.name]
    if isinstance(field, TermsField):
        return [key for key, _label in field.choices if key not in value][:1]
    if field.choices:
        return next(key for key, _label in field.choices if key and key != value)
    if isinstance(field, URLField):
        return "https://example.org/anew"
    if isinstance(field, DecimalField):
        return 12
    if isinstance(field, CharField | TextField):
        is_blank_for_a_reason = field.name in ("group", "unnamed") and not value
        return "" if is_blank_for_a_reason else f"{value} anew"
    return value


def correction(article: Article) -> Change:
    """The text without the sentence that most of the facts stand on."""
    return lambda: saved(article, text=article.text.replace("attended", "was absent"))
