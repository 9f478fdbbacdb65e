"""Search entries: one per record, the only thing that searches read."""

from datetime import date

from django.apps.registry import Apps
from django.db import models
from django.db.models import Count, F

from archive.models.addresses import address_of
from archive.models.dated import LONG_AGO
from archive.text.queries import Query, closed, fts5_query, parse_query, tsquery

COUNT_CAP = 1000  # beyond it a search says "more than 1,000"
SHORTEST_IN_TEXTS = 4  # letters from which the last word goes on in texts, not in names only

# The number of a kind is part of ids: new kinds go to the end.
KINDS_WITHOUT_DAYS = {"place", "organization", "official"}
KINDS = ["place", "organization", "official", "agreement", "delegation", "event", "article"]
RECORD_BITS, KIND_BITS = 38, 3
LONGEST_TITLE = 500
DATED_FROM = (LONGEST_TITLE + 1) << (KIND_BITS + RECORD_BITS)  # the first id of a dated record


def entry_id(kind: str, record_id: int, *, sorts_on: date, title: str) -> int:
    """The id of an entry, made so that the greatest comes first in every list of hits.

    From the greatest bits to the least: the day (undated records: the shorter the title,
    the greater, all less than any year in print), the kind, the record. Both indexes give
    their rows in the order of ids, so a search reads no more entries than it shows.
    """
    undated = LONGEST_TITLE - min(len(title), LONGEST_TITLE)
    day = undated if sorts_on == LONG_AGO else max(sorts_on.toordinal(), LONGEST_TITLE + 1)
    return ((day << KIND_BITS) + KINDS.index(kind) << RECORD_BITS) + record_id


def kind_of(entry_id: int) -> str:
    """The kind of the record that the entry with this id stands for."""
    return KINDS[entry_id >> RECORD_BITS & (1 << KIND_BITS) - 1]


def record_of(entry_id: int) -> int:
    """The id of the record that the entry with this id stands for."""
    return entry_id & (1 << RECORD_BITS) - 1


def day_of(entry_id: int) -> date:
    """The day by which the entry with this id, of a dated record, is sorted."""
    return date.fromordinal(entry_id >> KIND_BITS + RECORD_BITS)


def scope(kind: str = "", *, is_public: bool) -> list[str]:
    """The words by which the indexes know an entry's kind and that it is public."""
    if kind and kind not in KINDS:
        raise ValueError(kind)
    return [f"xq{kind}"] * bool(kind) + ["xqpublic"] * is_public


class Sought:
    """A query within a scope, as each database understands it."""

    def __init__(self, query: Query, *, kind: str = "", public: bool = True):
        self.query = query
        self.scope = scope(kind, is_public=public)

    def as_fts5(self):
        return " AND ".join([f"({fts5_query(self.query)})", *self.scope])

    def as_tsquery(self):
        return " & ".join([f"({tsquery(self.query)})", *self.scope])


class IndexField(models.TextField):
    """The column of a full-text index; `matches` is its only lookup that means anything."""


@IndexField.register_lookup
class Matches(models.Lookup):
    """``index__matches=Sought(…)``: FTS5 on SQLite, a tsvector on PostgreSQL."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*parameters, self.rhs.as_fts5()]

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ to_tsquery('simple', %s)", [*parameters, self.rhs.as_tsquery()]


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
        return f"{column} @@ {asked}", [*parameters, self.rhs.as_tsquery()]


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
        if not sought.query.terms and not sought.query.phrases:
            return self.none()
        if gather:
            return self.filter(index__among=sought).order_by(Gathered("rowid").desc())
        return self.filter(index__matches=sought).order_by("-rowid")

    def ids(self):
        return self.values_list("rowid", flat=True)

    def records(self):
        """The ids of the records, as a subquery or a list."""
        record = F("rowid").bitand((1 << RECORD_BITS) - 1)
        return self.annotate(record=record).values_list("record", flat=True)

    def by_kind(self):
        """How many there are of each kind that there is, counted to the end."""
        kind = F("rowid").bitrightshift(RECORD_BITS).bitand((1 << KIND_BITS) - 1)
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
            self.is_common = self.texts().order_by()[COUNT_CAP : COUNT_CAP + 1].exists()
            if self.is_common:
                self.query = self.in_texts
            else:
                self.in_texts = closed(self.query, shorter_than=SHORTEST_IN_TEXTS)
        self.apart = self.in_texts != self.query

    def texts(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = Sought(self.in_texts, kind=kind, public=self.public)
        return TextIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    def names(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = Sought(self.query, kind=kind, public=self.public)
        return NameIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    def of(self, entries: list[int]) -> set[int]:
        """Those of these entries that are found, whatever they are of, public or not.

        Each is looked up, which the words of the scope would make ten times as dear.
        """
        words = Sought(self.in_texts, public=False)
        ids = set(TextIndex.objects.matching(words).filter(rowid__in=entries).order_by().ids())
        if self.apart:
            names = NameIndex.objects.matching(Sought(self.query, public=False))
            ids.update(names.filter(rowid__in=entries).order_by().ids())
        return ids


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def public(self):
        return self.filter(is_public=True)

    def newest_first(self):
        """Newest day first; undated ones last, the shortest title first."""
        return self.order_by("-pk")

    def matching(self, q: str, *, kind: str = "", public: bool = False):
        """The entries with these words; none without a word to find. Never raises."""
        return self.found(Found(q, public=public), kind)

    def found(self, found: Found, kind: str = ""):
        ids = found.texts(kind, gather=True).order_by().ids()
        if found.apart:
            ids = ids.union(found.names(kind, gather=True).order_by().ids())
        return self.filter(pk__in=ids)

    def record_ids(self, kind: str, q: str, *, public: bool = True):
        """The ids of the records of one kind that have these words, in the order of hits.

        A lazy query: filter with ``pk__in=``, or take the first few of it. With
        `public=False` drafts and withdrawn records are found as well.
        """
        found = Found(q, public=public)
        if found.apart:
            return self.found(found, kind).newest_first().values_list("record_id", flat=True)
        return found.texts(kind, gather=True).records()


class SearchEntry(models.Model):
    """What of a record can be found: folded, segmented, redacted; written by one service.

    `names` and `words` are token lists for the two full-text indexes, which mirror this
    table (FTS5 on SQLite, tsvector on PostgreSQL); `names` begins with the entry's `scope`.
    `text` is what excerpts are cut from. The id says where a hit stands: see `entry_id`.
    """

    kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    slug = models.CharField(max_length=100)
    is_public = models.BooleanField(default=False)
    sorts_on = models.DateField()
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    names = models.TextField(blank=True)
    words = models.TextField(blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="search_entry_once_per_record",
                fields=["kind", "record_id"],
                violation_error_message="This record already has its search entry.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address_of(f"archive:{self.kind}_detail", self.slug)
