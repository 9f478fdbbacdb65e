"""Who was last reported in which post on a day: sightings before it and after, never a term."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django import forms
from django.db.models import F, FilteredRelation, Model, Q, QuerySet, Value, Window
from django.db.models.functions import Coalesce, Lower, RowNumber
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.filters.base import any_of
from archive.filters.fields import DayField
from archive.models import Appearance, Official, Organization, Place, Post, quotes
from archive.views.details import RecordDetail, withdrawn
from archive.views.lists import bad_request
from archive.views.paging import PAGE, BadCursorError
from archive.views.parts import Some, some

BEFORE = 20  # sightings of one post that are read back from the day
AFTER = 5  # and on from it
UNDATED = 50


class DayForm(forms.Form):
    on = DayField(
        last=True,
        label=gettext_lazy("On this day"),
        help_text=gettext_lazy("A day, or the last day of a month or a year: 2018-09-12, 2018-09."),
    )


class Key(NamedTuple):
    """What makes posts the same: title, body and area (0 for none)."""

    title: str
    organization: int
    place: int


@dataclass(frozen=True)
class Sighting:
    """That an article reports a person in a post, and whose day that is: an event's or its own."""

    post: Post
    dated: Model

    @property
    def official(self) -> Official:
        return self.post.official


@dataclass
class Standing:
    """A post, and who was reported in it: last by the day, before that, and first after it."""

    last: list[Sighting] = field(default_factory=list)
    earlier: list[Sighting] = field(default_factory=list)
    following: list[Sighting] = field(default_factory=list)

    @property
    def post(self) -> Post:
        return (self.last or self.following)[0].post


def posts_of(record: Model) -> QuerySet:
    """The public posts of an area itself and of bodies there, or of a body."""
    posts = Post.objects.public()
    if isinstance(record, Organization):
        return posts.filter(organization=record)
    there = posts.filter(organization__place=record).exclude(place__isnull=False)
    return any_of(posts, posts.filter(place=record).values("pk"), there.values("pk"))


def sightings(posts: QuerySet) -> QuerySet:
    """A row for each post and appearance in it: the day, and the `key` of the post.

    The day is that of the event or delegation, else of the article; None where neither has one.
    """
    return posts.annotate(
        then=FilteredRelation("appearances", condition=Q(appearances__is_public=True)),
        day=Coalesce(
            "then__event__date_earliest",
            "then__delegation__date_earliest",
            "article__published_earliest",
        ),
        folded=Lower("title"),
        body=Coalesce("organization", Value(0)),
        area=Coalesce("place", Value(0)),
    ).order_by()


def keys_after(posts: QuerySet, after: str) -> tuple[list[Key], str]:
    """The next posts in the order of their titles, and the cursor of those that follow."""
    rows = sightings(posts).filter(day__isnull=False)
    if after:
        title, body, area = read_cursor(after)
        folded = Lower(Value(title))
        rows = rows.filter(
            Q(folded__gt=folded)
            | Q(folded=folded, title__gt=title)
            | Q(title=title, body__gt=body)
            | Q(title=title, body=body, area__gt=area)
        )
    order = ["folded", "title", "body", "area"]
    found = rows.order_by(*order).values_list(*order[1:], "folded").distinct()
    keys = [Key(*row[:3]) for row in found[: PAGE + 1]]
    if len(keys) <= PAGE:
        return keys, ""
    last = keys[PAGE - 1]
    return keys[:PAGE], f"{last.organization}.{last.place}.{last.title}"


def read_cursor(after: str) -> Key:
    """The post that a cursor names. Raises BadCursorError."""
    body, area, title = ([*after.split(".", 2), "", "", ""])[:3]
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in (body, area)):
        raise BadCursorError
    if not title or "\0" in title:
        raise BadCursorError
    return Key(title, int(body), int(area))


def nearest(rows: QuerySet, *order, limit: int) -> list[tuple]:
    """The first sightings of each post in this order: (key, post, appearance, day)."""
    rank = Window(RowNumber(), partition_by=[F("title"), F("body"), F("area")], order_by=order)
    ranked = rows.annotate(rank=rank).filter(rank__lte=limit)
    return list(
        ranked.values_list("title", "body", "area", "pk", "then", "day", "rank").order_by(
            "title", "body", "area", "rank"
        )
    )


