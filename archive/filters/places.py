"""The filter of places."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import KindFilter, RecordChoice, RecordFilter
from archive.models import Place, PlaceLevel


class PlaceFilter(RecordFilter):
    kind = KindFilter(PlaceLevel.choices, label=_("Level"), method="of_level")
    place = RecordChoice(
        Place,
        label=_("Lies in"),
        method="in_place",
        help_text=_("A place: it and all that lies in it."),
    )

    def of_level(self, places, name, levels):
        return places.filter(level__in=levels)

    def in_place(self, places, name, place):
        return places.filter(pk__in=Place.objects.within(place))
