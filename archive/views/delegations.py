"""The pages of delegations."""

from archive.filters import DelegationFilter
from archive.models import Delegation
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class DelegationList(RecordList):
    filterset_class = DelegationFilter
    queryset = Delegation.objects.public().for_list().latest_first()
    template_name = "archive/delegation_list.html"
    context_object_name = "delegations"


class DelegationDetail(RecordDetail):
    queryset = Delegation.objects.all()
    template_name = "archive/delegation_detail.html"
    context_object_name = "delegation"
