"""The pages of organizations."""

from archive.filters import OrganizationFilter, agreements, delegations, events
from archive.filters.articles import ways_to_organization
from archive.models import Article, Organization
from archive.models.prepared import Prepared
from archive.views.around import FACTS, Around
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.partners import partners_of
from archive.views.parts import some
from archive.views.rows import Rows

TEMPLATE = "archive/organization_list.html"
LISTED = Organization.objects.public().for_list()
ROWS = Rows(TEMPLATE, Prepared(lambda ids: LISTED.filter(pk__in=ids)), kinds=["organization"])
AROUND = Around(
    Organization,
    events=events.with_organization,
    delegations=delegations.with_organization,
    agreements=agreements.with_organization,
    articles=ways_to_organization,
)


class OrganizationList(RecordList):
    filterset_class = OrganizationFilter
    queryset = LISTED.by_name()
    list_rows = ROWS
    template_name = TEMPLATE


class OrganizationDetail(RecordDetail):
    queryset = Organization.objects.select_related(
        "place__parent__parent__parent", "parent__parent__parent__parent"
    )
    template_name = "archive/organization_detail.html"
    context_object_name = "organization"

    def get_context_data(self, **kwargs):
        organization = self.object
        return super().get_context_data(
            **kwargs,
            **AROUND.context(self.request, organization),
            published=some(published_by(organization.pk), FACTS),
            partners=partners_of(organization),
        )


@Prepared
def published_by(organization):
    rows = Article.objects.public().filter(publisher=organization).for_list()
    return rows.prefetch_related("redactions").latest_first()[: FACTS + 1]
