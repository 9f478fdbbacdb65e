"""The pages of places."""

from archive.filters import PlaceFilter
from archive.models import Place
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class PlaceList(RecordList):
    filterset_class = PlaceFilter
    queryset = Place.objects.public().for_list().by_name()
    template_name = "archive/place_list.html"
    context_object_name = "places"


class PlaceDetail(RecordDetail):
    queryset = Place.objects.all()
    template_name = "archive/place_detail.html"
    context_object_name = "place"
