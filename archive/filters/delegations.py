"""The filter of delegations: between which sides, and who went."""

from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, RecordChoice, any_of, by, cited
from archive.filters.facets import Years
from archive.filters.facets_of_records import Columns, Organizations, Pairs, Places, by_facts, own
from archive.models import Appearance, Article, Delegation, Official, Organization, Place


def from_or_to_place(delegations, place):
    sides = ("from_place", "to_place", "from_organization__place", "to_organization__place")
    ways = (Delegation.objects.filter(**{f"{side}__in": place.area}) for side in sides)
    return any_of(delegations, *(way.values("pk") for way in ways))


def with_organization(delegations, organization):
    return any_of(
        delegations,
        organization.delegations_sent.public().values("pk"),
        organization.delegations_received.public().values("pk"),
        organization.appearance_facts.public().values("delegation"),
    )


def with_official(delegations, official):
    return delegations.filter(pk__in=official.appearances.public().values("delegation"))


def told_in(delegations, article):
    paths = ["delegation", "appearance__delegation"]
    ways = [cited(path).filter(article=article).values(path) for path in paths]
    return any_of(delegations, *ways)


class DelegationFilter(DatedFilter):
    facets = [
        Years(),
        Places(
            Columns("from_place", "to_place", "from_organization__place", "to_organization__place")
        ),
        Organizations(
            Pairs(
                own("from_organization"),
                own("to_organization"),
                *by_facts(Appearance, "delegation", "organization"),
            )
        ),
    ]

    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(from_or_to_place),
        help_text=_("From or to it, or a body there, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method=by(with_organization),
        help_text=_("From or to it, or with people of it."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method=by(with_official),
        help_text=_("Reported to have gone with it."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method=by(told_in),
        help_text=_("That reports it."),
    )