def standings(posts: QuerySet, keys: list[Key], on: date) -> list[Standing]:
    """Each post with who was reported in it around the day."""
    rows = sightings(posts).filter(title__in={key.title for key in keys})
    before = nearest(rows.filter(day__lte=on), F("day").desc(), "pk", "then", limit=BEFORE)
    after = nearest(rows.filter(day__gt=on), F("day").asc(), "pk", "then", limit=AFTER)
    load = loader([*before, *after])
    found = {key: Standing() for key in keys}
    for key, group in by_key(before):
        if key in found:
            found[key].last, found[key].earlier = newest_and_others(group, load)
    for key, group in by_key(after):
        if key in found:
            found[key].following, _later = newest_and_others(group, load)
    return list(found.values())


def by_key(rows: list[tuple]):
    for key, group in groupby(rows, key=lambda row: Key(*row[:3])):
        yield key, list(group)


def newest_and_others(rows: list[tuple], load) -> tuple[list[Sighting], list[Sighting]]:
    """The sightings of the first day, and one of each other person."""
    day = rows[0][5]
    first, others = {}, {}
    for *_key, post, appearance, seen, _rank in rows:
        sighting = load(post, appearance, seen)
        official = sighting.post.official_id
        if seen == day:
            first.setdefault(official, sighting)
        elif official not in first:
            others.setdefault(official, sighting)
    return list(first.values()), list(others.values())


def loader(rows: list[tuple]):
    """A function that gives the sighting of (post, appearance, day), all loaded at once."""
    ids = {row[3] for row in rows}
    loaded = loaded_for_row(Post.objects.filter(pk__in=ids))
    posts = {post.pk: post for post in loaded}
    seen = {row[4] for row in rows} - {None}
    there = Appearance.objects.filter(pk__in=seen).select_related("event", "delegation")
    appearances = {each.pk: each for each in there}

    def load(post: int, appearance: int | None, day: date) -> Sighting:
        then = appearances.get(appearance)
        occasions = [then.event, then.delegation] if then else []
        dated = [each for each in occasions if each and each.date_earliest == day]
        return Sighting(posts[post], dated[0] if dated else posts[post].article)

    return load


def undated(posts: QuerySet) -> Some:
    """Posts that are reported without a day that has a year."""
    rows = sightings(posts).filter(day__isnull=True).values("pk")
    return some(loaded_for_row(Post.objects.filter(pk__in=rows)).order_by("title", "pk"), UNDATED)


def loaded_for_row(posts: QuerySet) -> QuerySet:
    """Load what a line prints: who, of what, in which article, and its words."""
    rows = posts.select_related("official").for_row().defer("article__text")
    return rows.prefetch_related("article__redactions", quotes())


class PostsOnADay(RecordDetail):
    """`?on=` a day; without it, today. A day that cannot be read gives the form and 400.

    Gone, moved or hidden as the page of the record itself, where `on` means another thing.
    """

    template_name = "archive/standing.html"

    def get(self, request, *args, slug, **kwargs):
        record = self.get_queryset().filter(slug=slug).first()
        if record is None:
            return self.moved(slug)
        if record.is_withdrawn:
            return withdrawn(request, record)
        if not record.is_public:
            raise Http404
        self.object = record
        try:
            return self.render_to_response(self.get_context_data(object=record))
        except BadCursorError:
            message = _("This page of the list does not exist. Start at its first page.")
            return bad_request(request, message)

    def get_context_data(self, **kwargs):
        posts = posts_of(self.object)
        today = timezone.localdate()
        form = DayForm(self.request.GET if "on" in self.request.GET else {"on": today.isoformat()})
        context = {"record": self.object, "kind": self.object.record_kind(), "form": form}
        if not form.is_valid():
            return super().get_context_data(**kwargs, **context, on=None)
        on = form.cleaned_data["on"]
        after = self.request.GET.get("after", "")
        keys, cursor = keys_after(posts, after)
        return super().get_context_data(
            **kwargs,
            **context,
            on=on,
            page={"rows": standings(posts, keys, on), "next_cursor": cursor, "is_first": not after},
            undated=undated(posts),
        )

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if context["on"] else 400, **kwargs)


class PlacePosts(PostsOnADay):
    queryset = Place.objects.all()


class OrganizationPosts(PostsOnADay):
    queryset = Organization.objects.all()
