"""Former slugs: addresses of records that were merged into others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """An address that redirects, for ever, to the record that took its place."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.CharField(_("slug"), max_length=100)
    current_slug = models.CharField(_("current slug"), max_length=100)

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [
            models.UniqueConstraint(
                name="former_slug_once_per_kind",
                fields=["kind", "slug"],
                violation_error_message="This address already leads elsewhere.",
            ),
            models.CheckConstraint(
                name="former_slug_leads_elsewhere",
                condition=~models.Q(slug=models.F("current_slug")),
                violation_error_message="An address cannot redirect to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}/{self.slug} → {self.current_slug}"
