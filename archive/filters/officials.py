"""The filter of officials: by what their posts, appearances and signatures are of."""

from django.utils.translation import gettext_lazy as _

from archive.filters.articles import OFFICIAL
from archive.filters.base import RecordChoice, RecordFilter, any_of, by, cited
from archive.filters.facets_of_records import Organizations, Pairs, Places, by_facts
from archive.models import Appearance, Article, Organization, Party, Place, Post

FACTS = [Post, Appearance, Party]


def of_place(officials, place):
    ways = [
        facts.objects.public().filter(**{f"{path}__in": place.area}).values("official")
        for facts in FACTS
        for path in ("place", "organization__place")
    ]
    return any_of(officials, *ways)


def of_organization(officials, organization):
    ways = [
        facts.objects.public().filter(organization=organization).values("official")
        for facts in FACTS
    ]
    return any_of(officials, *ways)


def named_in(officials, article):
    posts = article.posts.public().values("official")
    ways = [cited(path).filter(article=article).values(path) for path in OFFICIAL]
    return any_of(officials, posts, *ways)


def by_all_facts(*values):
    return Pairs(*(way for facts in FACTS for way in by_facts(facts, "official", *values)))


class OfficialFilter(RecordFilter):
    facets = [
        Places(by_all_facts("place", "organization__place")),
        Organizations(by_all_facts("organization")),
    ]

    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(of_place),
        help_text=_("Of a post or an appearance, with all that lies in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method=by(of_organization),
        help_text=_("Of a post or an appearance."),
    )
    article = RecordChoice(
        Article,
        label=_("Article"),
        method=by(named_in),
        help_text=_("That names the official."),
    )
