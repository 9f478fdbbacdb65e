"""Redactions: words withheld from the public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.citations import Anchor
from archive.models.records import Kept, history
from archive.text.passages import find_passages


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
                violation_error_message=_("These words are already withheld in this article."),
            ),
        ]

    def find(self):
        """Anchor at the first of the occurrences: every one of them is hidden."""
        passages = find_passages(self.article.text, self.exact)
        if not passages:
            raise ValidationError({"exact": _("The article does not say this.")})
        self.place_at(*passages[0])

    def __str__(self):
        return f"{self.article}: {self.reason}"
