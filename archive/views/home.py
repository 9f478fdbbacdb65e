"""The first page: what is here, what is new, and how a fact looks beside its sentence."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.views.generic import TemplateView

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Delegation,
    Event,
    Official,
    PartyRole,
    quotes,
)
from archive.views.paging import COUNT_CAP, capped_count
from archive.views.timelines import timeline_of_rows

NEWEST = 10
TRIED = 20  # the newest agreements among which one is looked for that shows well
SHORT = 320  # characters of a quote that stands well beside its fact


class Home(TemplateView):
    template_name = "archive/home.html"

    def get_context_data(self, **kwargs):
        events = list(newest_events())
        agreement = specimen()
        return super().get_context_data(
            figures=list(figures()),
            events=events,
            timeline=timeline_of_rows(events, "event"),
            agreement=agreement,
            signatories=signatories(agreement),
            examples=list(examples(events, agreement)),
            **kwargs,
        )


def figures():
    """How many records of each kind there are, none counted beyond the cap."""
    for model in (Article, Official, Event, Delegation, Agreement):
        count = capped_count(model.objects.public())
        yield {
            "kind": model.record_kind(),
            "count": min(count, COUNT_CAP),
            "is_capped": count > COUNT_CAP,
        }


def newest_events():
    """The newest events with the number of people named there and of agreements."""
    people = Appearance.objects.public().exclude(official=None)
    return (
        Event.objects.public()
        .for_list()
        .latest_first()
        .annotate(
            people_count=number_of(people, Count("official", distinct=True)),
            agreement_count=number_of(Agreement.objects.public(), Count("pk")),
        )[:NEWEST]
    )


def number_of(rows, counting):
    """A column that counts the `rows` of each event; read for the few rows shown only."""
    counted = rows.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=counting)
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def specimen():
    """One of the newest agreements with a sentence to show beside it; None if there is none."""
    rows = Agreement.objects.public().for_list().latest_first().prefetch_related(quotes())
    quoted = [each for each in rows[:TRIED] if sentence_of(each)]
    titled = [each for each in quoted if each.title and len(sentence_of(each).shown) <= SHORT]
    best = next(iter([*titled, *quoted]), None)
    if best:
        best.sentence = sentence_of(best)
    return best


def sentence_of(agreement):
    """The first passage that states the agreement as a whole."""
    return next(
        (
            each
            for each in agreement.public_citations
            if not each.about and each.supports == "states"
        ),
        None,
    )


def signatories(agreement):
    parties = agreement.public_parties if agreement else []
    return [each for each in parties if each.role == PartyRole.SIGNATORY]


def examples(events, agreement):
    """Records to begin with: somebody of the newest events, a place of them, a party."""
    somebody = (
        Official.objects.public()
        .filter(appearances__event__in=events, appearances__is_public=True)
        .order_by("-appearances__event__sorts_on", "appearances__pk")
        .first()
    )
    places = [event.place for event in events]
    bodies = [party.organization for party in agreement.public_parties] if agreement else []
    for some in ([somebody], places, bodies):
        yield from [record for record in some if record and record.is_public][:1]
