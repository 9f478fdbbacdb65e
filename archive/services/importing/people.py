"""People: a name alone never says who is meant."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.models import Appearance, Citation, Official, Party, Post

type Tie = tuple[Any, int]  # an article, body, place, event … and its id

TIES: list[tuple[type[Model], list[str]]] = [
    (Post, ["article", "organization", "place"]),
    (Appearance, ["organization", "place", "event", "delegation"]),
    (Party, ["organization", "place", "agreement"]),
]
CITED = ["official", "post__official", "appearance__official", "party__official"]


def ties_of(record: Any, names: Iterable[str]) -> set[Tie]:
    """What a record refers to by these foreign keys."""
    ties = set()
    for name in names:
        if getattr(record, f"{name}_id") is not None:
            ties.add((record._meta.get_field(name).related_model, getattr(record, f"{name}_id")))
    return ties


class Acquaintance:
    """What each official is known by: the articles, bodies, places, events of its facts."""

    def __init__(self) -> None:
        self.known: dict[int, set[Tie]] = {}

    def forget(self, official_id: int | None) -> None:
        """Look anew: facts of this official changed."""
        if official_id is not None:
            self.known.pop(official_id, None)

    def of(self, official_id: int) -> set[Tie]:
        if official_id not in self.known:
            self.known[official_id] = self.look_up(official_id)
        return self.known[official_id]

    def look_up(self, official_id: int) -> set[Tie]:
        ties: set[Tie] = set()
        for model, names in TIES:
            for fact in model._default_manager.filter(official=official_id):
                ties |= ties_of(fact, names)
        article = Citation._meta.get_field("article").related_model
        for path in CITED:
            cited = Citation.objects.filter(**{path: official_id})
            ties |= {(article, pk) for pk in cited.values_list("article", flat=True)}
        return ties

    def sharing(self, officials: Iterable[int], ties: set[Tie]) -> dict[int, set[Tie]]:
        """Those of the officials that have something in common with `ties`, and what."""
        shared = {pk: self.of(pk) & ties for pk in officials}
        return {pk: common for pk, common in shared.items() if common}


def candidates_of(
    officials: Iterable[int], acquaintance: Acquaintance, ties: set[Tie]
) -> list[dict[str, str]]:
    """The officials a name may mean, each with the last post reported and what speaks for it."""
    rows = list(Official.objects.filter(pk__in=list(officials)).order_by("sorts_as", "pk"))
    shared = acquaintance.sharing([official.pk for official in rows], ties)
    posts = last_posts(rows)
    return [
        {
            "slug": official.slug,
            "why": why(official, posts.get(official.pk, ""), shared.get(official.pk, set())),
        }
        for official in rows
    ]


def last_posts(officials: Iterable[Official]) -> dict[int, str]:
    """Official → the title of the post that the newest article gives."""
    posts = Post.objects.filter(official__in=officials).order_by("article__sorts_on", "pk")
    return dict(posts.values_list("official_id", "title"))


def why(official: Official, post: str, common: set[Tie]) -> str:
    name = ", ".join(filter(None, [str(official), post]))
    if not common:
        return _("%(name)s: the same name, nothing else in common.") % {"name": name}
    by_model = defaultdict(list)
    for model, pk in common:
        by_model[model].append(pk)
    found = [
        str(record)
        for model, ids in by_model.items()
        for record in model.objects.filter(pk__in=ids)
    ]
    return _("%(name)s: also with %(common)s.") % {
        "name": name,
        "common": "; ".join(sorted(found)[:3]),
    }
