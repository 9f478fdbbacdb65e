"""The pages of organizations."""

from archive.filters import OrganizationFilter, agreements, delegations, events
from archive.filters.articles import about
from archive.models import Article, Organization
from archive.views.around import FACTS, facts_around
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.partners import partners_of
from archive.views.parts import number_of, some
from archive.views.timelines import timeline_of_rows


class OrganizationList(RecordList):
    filterset_class = OrganizationFilter
    queryset = Organization.objects.public().for_list().by_name()
    template_name = "archive/organization_list.html"
    context_object_name = "organizations"


class OrganizationDetail(RecordDetail):
    queryset = Organization.objects.select_related(
        "place__parent__parent__parent", "parent__parent__parent__parent"
    )
    template_name = "archive/organization_detail.html"
    context_object_name = "organization"

    def get_context_data(self, **kwargs):
        organization = self.object
        published = organization.articles.public().for_list().prefetch_related("redactions")
        around = facts_around(
            organization,
            events=events.with_organization,
            delegations=delegations.with_organization,
            agreements=agreements.with_organization,
        )
        return super().get_context_data(
            **kwargs,
            **around,
            published=some(published.latest_first(), FACTS),
            articles=number_of(about(Article.objects.public(), organization)),
            partners=partners_of(organization),
            timeline=timeline_of_rows(around["events"].rows, "event"),
        )
