"""Events: meetings, ceremonies, visits, and standing ties between two sides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.dated import Dated, list_index, span_index
from archive.models.places import refuse_cycle
from archive.models.records import Inferring, Record, Reviewed, history


class EventKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    SYMPOSIUM = "symposium", _("symposium")
    CONFERENCE = "conference", _("conference")
    SIGNING_CEREMONY = "signing-ceremony", _("signing ceremony")
    INSPECTION = "inspection", _("inspection")
    VISIT = "visit", _("visit")
    VIDEO_CONFERENCE = "video-conference", _("video conference")
    PAIRING = "pairing", _("pairing")
    OTHER = "other", _("other")


class DatedQuerySet(models.QuerySet):
    """Records that lists put in the order of their days."""

    def public(self):
        return self.filter(is_public=True)

    def latest_first(self):
        """Newest day first, undated last; the id breaks ties, so that pages never overlap."""
        return self.order_by("-sorts_on", "-pk")

    def oldest_first(self):
        return self.order_by("sorts_on", "pk")


class EventQuerySet(DatedQuerySet):
    def for_list(self):
        return self.select_related("place", "organization")


class Event(Record, Reviewed, Dated, Inferring):
    """Something that happened at a place on a day, or a tie that stood for a time."""

    label = models.CharField(_("label"), max_length=300, help_text=_("What readers call it."))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, blank=True)
    place = models.ForeignKey(
        "Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    organization = models.ForeignKey(
        "Organization",
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("Whose premises, or the company visited."),
    )
    venue = models.CharField(
        _("venue"),
        max_length=300,
        blank=True,
        help_text=_("As printed: Room 412 of the Main Building."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    history = history()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            list_index("event", "date_latest", "kind", "status", "date_basis"),
            span_index("event", "date"),
            models.Index(fields=["updated_at", "id"], name="event_changed"),
            models.Index(
                fields=["-sorts_on", "-id"],
                condition=Q(kind=EventKind.PAIRING, is_public=True),
                name="event_pairings",
            ),
        ]
        constraints = [*Reviewed.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        refuse_cycle(self)
