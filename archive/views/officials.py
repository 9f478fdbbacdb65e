"""The pages of officials."""

from archive.filters import OfficialFilter
from archive.models import Official
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class OfficialList(RecordList):
    filterset_class = OfficialFilter
    queryset = Official.objects.public().for_list().by_name()
    template_name = "archive/official_list.html"
    context_object_name = "officials"


class OfficialDetail(RecordDetail):
    queryset = Official.objects.all()
    template_name = "archive/official_detail.html"
    context_object_name = "official"
