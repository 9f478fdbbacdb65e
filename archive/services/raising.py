"""Raising: the versions of the pages on which a change may show.

A `Saving` notes the rows that it touches, as they were and as they are. When it settles, the
pages are found that look at these rows, and their versions rise; with that of a record the
version of its kind, which lists go by. What may show on too many pages shows on all of them.
"""

from collections import defaultdict
from typing import Any

from django.db.models import ForeignKey
from django.db.models.deletion import CASCADE

from archive.models import FACTS, RECORDS, Agreement, Article, Citation, DataVersion, Redaction
from archive.models.data_versions import version_name
from archive.models.records import Fact, Kept
from archive.services.publishing import Touched
from archive.services.reaching import Found, TooManyError, foreign_keys, reached_from, same_sets

MOST_ROWS = 1000  # that are followed; an import of more raises the version of everything


class Noted:
    """The rows that one saving touches, as far as their pages will be found one by one."""

    def __init__(self) -> None:
        self.rows: Found = defaultdict(set)
        self.met: Found = defaultdict(set)  # what they refer to, or did before
        self.names: set[str] = set()  # their own: those of what is gone cannot be read later
        self.sets: set[str] = set()  # of agreements
        self.number = 0

    @property
    def is_too_much(self) -> bool:
        return self.number > MOST_ROWS

    def note(self, record: Any) -> None:
        """Remember this row, with what it refers to now."""
        self.count(1)
        if self.is_too_much:
            return
        if isinstance(record, Redaction):
            self.rows[Article].add(record.article_id)  # which reads otherwise
            return
        model: Any = type(record)
        self.rows[model].add(record.pk)
        if not isinstance(record, Citation):
            self.names.add(version_name(record.record_kind(), record.slug))
        for attname, target in foreign_keys(model):
            if (key := getattr(record, attname)) is not None:
                self.met[target].add(key)
        if isinstance(record, Agreement) and record.set:
            self.sets.add(record.set)

    def note_leaving(self, record: Kept) -> None:
        """Before a record is deleted: the articles whose words its facts stand on, as they go
        together with their citations."""
        if self.is_too_much:
            return
        for fact, key in went_along(type(record)):
            path = f"{fact.record_kind()}__{key}"
            rows = Citation.objects.filter(**{path: record.pk}).order_by()
            self.met[Article].update(rows.values_list("article", flat=True))

    def note_turned(self, turned: Touched) -> None:
        """Remember rows that became public, or are so no longer."""
        for model, ids in turned.items():
            self.count(len(ids))
            if not self.is_too_much:
                self.rows[model].update(ids)

    def count(self, number: int) -> None:
        """Keep nothing of what is too much."""
        was_too_much = self.is_too_much
        self.number += number
        if self.is_too_much and not was_too_much:
            for kept in (self.rows, self.met, self.names, self.sets):
                kept.clear()


def went_along(model: type[Kept]) -> list[tuple[type[Fact], str]]:
    """The facts that are deleted with a record of a model, and by which foreign key."""
    return [
        (fact, field.name)
        for fact in FACTS.values()
        for field in fact._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model is model
        and field.remote_field.on_delete is CASCADE
    ]


def raise_versions(noted: Noted, turned: Touched) -> None:
    """Say that the pages changed which may show these rows; of too many, all pages."""
    noted.note_turned(turned)
    try:
        if noted.is_too_much:
            raise TooManyError
        names = noted.names | reached_from(noted.rows, noted.met)
        names |= same_sets(noted.sets, noted.rows[Agreement])
    except TooManyError:
        DataVersion.objects.rise()
        return
    DataVersion.objects.rise(names | {kind for kind in map(kind_of, names) if kind in RECORDS})


def kind_of(name: str) -> str:
    return name.partition("/")[0]
