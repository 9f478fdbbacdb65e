"""The pages of agreements."""

from django.db.models import Prefetch
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from archive.filters import AgreementFilter
from archive.models import Agreement, Citation, Party, PartyRole, Progress, quotes
from archive.models.prepared import Prepared
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.parts import in_order_of_support, missing, some
from archive.views.rows import Rows
from archive.views.signings import charts_of_page
from archive.views.timelines import timeline_of_page

PROGRESS = 50
NEARBY = 10


TEMPLATE = "archive/agreement_list.html"
LISTED = Agreement.objects.public().for_list()
ROWS = Rows(TEMPLATE, Prepared(lambda ids: LISTED.filter(pk__in=ids)), kinds=["agreement"])


class AgreementList(RecordList):
    filterset_class = AgreementFilter
    queryset = LISTED.latest_first()
    list_rows = ROWS
    template_name = TEMPLATE

    def get_context_data(self, **kwargs):
        page, whole = kwargs["page"], kwargs["whole"]
        return super().get_context_data(
            **kwargs,
            timeline=SimpleLazyObject(lambda: timeline_of_page(page, whole)),
            charts=SimpleLazyObject(lambda: charts_of_page(page, whole)),
        )


class AgreementDetail(RecordDetail):
    queryset = Agreement.objects.select_related(
        "event__place", "event__organization", "event__parent", "place"
    ).prefetch_related(
        Prefetch(
            "parties",
            Party.objects.public().for_row().prefetch_related(quotes()),
            to_attr="public_parties",
        )
    )
    template_name = "archive/agreement_detail.html"
    context_object_name = "agreement"

    def get_context_data(self, **kwargs):
        agreement = self.object
        event = agreement.event if agreement.event and agreement.event.is_public else None
        citations = in_order_of_support(citations_of(agreement.pk))
        leave_out_said(agreement.public_parties, citations)
        return super().get_context_data(
            **kwargs,
            event=event,
            citations=citations,
            event_citations=citations_of_event(event.pk) if event else [],
            parties=of_role(agreement, PartyRole.PARTY),
            signatories=of_role(agreement, PartyRole.SIGNATORY),
            witnesses=of_role(agreement, PartyRole.WITNESS),
            progress=some(progress_of(agreement.pk), PROGRESS),
            set_size=set_size(agreement),
            nearby=some(signed_with(agreement), NEARBY),
            missing=unstated(agreement, event),
        )


def of_role(agreement, role):
    return [party for party in agreement.public_parties if party.role == role]


def leave_out_said(parties, citations):
    """Give each party `own_citations`: those that are not the agreement's sentence once more."""
    said = {(each.article_id, each.start, each.end) for each in citations}
    for party in parties:
        party.own_citations = [
            each
            for each in party.public_citations
            if (each.article_id, each.start, each.end) not in said or each.about
        ]


def set_size(agreement):
    """How many public agreements share the same set at the same event; 0 without a set."""
    if not agreement.set:
        return 0
    return Agreement.objects.public().filter(set=agreement.set, event=agreement.event_id).count()


def signed_with(agreement):
    """The other agreements of the same event."""
    return others_at(agreement.event_id, agreement.pk) if agreement.event_id else []


@Prepared
def others_at(event, agreement):
    rows = LISTED.filter(event=event).exclude(pk=agreement)
    return rows.order_by("pk")[: NEARBY + 1]


@Prepared
def progress_of(agreement):
    rows = Progress.objects.public().filter(agreement=agreement)
    return rows.for_row().prefetch_related(quotes())[: PROGRESS + 1]


citations_of = Prepared(lambda agreement: Citation.objects.for_quotes().filter(agreement=agreement))


@Prepared
def citations_of_event(event):
    return Citation.objects.for_quotes().filter(event=event, about__in=["date", "place"])


def unstated(agreement, event):
    """The labels of what the source leaves out: who signed, and the fields that are empty."""
    said = {
        _("Signatories"): of_role(agreement, PartyRole.SIGNATORY),
        _("Witnesses"): of_role(agreement, PartyRole.WITNESS),
        _("Date of its own"): agreement.date,
        _("Event"): event,
        _("Place"): agreement.place or (event and event.place),
    }
    empty = [label for label, value in said.items() if not value]
    return empty + missing(agreement, "title", "kinds")
