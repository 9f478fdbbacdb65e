"""Resolving: which record a cell means, by its slug or by its names."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import batched
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from archive.models import (
    Agreement,
    Article,
    Delegation,
    Event,
    FormerSlug,
    Name,
    Official,
    Organization,
    Place,
)
from archive.resources import SHEET_OF, SHEETS
from archive.resources.widgets import CellError
from archive.services.importing.nearly import spelt_nearly
from archive.services.importing.people import Acquaintance, Tie, candidates_of
from archive.text.cells import clean
from archive.text.folding import name_key, words

NAMED = (Official, Organization, Place)
TITLES: dict[type[Any], list[str]] = {
    Article: ["title", "url"],
    Event: ["label"],
    Delegation: ["label"],
    Agreement: ["title"],
}
KEPT = 5000  # people, or bodies, or places that are remembered from row to row
BATCH = 500
NEAR = 3  # records that may have been meant
LONGEST_NAME = 100  # characters
MOST_WORDS = 4  # of the name of a person


class OpenQuestionError(Exception):
    """Several records fit, or one that may not be meant; a person has to say."""

    def __init__(self, candidates: list[dict[str, str]]) -> None:
        super().__init__()
        self.candidates = candidates


class NeedsRowError(Exception):
    """The cell means a row of the file that has itself an error."""

    def __init__(self, sheet: str, row: int) -> None:
        super().__init__(f"{sheet} {row}")
        self.sheet, self.row = sheet, row


@lru_cache(maxsize=4096)
def joined(name: str) -> str:
    """What spellings of a name share that differ in case, spaces and marks only."""
    return "".join(words(name))


class NameIndex:
    """All names of the officials, or organizations, or places: name → ids."""

    def __init__(self, model: type[Any]) -> None:
        self.model = model
        self.ids: dict[str, set[int]] = defaultdict(set)
        self.turned: dict[str, set[int]] = defaultdict(set)  # in any order of the words
        for pk, name, native in model._default_manager.values_list("pk", "name", "native_name"):
            self.add(pk, name, native)
        field = model._meta.model_name
        named = Name.objects.filter(**{f"{field}__isnull": False})
        for pk, text in named.values_list(f"{field}_id", "text"):
            self.add(pk, text)

    def add(self, pk: int, *names: str) -> None:
        for name in filter(None, names):
            self.ids[joined(name)].add(pk)
            if self.model is Official:
                self.turned[name_key(name)].add(pk)

    def find(self, name: str) -> set[int]:
        return set(self.ids.get(joined(name), ()))

    def find_turned(self, name: str) -> set[int]:
        """Those whose name has the same letters, surname first or last."""
        return set(self.turned.get(name_key(name), ()))


class Resolver:
    """Finds the records that cells mean; remembers them while one file is read."""

    def __init__(self) -> None:
        self.records: dict[type[Any], dict[str, Model]] = defaultdict(dict)
        self.absent: dict[type[Any], set[str]] = defaultdict(set)  # slugs that no record has
        self.former: dict[tuple[str, str], str] | None = None  # (kind, slug) → slug today
        self.indexes: dict[type[Any], NameIndex] = {}
        self.failed: dict[type[Any], dict[str, tuple[str, int]]] = defaultdict(dict)
        self.in_file: set[int] = set()  # officials that have a row of their own in the file
        self.acquaintance = Acquaintance()

    def trim(self) -> None:
        """Forget what the next rows hardly need: all but people, bodies, places; those when many.
        Facts would hold their articles, and those their texts."""
        for model, known in self.records.items():
            if model not in NAMED or len(known) > KEPT:
                known.clear()
        self.absent.clear()

    def preload(self, model: type[Any], slugs: Iterable[str], *, whole: bool = False) -> None:
        """Load the records with these slugs, a batch with one query; `whole`: with all that
        their own rows print."""
        wanted = [slug for slug in dict.fromkeys(slugs) if slug not in self.records[model]]
        rows = model._default_manager.all()
        if whole:
            rows = SHEETS[SHEET_OF[model]].with_references(rows)
        for some in batched(wanted, BATCH, strict=False):
            found = list(rows.filter(slug__in=some))
            self.absent[model].update(set(some) - {record.slug for record in found})
            for record in found:
                self.remember(record)

    def remember(self, record: Any) -> None:
        """Keep a record at hand as it is now."""
        model = type(record)
        self.records[model][record.slug] = record
        self.absent[model].discard(record.slug)

    def learn(self, record: Any) -> None:
        """A record was saved: it, and the names it brings, can be found from now on."""
        if type(record) in SHEET_OF:
            self.remember(record)
        if isinstance(record, Name):
            model = type(record.record)
            if model in self.indexes:
                self.indexes[model].add(record.record.pk, record.text)
        elif type(record) in self.indexes:
            self.indexes[type(record)].add(record.pk, record.name, record.native_name)
        self.acquaintance.forget(getattr(record, "official_id", None))

    def forget(self, record: Any) -> None:
        """A record was deleted."""
        self.drop(record)
        self.indexes.pop(type(record), None)

    def drop(self, record: Any) -> None:
        """Read a record anew when it is asked for next: what is at hand is not as saved."""
        self.records[type(record)].pop(record.slug, None)

    def fail(self, model: type[Any], keys: Iterable[str], sheet: str, row: int) -> None:
        """A row that cannot be saved goes by these keys: its slug, its name."""
        for key in filter(None, keys):
            self.failed[model].setdefault(key, (sheet, row))

    def by_slug(self, model: type[Any], slug: str) -> Any:
        """The record with this slug, or the one that took its place."""
        known = self.records[model].get(slug)
        if known is not None or slug in self.absent[model]:
            return known
        record = model._default_manager.filter(slug=slug).first()
        if record is not None:
            self.remember(record)
        return record

    def moved(self, model: type[Any], slug: str) -> str:
        """The slug of the record into which the one with this slug was merged."""
        if self.former is None:
            rows = FormerSlug.objects.values_list("kind", "slug", "current_slug")
            self.former = {(kind, slug): current for kind, slug, current in rows}
        return self.former.get((model.record_kind(), slug), "")

    def record(self, model: type[Any], text: str, ties: set[Tie]) -> Any:
        """The record that a cell means, or None. `ties` is what the row else refers to.

        Raises OpenQuestionError and NeedsRowError.
        """
        slug = text.strip()
        found = self.by_slug(model, slug)
        if found is not None:
            return found
        self.refuse_failed(model, slug)
        if current := self.moved(model, slug):
            return self.by_slug(model, current)
        if model is Official:
            found = self.person(text, ties)
        elif model in NAMED:
            found = self.only(model, self.ids_named(model, text))
        elif model in TITLES:
            found = self.only(model, self.ids_titled(model, text))
        if found is None:
            self.refuse_failed(model, joined(text))
        return found

    def refuse_failed(self, model: type[Any], key: str) -> None:
        if key in self.failed[model]:
            raise NeedsRowError(*self.failed[model][key])

    def index(self, model: type[Any]) -> NameIndex:
        if model not in self.indexes:
            self.indexes[model] = NameIndex(model)
        return self.indexes[model]

    def ids_named(self, model: type[Any], text: str) -> set[int]:
        return self.index(model).find(text)

    def ids_titled(self, model: type[Any], text: str) -> set[int]:
        words_given = clean(text)
        condition = Q()
        for name in TITLES[model]:
            condition |= Q(**{f"{name}__iexact": words_given})
        return set(model._default_manager.filter(condition).values_list("pk", flat=True)[:20])

    def near(self, model: type[Any], text: str) -> list[Any]:
        """The records whose name differs by one letter: what the person may have meant."""
        if model not in NAMED:
            return []
        names = self.index(model).ids
        keys = spelt_nearly(joined(text[:LONGEST_NAME]), names.keys())
        if model is Official:
            keys |= names_within(text[:LONGEST_NAME], names.keys())
        ids = {pk for key in keys for pk in names[key]}
        return list(model._default_manager.filter(pk__in=ids).order_by("pk")[:NEAR])

    def refuse_within(self, text: str) -> None:
        """Raise OpenQuestionError if a name that is there stands within these words: "Mayor
        Yang Jun" is hardly anybody new."""
        names = self.index(Official).ids
        found = {pk for key in names_within(text, names.keys()) for pk in names[key]}
        if found:
            raise OpenQuestionError(candidates_of(found, self.acquaintance, set()))

    def only(self, model: type[Any], ids: set[int]) -> Any:
        """The one record with one of these ids. Raises OpenQuestionError if there are several."""
        records = list(model._default_manager.filter(pk__in=ids).order_by("pk"))
        if len(records) > 1:
            raise OpenQuestionError(
                [{"slug": record.slug, "why": described(record)} for record in records]
            )
        return self.by_slug(model, records[0].slug) if records else None

    def person(self, text: str, ties: set[Tie]) -> Any:
        """The official of this name: of a row of the file, or with something in common.

        Raises OpenQuestionError if others of that name may be meant.
        """
        same = self.ids_named(Official, text)
        pool = same & self.in_file
        if not pool and joined(text) in self.failed[Official]:
            raise NeedsRowError(*self.failed[Official][joined(text)])
        if len(pool) == 1:
            return self.only(Official, pool)
        pool = pool or same
        sharing = self.acquaintance.sharing(pool, ties)
        if len(sharing) == 1:
            return self.only(Official, set(sharing))
        if not pool:
            turned = self.index(Official).find_turned(text)
            pool = set(self.acquaintance.sharing(turned, ties))
        if pool:
            raise OpenQuestionError(candidates_of(pool, self.acquaintance, ties))
        return None


