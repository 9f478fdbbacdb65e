"""The filter of organizations."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import KindFilter, RecordChoice, RecordFilter, by
from archive.filters.facets import Terms
from archive.filters.facets_of_records import Columns, Places
from archive.models import OrganizationKind, Place


def of_kind(organizations, kinds):
    return organizations.filter(kind__in=kinds)


def in_place(organizations, place):
    return organizations.filter(place__in=place.area)


class OrganizationFilter(RecordFilter):
    facets = [Terms("kind"), Places(Columns("place"))]

    kind = KindFilter(OrganizationKind.choices, label=_("Kind"), method=by(of_kind))
    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(in_place),
        help_text=_("With all that lies in it."),
    )
