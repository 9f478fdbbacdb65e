"""Progress: what became of an agreement, line by line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.dated import Dated
from archive.models.records import Fact, history


class ProgressStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    IN_FORCE = "in-force", _("in force")
    UNDER_WAY = "under-way", _("under way")
    COMPLETED = "completed", _("completed")
    RENEWED = "renewed", _("renewed")
    LAPSED = "lapsed", _("lapsed")
    UNKNOWN = "unknown", _("unknown")


class ProgressQuerySet(models.QuerySet["Progress"]):
    def public(self):
        return self.filter(is_public=True)

    def for_row(self):
        return self.order_by("sorts_on", "pk")


class Progress(Fact, Dated):
    """A line of the ledger: only what differs from "signed" or follows it."""

    agreement = models.ForeignKey(
        "Agreement",
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="progress",
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ProgressStatus,
        default=ProgressStatus.UNKNOWN,
    )
    note = models.TextField(_("note"), blank=True)
    history = history()

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="progress_once",
                fields=["agreement", "date", "status"],
                violation_error_message=_("This line of progress is already there."),
            ),
        ]

    def __str__(self):
        return self.get_status_display()
