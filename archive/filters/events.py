"""The filter of events: where they were held, and who was there."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, KindFilter, RecordChoice, any_of, cited
from archive.models import Article, EventKind, Official, Organization, Place


class EventFilter(DatedFilter):
    kind = KindFilter(EventKind.choices, label=_("Kind"), method="of_kind")
    place = RecordChoice(
        Place,
        label=_("Place"),
        method="held_in",
        help_text=_("Where it was, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method="with_organization",
        help_text=_("Whose premises, or whose people were there."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method="with_official",
        help_text=_("Reported to have been there."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method="told_in",
        help_text=_("That reports it."),
    )

    def of_kind(self, events, name, kinds):
        return events.filter(kind__in=kinds)

    def held_in(self, events, name, place):
        within = Place.objects.within(place)
        return events.filter(Q(place__in=within) | Q(organization__place__in=within))

    def with_organization(self, events, name, organization):
        appearances = organization.appearance_facts.public().values("event")
        return any_of(events, organization.events.public().values("pk"), appearances)

    def with_official(self, events, name, official):
        return events.filter(pk__in=official.appearances.public().values("event"))

    def told_in(self, events, name, article):
        paths = ["event", "appearance__event"]
        return any_of(events, *(cited(path).filter(article=article).values(path) for path in paths))
