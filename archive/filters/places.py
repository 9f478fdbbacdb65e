"""The filter of places."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import KindFilter, RecordChoice, RecordFilter, by
from archive.filters.facets import Terms
from archive.filters.facets_of_records import Columns, Places
from archive.models import Place, PlaceLevel


def of_level(places, levels):
    return places.filter(level__in=levels)


def in_place(places, place):
    return places.filter(pk__in=place.area)


class PlaceFilter(RecordFilter):
    facets = [Terms("level", _("Level")), Places(Columns("pk"), _("Lies in"))]

    kind = KindFilter(PlaceLevel.choices, label=_("Level"), method=by(of_level))
    place = RecordChoice(
        Place,
        label=_("Lies in"),
        method=by(in_place),
        help_text=_("The place and all that lies in it."),
    )
