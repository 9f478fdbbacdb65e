"""The filter of agreements: between whom, of which kind, where and when."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, KindFilter, RecordChoice, any_of, cited
from archive.models import Agreement, AgreementKind, Article, Official, Organization, Party, Place


class AgreementFilter(DatedFilter):
    kind = KindFilter(AgreementKind.choices, label=_("Kind"), method="of_kind")
    place = RecordChoice(
        Place,
        label=_("Place"),
        method="of_place",
        help_text=_("Of a party, or where it was signed, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method="with_organization",
        help_text=_("A party to it."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method="with_official",
        help_text=_("Who signed or witnessed it."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method="told_in",
        help_text=_("That reports it."),
    )

    def of_kind(self, agreements, name, kinds):
        condition = Q()
        for kind in kinds:
            condition |= Q(kinds__has=kind)
        return agreements.filter(condition)

    def of_place(self, agreements, name, place):
        within = Place.objects.within(place)
        parties = Party.objects.public()
        public = Agreement.objects.public()
        return any_of(
            agreements,
            parties.filter(place__in=within).values("agreement"),
            parties.filter(organization__place__in=within).values("agreement"),
            public.filter(place__in=within).values("pk"),
            public.filter(place=None, event__is_public=True, event__place__in=within).values("pk"),
        )

    def with_organization(self, agreements, name, organization):
        return agreements.filter(pk__in=organization.party_facts.public().values("agreement"))

    def with_official(self, agreements, name, official):
        return agreements.filter(pk__in=official.parties.public().values("agreement"))

    def told_in(self, agreements, name, article):
        paths = ["agreement", "party__agreement", "progress__agreement"]
        ways = [cited(path).filter(article=article).values(path) for path in paths]
        return any_of(agreements, *ways)
