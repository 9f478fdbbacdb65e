"""Posts: one article's statement that an official held a post."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.models.dated import EDTF_HELP, days_of
from archive.models.records import Fact, history


class PostQuerySet(models.QuerySet["Post"]):
    def public(self):
        return self.filter(is_public=True)

    def for_row(self):
        return self.select_related("organization", "place", "article")

    def oldest_first(self):
        """In the order of the articles' days, then as entered."""
        return self.order_by("article__sorts_on", "pk")

    def latest_first(self):
        """The newest article first, within it as entered."""
        return self.order_by("-article__sorts_on", "pk")


class Post(Fact):
    """A sighting: that article says this person held this post. Tenure is never invented."""

    official = models.ForeignKey(
        "Official",
        verbose_name=_("official"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    article = models.ForeignKey(
        "Article",
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("Verbatim."))
    organization = models.ForeignKey(
        "Organization",
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        help_text=_("Only if words name one."),
    )
    place = models.ForeignKey(
        "Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
    )
    since = models.CharField(_("since"), max_length=60, blank=True, help_text=EDTF_HELP)
    until = models.CharField(_("until"), max_length=60, blank=True, help_text=EDTF_HELP)
    history = history()

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                F("official"),
                F("title"),
                Coalesce("organization", Value(0)),
                Coalesce("place", Value(0)),
                F("article"),
                name="post_once_per_article",
                violation_error_message=_(
                    "This article's statement of that post is already there: add a citation to it."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        days_of(self.since, field="since")
        days_of(self.until, field="until")
