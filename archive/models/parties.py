"""Parties: the sides of an agreement, who signed for them and who watched."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.models.appearances import OfWhom
from archive.models.records import Fact, history


class PartyRole(models.TextChoices):
    PARTY = "party", _("party")
    SIGNATORY = "signatory", _("signatory")
    WITNESS = "witness", _("witness")


class PartyQuerySet(models.QuerySet["Party"]):
    def public(self):
        return self.filter(is_public=True)

    def for_row(self):
        return self.select_related("official", "organization__place", "place").order_by(
            "position", "pk"
        )


class Party(Fact, OfWhom):
    """One side of an agreement, or a person who signed or witnessed it for a body."""

    agreement = models.ForeignKey(
        "Agreement",
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="parties",
    )
    official = models.ForeignKey(
        "Official",
        verbose_name=_("official"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
    )
    unnamed = models.CharField(
        _("unnamed"),
        max_length=300,
        blank=True,
        help_text=_("What the words say of a side they do not name."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), null=True, blank=True, help_text=_("In the order printed.")
    )
    role = models.CharField(_("role"), max_length=10, choices=PartyRole, default=PartyRole.PARTY)
    history = history()

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="party_is_somebody",
                condition=(
                    Q(organization__isnull=False)
                    | Q(place__isnull=False)
                    | Q(official__isnull=False)
                    | ~Q(unnamed="")
                ),
                violation_error_message=_(
                    "Give an organization, a place, an official, or the words for an unnamed side."
                ),
            ),
            models.UniqueConstraint(
                F("agreement"),
                Coalesce("organization", Value(0)),
                Coalesce("place", Value(0)),
                Coalesce("official", Value(0)),
                F("unnamed"),
                F("role"),
                name="party_once_per_agreement",
                violation_error_message=_("This party is already there."),
            ),
        ]

    def __str__(self):
        who = self.official or self.organization or (None if self.unnamed else self.place)
        return str(who) if who else self.unnamed
