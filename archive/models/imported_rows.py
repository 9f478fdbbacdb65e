"""Rows of files as they were imported, so that the same row need not be read twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedRow(models.Model):
    """A row, by the digest of its cells, and the state in which it left its record.

    While the record is still in that state, the row has nothing to say.
    """

    sheet = models.CharField(_("sheet"), max_length=20)
    digest = models.BinaryField(max_length=16)
    record_id = models.BigIntegerField()
    state = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(
                name="imported_row_once",
                fields=["sheet", "digest"],
                violation_error_message=_("This row is remembered already."),
            )
        ]

    def __str__(self):
        return f"{self.sheet} {self.record_id}"
