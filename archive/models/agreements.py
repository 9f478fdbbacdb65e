"""Agreements: what was signed, planned or renewed."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.dated import Dated, days_in_order, list_index, span_index
from archive.models.events import DatedQuerySet
from archive.models.records import Inferring, Record, Reviewed, history
from archive.models.terms import TermsField


class AgreementKind(models.TextChoices):
    AGREEMENT = "agreement", _("agreement")
    FRAMEWORK = "framework", _("framework")
    STRATEGIC = "strategic", _("strategic")
    MOU = "mou", _("memorandum of understanding")
    LETTER_OF_INTENT = "letter-of-intent", _("letter of intent")
    CONTRACT = "contract", _("contract")
    ACTION_PLAN = "action-plan", _("action plan")
    TWINNING = "twinning", _("twinning")
    PROJECT = "project", _("project")
    PROTOCOL = "protocol", _("protocol")
    OTHER = "other", _("other")


class AgreementQuerySet(DatedQuerySet):
    def for_list(self):
        """Load what one row prints: the event, and the public parties as printed."""
        from archive.models.parties import Party

        parties = Party.objects.filter(is_public=True).for_row()
        return self.select_related("event").prefetch_related(
            models.Prefetch("parties", parties, to_attr="public_parties")
        )


class Agreement(Record, Reviewed, Dated, Inferring):
    """Something that two or more sides signed, plan or renewed.

    Its own date is often not stated. The days by which it is sorted and found are its own,
    else its event's: `clean()` copies them, `archive.services.saving` keeps them in step.
    """

    title = models.CharField(
        _("title"),
        max_length=500,
        blank=True,
        help_text=_("Verbatim, or empty if the source gives none."),
    )
    subject = models.CharField(
        _("subject"),
        max_length=500,
        blank=True,
        help_text=_("With its small word, as printed: on the laying hen breeding project."),
    )
    kinds = TermsField(_("kinds"), choices=AgreementKind)
    kind_as_printed = models.CharField(_("kind as printed"), max_length=200, blank=True)
    set = models.CharField(
        _("set"),
        max_length=200,
        blank=True,
        help_text=_(
            "The same words for the agreements of one “respectively” whose pairing is not stated."
        ),
    )
    event = models.ForeignKey(
        "Event",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    place = models.ForeignKey(
        "Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        help_text=_("Where it differs from the event's."),
    )
    history = history()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [
            list_index("agreement", "date_latest", "kinds", "status", "date_basis"),
            span_index("agreement", "date"),
            models.Index(fields=["updated_at", "id"], name="agreement_changed"),
        ]
        constraints = [*Reviewed.Meta.constraints, days_in_order("%(class)s", "date")]

    def __str__(self):
        return self.title or self.working_title

    def clean(self):
        super().clean()
        if not self.date and self.event:
            self.date_earliest = self.event.date_earliest
            self.date_latest = self.event.date_latest

    @property
    def dated(self):
        """The record whose dated claim is this agreement's: itself, else its event."""
        return self.event if not self.date and self.event else self

    @property
    def working_title(self):
        """What to call an agreement whose title the source does not give."""
        # Of a set the words speak in the plural: "agreements" is no name for one of them.
        kind = "" if self.set else self.kind_as_printed
        if not kind:
            # A subject printed in Latin letters goes with the English word, whoever reads.
            is_english = re.match("[A-Za-z]", self.subject)
            kind = "agreement" if is_english else str(_("agreement"))
        words = f"{kind} {self.subject}" if self.subject else kind
        return words[:1].upper() + words[1:]
