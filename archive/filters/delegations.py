"""The filter of delegations: between which sides, and who went."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, RecordChoice, any_of, cited
from archive.models import Article, Official, Organization, Place


class DelegationFilter(DatedFilter):
    place = RecordChoice(
        Place,
        label=_("Place"),
        method="from_or_to_place",
        help_text=_("From or to it, or a body there, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method="from_or_to_organization",
        help_text=_("From or to it, or with people of it."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method="with_official",
        help_text=_("Reported to have gone with it."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method="told_in",
        help_text=_("That reports it."),
    )

    def from_or_to_place(self, delegations, name, place):
        within = Place.objects.within(place)
        return delegations.filter(
            Q(from_place__in=within)
            | Q(to_place__in=within)
            | Q(from_organization__place__in=within)
            | Q(to_organization__place__in=within)
        )

    def from_or_to_organization(self, delegations, name, organization):
        return any_of(
            delegations,
            organization.delegations_sent.public().values("pk"),
            organization.delegations_received.public().values("pk"),
            organization.appearance_facts.public().values("delegation"),
        )

    def with_official(self, delegations, name, official):
        return delegations.filter(pk__in=official.appearances.public().values("delegation"))

    def told_in(self, delegations, name, article):
        paths = ["delegation", "appearance__delegation"]
        ways = [cited(path).filter(article=article).values(path) for path in paths]
        return any_of(delegations, *ways)
