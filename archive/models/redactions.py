"""Redactions: words withheld from the public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.citations import Anchor
from archive.models.records import Kept, history


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def in_text_order(self):
        return self.order_by("article", "start", "pk")


class Redaction(Kept, Anchor):
    """Words of one article that no public page, search, file or feed may show."""

    article = models.ForeignKey(
        "Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="redactions",
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        help_text=_("Shown in place of the words: private person."),
    )
    history = history()

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            *Anchor.Meta.constraints,
            models.UniqueConstraint(
                name="redaction_once_per_article",
                fields=["article", "exact"],
                violation_error_message=_(
                    "These words are already withheld in this article."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.reason}"
