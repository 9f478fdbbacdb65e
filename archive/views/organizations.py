"""The pages of organizations."""

from archive.filters import OrganizationFilter
from archive.models import Organization
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class OrganizationList(RecordList):
    filterset_class = OrganizationFilter
    queryset = Organization.objects.public().for_list().by_name()
    template_name = "archive/organization_list.html"
    context_object_name = "organizations"


class OrganizationDetail(RecordDetail):
    queryset = Organization.objects.all()
    template_name = "archive/organization_detail.html"
    context_object_name = "organization"
