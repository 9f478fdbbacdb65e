"""Organizations: bodies, each a tree, each with a place where words give one."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from archive.models.officials import NamedQuerySet
from archive.models.places import refuse_cycle
from archive.models.records import Record, Withdrawable, history


class OrganizationKind(models.TextChoices):
    PARTY = "party", _("party body")
    GOVERNMENT = "government", _("government")
    LEGISLATURE = "legislature", _("legislature")
    ADVISORY_BODY = "advisory-body", _("advisory body")
    DEPARTMENT = "department", _("department")
    UNIVERSITY = "university", _("university")
    SCHOOL = "school", _("school or college")
    COMPANY = "company", _("company")
    ZONE = "zone", _("zone")
    MEDIA = "media", _("media")
    INSTITUTION = "institution", _("institution")
    OTHER = "other", _("other")


class OrganizationQuerySet(NamedQuerySet):
    def for_list(self):
        return self.select_related("place", "parent")


class Organization(Record, Withdrawable):
    """A body: a committee, a government, a university, a company, a zone."""

    name = models.CharField(_("name"), max_length=300)
    native_name = models.CharField(_("native name"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    place = models.ForeignKey(
        "Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
    )
    sorts_as = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=300),
        db_persist=True,
    )
    history = history()

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            models.Index(
                fields=["is_public", "sorts_as", "id", "kind"], name="organization_by_name"
            ),
            models.Index(fields=["updated_at", "id"], name="organization_changed"),
        ]
        constraints = [*Withdrawable.Meta.constraints]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        refuse_cycle(self)
