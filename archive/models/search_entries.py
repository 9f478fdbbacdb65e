"""Search entries: one per record, the only thing that searches read."""

from django.db import models

from archive.models.addresses import address_of
from archive.models.finding import Found


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def public(self):
        return self.filter(is_public=True)

    def newest_first(self):
        """Of one kind: newest day first; undated ones last, the shortest title first."""
        return self.order_by("pk")

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
