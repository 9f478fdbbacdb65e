"""The pages of agreements."""

from archive.filters import AgreementFilter
from archive.models import Agreement
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class AgreementList(RecordList):
    filterset_class = AgreementFilter
    queryset = Agreement.objects.public().for_list().latest_first()
    template_name = "archive/agreement_list.html"
    context_object_name = "agreements"


class AgreementDetail(RecordDetail):
    queryset = Agreement.objects.all()
    template_name = "archive/agreement_detail.html"
    context_object_name = "agreement"
