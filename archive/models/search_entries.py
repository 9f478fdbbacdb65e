"""Search entries: one per record, the only thing that searches read."""

from django.db import models


class SearchEntry(models.Model):
    """What of a record can be found: folded, segmented, redacted; written by one service.

    `names` and `words` are token lists for the full-text index, which mirrors this table
    (FTS5 on SQLite, tsvector on PostgreSQL). `text` is what excerpts are cut from.
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
