"""The full-text indexes of the search entries, as each database asks them."""

from functools import cached_property

from django.apps.registry import Apps
from django.db import connection, models
from django.db.models import Count, F, Q

from archive.models.entry_ids import DAY_BITS, KIND_BITS, KINDS, OF_RECORD, RECORD_BITS, span
from archive.text.queries import Query, fts5_query, tsquery


def scope(kind: str = "", *, is_public: bool) -> list[str]:
    """The words by which an index over all kinds knows an entry's, and that it is public."""
    if kind and kind not in KINDS:
        raise ValueError(kind)
    return [f"xq{kind}"] * bool(kind) + ["xqpublic"] * is_public


class Sought:
    """A query within a scope, as each database understands it.

    What is public, and each kind of it, stands in one span of ids: to look there costs less
    than to look for another word. PostgreSQL has indexes of its own for each kind. Only among
    the hidden entries of a kind SQLite goes by the words of the scope.
    """

    def __init__(self, query: Query, *, kind: str = "", public: bool = True):
        self.query = query
        self.kind = kind
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
        return tsquery(self.query)

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
        return rows.asked(sought.asked, sought.kind, gather=gather)

    def asked(self, words: str, kind: str = "", *, gather: bool = False):
        """The same, from what the database is asked, of one kind or of all."""
        condition = Q(index__among=words) if gather else Q(index__matches=words)
        if connection.vendor == "postgresql":
            kinds = [kind] if kind else KINDS
            condition = Q(*(Q(condition, kind=each) for each in kinds), _connector=Q.OR)
        return self.filter(condition).order_by(Gathered("rowid") if gather else "rowid")

    def having(self, words: str):
        """Of rows that are chosen by their ids already those with some words, in no order."""
        return self.filter(index__matches=words).order_by()

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
        place = F("rowid").bitrightshift(RECORD_BITS + DAY_BITS).bitand((1 << KIND_BITS) - 1)
        rows = self.order_by().annotate(place=place).values_list("place").annotate(Count("rowid"))
        return {KINDS[number]: count for number, count in rows}


# The indexes are made by a migration and kept by the database. Django is only told how to
# read them: a registry of their own keeps them out of migrations, fixtures and the admin.
class NameIndex(models.Model):
    """The names of all entries, any beginning of a word at hand."""

    rowid = models.BigIntegerField(primary_key=True)
    index = IndexField(db_column="archive_name_index")
    kind = models.CharField()  # PostgreSQL's; each kind has an index of its own

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
    kind = models.CharField()  # PostgreSQL's; each kind has an index of its own

    objects = IndexQuerySet.as_manager()

    class Meta:
        apps = Apps()
        app_label = "archive"
        managed = False
        db_table = "archive_text_index"

    def __str__(self):
        return str(self.rowid)
