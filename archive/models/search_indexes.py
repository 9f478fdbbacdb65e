"""The full-text indexes of the search entries, and what a query finds in them."""

from functools import cache, cached_property
from itertools import batched

from django.apps.registry import Apps
from django.db import connection, models
from django.db.models import Count, F

from archive.models.entry_ids import (
    DAY_BITS,
    KIND_BITS,
    KINDS,
    KINDS_WITHOUT_DAYS,
    OF_RECORD,
    PUBLIC,
    RECORD_BITS,
    Span,
    span,
)
from archive.models.prepared import MOST_AT_ONCE, Prepared
from archive.text.queries import Query, closed, fts5_query, parse_query, tsquery

COUNT_CAP = 1000  # beyond it a search says "more than 1,000"
SHORTEST_IN_TEXTS = 4  # letters from which the last word goes on in texts, not in names only


def scope(kind: str = "", *, is_public: bool) -> list[str]:
    """The words by which the indexes know an entry's kind and that it is public."""
    if kind and kind not in KINDS:
        raise ValueError(kind)
    return [f"xq{kind}"] * bool(kind) + ["xqpublic"] * is_public


class Sought:
    """A query within a scope, as each database understands it.

    PostgreSQL gathers by words, also those of the scope. SQLite has what is public, and each
    kind of it, in one span of ids, where it costs less to look than with another word.
    """

    def __init__(self, query: Query, *, kind: str = "", public: bool = True):
        self.query = query
        self.scope = scope(kind, is_public=public)
        self.span = span(kind) if public else None

    def __bool__(self) -> bool:
        """Whether there is a word to find."""
        return bool(self.query.terms or self.query.phrases)

    @cached_property
    def as_fts5(self) -> str:
        scope = [] if self.span else self.scope
        return " AND ".join([f"({fts5_query(self.query)})", *scope])

    @cached_property
    def as_tsquery(self) -> str:
        return " & ".join([f"({tsquery(self.query)})", *self.scope])

    @property
    def asked(self) -> str:
        """What the database is asked that is in use."""
        return self.as_tsquery if connection.vendor == "postgresql" else self.as_fts5


class IndexField(models.TextField):
    """The column of a full-text index; `matches` is its only lookup that means anything."""


