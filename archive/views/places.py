"""The pages of places."""

from archive.filters import PlaceFilter, agreements, delegations, events
from archive.filters.articles import ways_to_place
from archive.filters.organizations import in_place
from archive.models import Organization, Place
from archive.models.prepared import Prepared
from archive.views import organizations
from archive.views.around import FACTS, Around, ids_of
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.partners import partners_of
from archive.views.parts import some
from archive.views.rows import Rows

TEMPLATE = "archive/place_list.html"
LISTED = Place.objects.public().for_list()
ROWS = Rows(TEMPLATE, Prepared(lambda ids: LISTED.filter(pk__in=ids)), kinds=["place"])
AROUND = Around(
    Place,
    events=events.held_in,
    delegations=delegations.from_or_to_place,
    agreements=agreements.of_place,
    articles=ways_to_place,
)


class PlaceList(RecordList):
    filterset_class = PlaceFilter
    queryset = LISTED.by_name()
    list_rows = ROWS
    template_name = TEMPLATE


class PlaceDetail(RecordDetail):
    queryset = Place.objects.select_related("parent__parent__parent__parent__parent__parent")
    template_name = "archive/place_detail.html"
    context_object_name = "place"

    def get_context_data(self, **kwargs):
        place = self.object
        bodies = some(bodies_in(place), FACTS)
        around = AROUND.context(self.request, place)
        around["rows"]["organizations"] = organizations.ROWS.html(self.request, ids_of(bodies))
        return super().get_context_data(
            **kwargs, **around, organizations=bodies, partners=partners_of(place)
        )


@Prepared
def bodies_in(place):
    rows = in_place(Organization.objects.public(), place)
    return rows.by_name().only("pk")[: FACTS + 1]