def described(record: Any) -> str:
    """A record in a few words that tell it from its like."""
    parts = [str(record)]
    for name in ("level", "kind", "date", "published"):
        if getattr(record, name, ""):
            parts.append(str(getattr(record, name)))
    parent = getattr(record, "parent", None) or getattr(record, "place", None)
    if parent is not None:
        parts.append(_("in %(place)s") % {"place": parent})
    return ", ".join(parts)


def names_within(text: str, known: Collection[str]) -> set[str]:
    """Those of the known names that stand within longer words, as joined() folds them."""
    given = words(text)
    if len(given) <= MOST_WORDS and "".join(given) == text.strip():
        return set()  # a Chinese name, whose signs are a word each
    spans = (
        "".join(given[start : start + length])
        for length in range(2, MOST_WORDS + 1)
        for start in range(len(given) - length + 1)
        if length < len(given)
    )
    return {span for span in spans if span in known}


def not_found(model: type[Any], text: str, near: Iterable[Any] = (), hint: str = "") -> CellError:
    """The error of a cell that names no record; `near` are those that may have been meant."""
    sheet = SHEET_OF[model]
    remedy = _("Correct it, or add a row to the sheet %(sheet)s.") % {"sheet": sheet}
    remedy = f"{remedy} {hint}".rstrip()
    if names := ", ".join(f"“{record}” ({record.slug})" for record in near):
        remedy = _("Did you mean %(names)s?") % {"names": names} + " " + remedy
    return CellError(
        "unknown-reference",
        _("There is no %(kind)s “%(text)s”, neither in the archive nor in the file.")
        % {"kind": model._meta.verbose_name, "text": clean(text)[:80]},
        remedy,
    )