@IndexField.register_lookup
class Matches(models.Lookup):
    """``index__matches=sought.asked``: FTS5 on SQLite, a tsvector on PostgreSQL."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*parameters, self.rhs]

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ to_tsquery('simple', %s)", [*parameters, self.rhs]


@IndexField.register_lookup
class Among(Matches):
    """The same for PostgreSQL to gather by the index, however common the words.

    A query that its planner cannot see is thought rare. Else it may read the text of every
    entry: it does not know that long texts are stored apart and have to be unpacked.
    """

    lookup_name = "among"

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        asked = "(SELECT to_tsquery('simple', %s))"
        return f"{column} @@ {asked}", [*parameters, self.rhs]


class Gathered(models.Func):
    """A column to sort by that PostgreSQL cannot take from an index in that order."""

    template = "%(expressions)s"

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, template="(%(expressions)s + 0)")


class IndexQuerySet(models.QuerySet):
    def matching(self, sought: Sought, *, gather: bool = False):
        """Rows in the order of hits; none for a query without a word to find.

        As they are, for the first few of many. With `gather` for all of them, or for those
        that stand behind most others. SQLite knows by itself.
        """
        if not sought:
            return self.none()
        rows = self.within(*sought.span) if sought.span else self
        return rows.asked(sought.asked, gather=gather)

    def asked(self, words: str, *, gather: bool = False):
        """The same, from what the database is asked."""
        if gather:
            return self.filter(index__among=words).order_by(Gathered("rowid"))
        return self.filter(index__matches=words).order_by("rowid")

    def within(self, first: int, last: int):
        return self.filter(rowid__gte=first, rowid__lte=last)

    def ids(self):
        return self.values_list("rowid", flat=True)

    def records(self):
        """The ids of the records, as a subquery or a list."""
        record = OF_RECORD - 1 - F("rowid").bitand(OF_RECORD - 1)
        return self.annotate(record=record).values_list("record", flat=True)

    def by_kind(self):
        """How many there are of each kind that there is, counted to the end."""
        kind = F("rowid").bitrightshift(RECORD_BITS + DAY_BITS).bitand((1 << KIND_BITS) - 1)
        rows = self.order_by().annotate(kind=kind).values_list("kind").annotate(Count("rowid"))
        return {KINDS[number]: count for number, count in rows}


# The indexes are made by a migration and kept by the database. Django is only told how to
# read them: a registry of their own keeps them out of migrations, fixtures and the admin.
class NameIndex(models.Model):
    """The names of all entries, any beginning of a word at hand."""

    rowid = models.BigIntegerField(primary_key=True)
    index = IndexField(db_column="archive_name_index")

    objects = IndexQuerySet.as_manager()

    class Meta:
        apps = Apps()
        app_label = "archive"
        managed = False
        db_table = "archive_name_index"

    def __str__(self):
        return str(self.rowid)


class TextIndex(models.Model):
    """The names and words of all entries."""

    rowid = models.BigIntegerField(primary_key=True)
    index = IndexField(db_column="archive_text_index")

    objects = IndexQuerySet.as_manager()

    class Meta:
        apps = Apps()
        app_label = "archive"
        managed = False
        db_table = "archive_text_index"

    def __str__(self):
        return str(self.rowid)


@cache
def reading(index: type[NameIndex | TextIndex], size: int, *, gather: bool) -> Prepared:
    """Asks an index for its first ids, so many at most, with some words and within a span."""

    def ids(words, first, last):
        return index.objects.within(first, last).asked(words, gather=gather).ids()[:size]

    return Prepared(ids)


@cache
def looking_up(index: type[NameIndex | TextIndex]) -> Prepared:
    """Asks an index which of some ids have some words."""

    def ids(words, entries):
        return index.objects.filter(rowid__in=entries).asked(words).order_by().ids()

    return Prepared(ids)


class Found:
    """What a query finds: rows of the text index, and rows of the name index.

    The last word may go on, but not if it is common as it stands: then it is meant as it
    stands, and a search need not gather what else begins so. In texts it goes on from four
    letters; with fewer, `apart` is true, and names are found that are not found in texts.
    `is_common` is true where more than the cap are known to be found.
    """

    def __init__(self, q: str, *, public: bool = True):
        self.public = public
        self.query = parse_query(q)
        self.in_texts = closed(self.query)
        self.is_common = False
        if self.in_texts != self.query:
            self.is_common = self.count_texts() > COUNT_CAP
            if self.is_common:
                self.query = self.in_texts
            else:
                self.in_texts = closed(self.query, shorter_than=SHORTEST_IN_TEXTS)
        self.apart = self.in_texts != self.query

    def __bool__(self) -> bool:
        """Whether there is a word to find."""
        return bool(self.query.terms or self.query.phrases)

    def in_text(self, kind: str = "") -> Sought:
        return Sought(self.in_texts, kind=kind, public=self.public)

    def in_names(self, kind: str = "") -> Sought:
        return Sought(self.query, kind=kind, public=self.public)

    def texts(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = self.in_text(kind)
        return TextIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    def names(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = self.in_names(kind)
        return NameIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    def count_texts(self) -> int:
        """How many texts are found, counted no further than one beyond the cap."""
        sought = self.in_text()
        if not sought:
            return 0
        first, last = sought.span or Span(-PUBLIC)
        return reading(TextIndex, COUNT_CAP + 1, gather=False).count(sought.asked, first, last)

    def first_texts(
        self, size: int, kind: str = "", within: Span | None = None, *, gather: bool = False
    ) -> list[int]:
        """The first ids of texts, so many at most, of a kind and within a span of its ids."""
        return self.first(TextIndex, self.in_text(kind), size, kind, within, gather)

    def first_names(
        self, size: int, kind: str = "", within: Span | None = None, *, gather: bool = False
    ) -> list[int]:
        return self.first(NameIndex, self.in_names(kind), size, kind, within, gather)

    def first(self, index, sought, size, kind, within, gather):
        if not sought:
            return []
        first, last = within or sought.span or Span(-PUBLIC)
        gather = gather or kind in KINDS_WITHOUT_DAYS
        return reading(index, size, gather=gather)(sought.asked, first, last)

    def of(self, entries: list[int]) -> set[int]:
        """Those of these entries that are found, whatever they are of, public or not.

        Each is looked up, which the words of the scope would make ten times as dear.
        """
        ids = set(looking_up(TextIndex)(Sought(self.in_texts, public=False).asked, entries))
        return ids | self.named(entries) if self.apart else ids

    def named(self, entries: list[int]) -> set[int]:
        """Those of these entries that are so named or titled."""
        asked = Sought(self.query, public=False).asked
        some = batched(entries, MOST_AT_ONCE, strict=False)
        return {pk for each in some for pk in looking_up(NameIndex)(asked, list(each))}
