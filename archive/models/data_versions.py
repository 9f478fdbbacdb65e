"""The version of the data: a number that every change raises which readers may see."""

from django.db import connections, models
from django.db.models import F

ONLY = 1  # there is one row


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    def current(self):
        """The number now: one indexed read, which every kept page costs, so in plain SQL."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT number FROM archive_dataversion WHERE id = %s", [ONLY])
            row = cursor.fetchone()
        return row[0] if row else 0

    def rise(self):
        """Say that something public changed, in the transaction that changes it."""
        if not self.filter(pk=ONLY).update(number=F("number") + 1):
            self.create(pk=ONLY, number=1)


class DataVersion(models.Model):
    """What was rendered at this number is true while the number stays."""

    number = models.PositiveBigIntegerField(default=0)

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "data version"
        verbose_name_plural = "data versions"

    def __str__(self):
        return str(self.number)
