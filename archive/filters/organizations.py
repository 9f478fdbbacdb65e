"""The filter of organizations."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import KindFilter, RecordChoice, RecordFilter
from archive.models import OrganizationKind, Place


class OrganizationFilter(RecordFilter):
    kind = KindFilter(OrganizationKind.choices, label=_("Kind"), method="of_kind")
    place = RecordChoice(
        Place,
        label=_("Place"),
        method="in_place",
        help_text=_("With all that lies in it."),
    )

    def of_kind(self, organizations, name, kinds):
        return organizations.filter(kind__in=kinds)

    def in_place(self, organizations, name, place):
        return organizations.filter(place__in=Place.objects.within(place))
