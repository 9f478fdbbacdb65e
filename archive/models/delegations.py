"""Delegations: groups that a place or body sends to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.dated import Dated, list_index, span_index
from archive.models.events import DatedQuerySet
from archive.models.records import Inferring, Record, Reviewed, history


class DelegationQuerySet(DatedQuerySet):
    def for_list(self):
        return self.select_related("from_place", "from_organization", "to_place", "to_organization")


def side(model, label, name):
    """One end of the journey."""
    return models.ForeignKey(
        model,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=name,
    )


class Delegation(Record, Reviewed, Dated, Inferring):
    """A group sent by a place or body to another; its leader is an appearance that led."""

    label = models.CharField(_("label"), max_length=300, help_text=_("What readers call it."))
    from_place = side("Place", _("from place"), "delegations_sent")
    from_organization = side("Organization", _("from organization"), "delegations_sent")
    to_place = side("Place", _("to place"), "delegations_received")
    to_organization = side("Organization", _("to organization"), "delegations_received")
    size = models.CharField(
        _("size"),
        max_length=100,
        blank=True,
        help_text=_("As printed: a 13-member delegation."),
    )
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    history = history()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        indexes = [
            list_index("delegation", "date_latest", "status", "date_basis"),
            span_index("delegation", "date"),
            models.Index(fields=["updated_at", "id"], name="delegation_changed"),
        ]
        constraints = [*Reviewed.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self):
        return self.label
