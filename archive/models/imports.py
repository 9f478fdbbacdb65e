"""The ledger of imports: which file, whose, when, and what it did to each record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")


class ImportAction(models.TextChoices):
    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    DELETED = "deleted", _("deleted")


class ImportRun(models.Model):
    """One load of one file."""

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
    )
    started_at = models.DateTimeField(_("started"))
    status = models.CharField(
        _("status"), max_length=10, choices=ImportStatus, default=ImportStatus.APPLIED
    )
    counts = models.JSONField(
        _("counts"), default=dict, help_text=_("Sheet → outcome → number of rows.")
    )
    job = models.CharField(  # of the screen that it was done on: says after a crash if it was
        max_length=32, blank=True, default="", editable=False, db_index=True
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [
            ("import_workbook", "Can import workbooks"),
            ("export_workbook", "Can export workbooks"),
        ]

    def __str__(self):
        return self.file_name


class ImportChange(models.Model):
    """What one row of the file did to one record or fact."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    sheet = models.CharField(_("sheet"), max_length=20)
    row = models.PositiveIntegerField(_("row"), help_text=_("The line a person sees."))
    action = models.CharField(_("action"), max_length=10, choices=ImportAction)
    slug = models.CharField(_("slug"), max_length=100)
    record_id = models.BigIntegerField()
    history_before = models.BigIntegerField(null=True, blank=True)
    history_after = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("import change")
        verbose_name_plural = _("import changes")
        indexes = [models.Index(fields=["sheet", "record_id"], name="import_change_of")]

    def __str__(self):
        return f"{self.sheet}: {self.slug} {self.action}"
