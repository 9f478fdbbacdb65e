"""Appearances: a person, or a group without names, at an event or in a delegation."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.models.records import Fact, history
from archive.models.terms import TermsField


class Side(models.TextChoices):
    HOST = "host", _("host")
    GUEST = "guest", _("guest")
    NONE = "none", _("none")


class AppearanceRole(models.TextChoices):
    LED = "led", _("led")
    MEMBER = "member", _("member")
    RECEIVED = "received", _("received")
    PRESIDED = "presided", _("presided")
    SPOKE = "spoke", _("spoke")
    REPORTED = "reported", _("reported")
    CONVEYED = "conveyed", _("conveyed")
    ACCOMPANIED = "accompanied", _("accompanied")
    VISITED = "visited", _("visited")
    ATTENDED = "attended", _("attended")


class OfWhom(models.Model):
    """The body or area that somebody or something is of."""

    organization = models.ForeignKey(
        "archive.Organization",
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(model_name)s_facts",
    )
    place = models.ForeignKey(
        "archive.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(model_name)s_facts",
    )

    class Meta:
        abstract = True


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def public(self):
        return self.filter(is_public=True)

    def for_row(self):
        return self.select_related("official", "organization", "place", "event", "delegation")

    def latest_first(self):
        """By the day of the event, else of the delegation; undated last."""
        day = Coalesce("event__sorts_on", "delegation__sorts_on")
        return self.order_by(day.desc(), "-pk")

    def of_somebody(self):
        """Appearances of people and groups, without the bare ties of a delegation to its events."""
        return self.exclude(official=None, group="")

    def ties(self):
        """The events of delegations: appearances without a person or group."""
        return self.filter(official=None, group="")


class Appearance(Fact, OfWhom):
    """Somebody at an event or in a delegation, as an article reports it."""

    official = models.ForeignKey(
        "Official",
        verbose_name=_("official"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
    )
    group = models.CharField(
        _("group"),
        max_length=300,
        blank=True,
        help_text=_("People without names, as printed: relevant leaders from offices."),
    )
    event = models.ForeignKey(
        "Event",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
    )
    delegation = models.ForeignKey(
        "Delegation",
        verbose_name=_("delegation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
    )
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=Side,
        blank=True,
        help_text=_("Blank: not stated."),
    )
    roles = TermsField(_("roles"), choices=AppearanceRole)
    posts: models.ManyToManyField = models.ManyToManyField(
        "Post",
        verbose_name=_("posts held then"),
        blank=True,
        related_name="appearances",
    )
    history = history(lists=["posts"])

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.CheckConstraint(
                name="appearance_person_or_group",
                condition=Q(official__isnull=True) | Q(group=""),
                violation_error_message=_("Give an official or a group, not both."),
            ),
            models.CheckConstraint(
                name="appearance_somewhere",
                condition=Q(event__isnull=False) | Q(delegation__isnull=False),
                violation_error_message=_("Give the event, the delegation or both."),
            ),
            models.CheckConstraint(
                name="appearance_of_somebody_or_tie",
                condition=(
                    Q(official__isnull=False)
                    | ~Q(group="")
                    | Q(event__isnull=False, delegation__isnull=False)
                ),
                violation_error_message=_(
                    "Give an official or a group; without them, both an event and a delegation."
                ),
            ),
            models.UniqueConstraint(
                Coalesce("official", Value(0)),
                F("group"),
                Coalesce("event", Value(0)),
                Coalesce("delegation", Value(0)),
                Coalesce("organization", Value(0)),
                Coalesce("place", Value(0)),
                name="appearance_once",
                violation_error_message=_("This appearance is already there."),
            ),
        ]

    def __str__(self):
        return str(self.official) if self.official_id else (self.group or str(self.event))

    @property
    def occasion(self):
        """Where it was: the event, else the delegation. Its day is the appearance's."""
        return self.event or self.delegation
