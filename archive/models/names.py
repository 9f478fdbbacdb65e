"""Names: other spellings, scripts, abbreviations and former names."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.models.articles import language_tag
from archive.models.records import Fact, exactly_one, history, set_one

NAMED = ["official", "organization", "place"]  # what may have other names


class NameKind(models.TextChoices):
    SPELLING = "spelling", _("spelling")
    SCRIPT = "script", _("script")
    ABBREVIATION = "abbreviation", _("abbreviation")
    FORMER = "former", _("former name")


class NameQuerySet(models.QuerySet["Name"]):
    def public(self):
        return self.filter(is_public=True)

    def in_order(self):
        return self.order_by("kind", "text", "pk")


def named(model, label):
    return models.ForeignKey(
        model,
        verbose_name=label,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
    )


class Name(Fact):
    """Another name of one official, organization or place."""

    official = named("Official", _("official"))
    organization = named("Organization", _("organization"))
    place = named("Place", _("place"))
    text = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=NameKind,
        blank=True,
        default=NameKind.SPELLING,
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[language_tag],
        help_text="BCP 47",
    )
    history = history()

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.CheckConstraint(
                name="name_of_one_record",
                condition=exactly_one(NAMED),
                violation_error_message=_("A name belongs to one official, organization or place."),
            ),
            models.UniqueConstraint(
                Coalesce("official", Value(0)),
                Coalesce("organization", Value(0)),
                Coalesce("place", Value(0)),
                F("text"),
                F("kind"),
                F("language"),
                name="name_once_per_record",
                violation_error_message=_("This name is already there."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if set_one(self, NAMED) is None:
            raise ValidationError(_("Say whose name it is."))

    @property
    def record(self):
        """The official, organization or place it names."""
        return getattr(self, set_one(self, NAMED))
