"""The pages of places."""

from archive.filters import PlaceFilter, agreements, delegations, events
from archive.filters.articles import placed
from archive.filters.organizations import in_place
from archive.models import Article, Organization, Place
from archive.views.around import FACTS, facts_around
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.partners import partners_of
from archive.views.parts import number_of, some
from archive.views.timelines import timeline_of_rows


class PlaceList(RecordList):
    filterset_class = PlaceFilter
    queryset = Place.objects.public().for_list().by_name()
    template_name = "archive/place_list.html"
    context_object_name = "places"


class PlaceDetail(RecordDetail):
    queryset = Place.objects.select_related("parent__parent__parent__parent__parent__parent")
    template_name = "archive/place_detail.html"
    context_object_name = "place"

    def get_context_data(self, **kwargs):
        place = self.object
        bodies = in_place(Organization.objects.public().for_list(), place)
        around = facts_around(
            place,
            events=events.held_in,
            delegations=delegations.from_or_to_place,
            agreements=agreements.of_place,
        )
        return super().get_context_data(
            **kwargs,
            **around,
            organizations=some(bodies.by_name(), FACTS),
            articles=number_of(placed(Article.objects.public(), place)),
            partners=partners_of(place),
            timeline=timeline_of_rows(around["events"].rows, "event"),
        )
