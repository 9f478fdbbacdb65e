"""The versions of the data: numbers that changes raise which readers may see."""

from collections.abc import Iterable

from django.db import connections, models
from django.db.models import F

ANYTHING = "anything"  # rises with every change that readers may see
EVERYTHING = "everything"  # rises with a change that may show on any page
BATCH = 500


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    def current(self, names):
        """The numbers now, by name: one indexed read, which every kept page costs, so in plain
        SQL. What never rose is not among them."""
        marks = ", ".join(["%s"] * len(names))
        sql = f"SELECT name, number FROM archive_dataversion WHERE name IN ({marks})"  # noqa: S608 -- marks alone
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, names)
            return dict(cursor.fetchall())

    def rise(self, names: Iterable[str] = (EVERYTHING,)):
        """Say that what these names stand for changed, in the transaction that changes it.

        They all get the next number, which none of them had before.
        """
        if not self.filter(pk=ANYTHING).update(number=F("number") + 1):
            self.create(pk=ANYTHING, number=1)
        number = self.values_list("number", flat=True).get(pk=ANYTHING)
        self.bulk_create(
            [self.model(name=name, number=number) for name in sorted(names)],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["number"],
        )


class DataVersion(models.Model):
    """What was rendered at these numbers is true while they stay.

    `name` is a kind of record, "event"; a record or fact, "event/quay-talks"; or one of the
    two above.
    """

    name = models.CharField(max_length=130, primary_key=True)
    number = models.PositiveBigIntegerField()

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "data version"
        verbose_name_plural = "data versions"

    def __str__(self):
        return f"{self.name}: {self.number}"


def version_name(kind: str, slug: str) -> str:
    """The name of the version of a record or fact."""
    return f"{kind}/{slug}"
