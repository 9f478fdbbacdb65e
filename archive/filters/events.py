"""The filter of events: where they were held, and who was there."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, KindFilter, RecordChoice, any_of, by, cited
from archive.filters.facets import Terms, Years
from archive.filters.facets_of_records import Columns, Places
from archive.models import Article, Event, EventKind, Official, Organization, Place


def of_kind(events, kinds):
    return events.filter(kind__in=kinds)


def held_in(events, place):
    return any_of(
        events,
        Event.objects.filter(place__in=place.area).values("pk"),
        Event.objects.filter(organization__place__in=place.area).values("pk"),
    )


def with_organization(events, organization):
    appearances = organization.appearance_facts.public().values("event")
    return any_of(events, organization.events.public().values("pk"), appearances)


def with_official(events, official):
    return events.filter(pk__in=official.appearances.public().values("event"))


def told_in(events, article):
    paths = ["event", "appearance__event"]
    return any_of(events, *(cited(path).filter(article=article).values(path) for path in paths))


class EventFilter(DatedFilter):
    facets = [Terms("kind"), Years(), Places(Columns("place", "organization__place"))]

    kind = KindFilter(EventKind.choices, label=_("Kind"), method=by(of_kind))
    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(held_in),
        help_text=_("Where it was, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method=by(with_organization),
        help_text=_("Whose premises, or whose people were there."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method=by(with_official),
        help_text=_("Reported to have been there."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method=by(told_in),
        help_text=_("That reports it."),
    )
