"""The filter of agreements: between whom, of which kind, where and when."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, KindFilter, RecordChoice, any_of, by, cited
from archive.filters.facets import Terms, Years
from archive.filters.facets_of_records import Organizations, Pairs, Places, by_facts, own
from archive.models import (
    Agreement,
    AgreementKind,
    Article,
    Event,
    Official,
    Organization,
    Party,
    Place,
)


def of_kind(agreements, kinds):
    condition = Q()
    for kind in kinds:
        condition |= Q(kinds__has=kind)
    return agreements.filter(condition)


def of_place(agreements, place):
    parties = Party.objects.public()
    public = Agreement.objects.public()
    return any_of(
        agreements,
        parties.filter(place__in=place.area).values("agreement"),
        parties.filter(organization__place__in=place.area).values("agreement"),
        public.filter(place__in=place.area).values("pk"),
        at_events_in(place).values("pk"),
    )


def at_events_in(place):
    """The agreements without a place of their own whose event was in the place.

    Said so that SQLite goes from the events to them: many more have no place.
    """
    public = Agreement.objects.public().alias(own_place=Coalesce("place", 0))
    return public.filter(own_place=0, event__is_public=True, event__place__in=place.area)


def with_organization(agreements, organization):
    return agreements.filter(pk__in=organization.party_facts.public().values("agreement"))


def with_official(agreements, official):
    return agreements.filter(pk__in=official.parties.public().values("agreement"))


def signed_at(agreements, event):
    return agreements.filter(Q(event=event) | Q(event__in=event.children.public().values("pk")))


def told_in(agreements, article):
    paths = ["agreement", "party__agreement", "progress__agreement"]
    ways = [cited(path).filter(article=article).values(path) for path in paths]
    return any_of(agreements, *ways)


class AgreementFilter(DatedFilter):
    facets = [
        Terms("kinds"),
        Years(),
        Places(
            Pairs(
                *by_facts(Party, "agreement", "place", "organization__place"),
                own("place"),
                own("event__place", Q(place=None, event__is_public=True)),
            )
        ),
        Organizations(Pairs(*by_facts(Party, "agreement", "organization")), _("Party")),
    ]

    kind = KindFilter(AgreementKind.choices, label=_("Kind"), method=by(of_kind))
    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(of_place),
        help_text=_("Of a party, or where it was signed, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method=by(with_organization),
        help_text=_("A party to it."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method=by(with_official),
        help_text=_("Who signed or witnessed it."),
    )
    event = RecordChoice(
        Event,
        label=_("Event"),
        method=by(signed_at),
        help_text=_("Where it was signed, or a part of it."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method=by(told_in),
        help_text=_("That reports it."),
    )
