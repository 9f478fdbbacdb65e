"""The filter of articles: what they say, by way of their citations."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.filters.base import DatedFilter, RecordChoice, TypedFilter, any_of, by, cited
from archive.filters.facets import Languages, Years
from archive.filters.facets_of_records import Columns, Organizations
from archive.models import Official, Organization, Place, Post
from archive.models.articles import language_tag

# From a citation to what its article thereby speaks of.
OFFICIAL = [
    "official",
    "post__official",
    "appearance__official",
    "party__official",
    "name__official",
]
ORGANIZATION = [
    "organization",
    "event__organization",
    "delegation__from_organization",
    "delegation__to_organization",
    "post__organization",
    "appearance__organization",
    "party__organization",
    "name__organization",
]
PLACE = [
    "place",
    "event__place",
    "delegation__from_place",
    "delegation__to_place",
    "agreement__place",
    "post__place",
    "appearance__place",
    "party__place",
    "name__place",
    *(f"{path}__place" for path in ORGANIZATION if path != "name__organization"),
]


def naming(articles, official):
    """Those of `articles` that name the official."""
    return any_of(articles, *ways_to_official(official))


def ways_to_official(official):
    """The public articles that name the official, as `article`: one row for each that says so."""
    ways = [official.posts.public()]
    ways += [cited(path).filter(**{path: official}) for path in OFFICIAL]
    return [way.values("article") for way in ways]


def about(articles, organization):
    """Those of `articles` that the organization published, or that speak of it."""
    return any_of(articles, *ways_to_organization(organization))


def ways_to_organization(organization):
    """The public articles that speak of the organization, as `article`, and those of its own."""
    ways = [organization.posts.public()]
    ways += [cited(path).filter(**{path: organization}) for path in ORGANIZATION]
    published = organization.articles.public().values("pk")
    return [*(way.values("article") for way in ways), published]


def placed(articles, place):
    """Those of `articles` that speak of the place or of places and bodies that lie in it."""
    return any_of(articles, *ways_to_place(place))


def ways_to_place(place):
    """The public articles that speak of the place or what lies in it, as `article`."""
    posts = [
        Post.objects.public().filter(**{f"{path}__in": place.area})
        for path in ("place", "organization__place")
    ]
    passages = [cited(path).filter(**{f"{path}__in": place.area}) for path in PLACE]
    return [way.values("article") for way in [*posts, *passages]]


def in_language(articles, tag):
    return articles.filter(Q(language__iexact=tag) | Q(language__istartswith=f"{tag}-"))


class ArticleFilter(DatedFilter):
    span = "published"
    facets = [
        Organizations(Columns("publisher"), _("Publisher"), finds_more=True),
        Years("published"),
        Languages(),
    ]

    place = RecordChoice(
        Place,
        label=_("Place"),
        method=by(placed),
        help_text=_("Written of in the article, or places and bodies that lie in it."),
    )
    organization = RecordChoice(
        Organization,
        label=_("Organization"),
        method=by(about),
        help_text=_("Written of in the article, or its publisher."),
    )
    official = RecordChoice(
        Official,
        label=_("Official"),
        method=by(naming),
        help_text=_("Named in the article."),
    )
    language = TypedFilter(
        label=_("Language"),
        method=by(in_language),
        max_length=35,
        validators=[language_tag],
        help_text=_("A language tag: en, zh, zh-Hans."),
    )
