"""Publishing: what the public may see, decided in one place and kept in `is_public`.

Each model has one rule. A rule reads only columns and flags of models that stand before it
in `ORDER`, so one pass in that order settles everything; the trees of bodies and areas are
repeated until nothing changes. Whatever the rule: a row that says words which an article
near it withholds is not public; see `archive.services.withholding`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import batched
from typing import Any

from django.db.models import Case, Exists, F, Max, Model, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Progress,
    Redaction,
    SearchEntry,
    Status,
)
from archive.models.records import Kept, Reviewed
from archive.services.batching import among, batches
from archive.services.idsets import IdSet
from archive.services.withholding import ARTICLES, withheld_ids
from archive.text.folding import index_text

TURNED = 500  # rows in one update: SQLite holds all the pages that it changes
SLICE = 20_000  # rows whose flags are set at once

type Touched = dict[type[Model], IdSet]


def touched() -> Touched:
    """An empty collection of touched rows: model → ids."""
    return defaultdict(IdSet)


def both(*several: Touched) -> Touched:
    """All rows of several collections."""
    found = touched()
    for each in several:
        for model, ids in each.items():
            found[model] |= ids
    return found


def has(model: type[Model], **condition: object) -> Exists:
    """A public row of `model` exists; `condition` ties it to the row in question.

    "Not not public": SQLite would else walk an index of all that is public, and look among
    that for what is tied, instead of the other way round.
    """
    return Exists(model._default_manager.filter(**condition).exclude(is_public=False))


def referred(*ways: tuple[type[Model], str]) -> Q:
    """A public row of one of these models points here by that foreign key."""
    condition = Q()
    for model, name in ways:
        condition |= Q(has(model, **{name: OuterRef("pk")}))
    return condition


def standing(name: str) -> Q:
    """The record that this foreign key may name is not withdrawn."""
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__withdrawn": False})


def public_if_set(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__is_public": True})


def sourced(name: str) -> Q:
    """A published article says so, or a publisher took it without."""
    return Q(unsourced=True) | Q(has(Citation, **{name: OuterRef("pk")}))


PUBLISHED = Q(status=Status.PUBLISHED)
OF_WHOM = standing("official") & standing("organization") & standing("place")

REFERS_TO_OFFICIAL: list[tuple[type[Model], str]] = [
    (Post, "official"),
    (Appearance, "official"),
    (Party, "official"),
    (Citation, "official"),
]
REFERS_TO_ORGANIZATION: list[tuple[type[Model], str]] = [
    (Article, "publisher"),
    (Event, "organization"),
    (Delegation, "from_organization"),
    (Delegation, "to_organization"),
    (Post, "organization"),
    (Appearance, "organization"),
    (Party, "organization"),
    (Citation, "organization"),
    (Organization, "parent"),
]
REFERS_TO_PLACE: list[tuple[type[Model], str]] = [
    (Event, "place"),
    (Delegation, "from_place"),
    (Delegation, "to_place"),
    (Agreement, "place"),
    (Post, "place"),
    (Appearance, "place"),
    (Party, "place"),
    (Citation, "place"),
    (Organization, "place"),
    (Place, "parent"),
]


@cache
def rules() -> dict[type[Model], Q]:
    """Model → the condition under which a row of it is public."""
    lost_redaction = Exists(Redaction.objects.filter(article=OuterRef("pk"), lost=True))
    return {
        Article: PUBLISHED & ~Q(lost_redaction),
        Event: PUBLISHED,
        Delegation: PUBLISHED,
        Agreement: PUBLISHED,
        Citation: Q(lost=False, article__is_public=True),
        Post: Q(article__is_public=True) & sourced("post") & OF_WHOM,
        Appearance: (
            public_if_set("event") & public_if_set("delegation") & sourced("appearance") & OF_WHOM
        ),
        Party: Q(agreement__is_public=True) & sourced("party") & OF_WHOM,
        Progress: Q(agreement__is_public=True) & sourced("progress"),
        Official: Q(withdrawn=False) & referred(*REFERS_TO_OFFICIAL),
        Organization: Q(withdrawn=False) & referred(*REFERS_TO_ORGANIZATION),
        Place: Q(withdrawn=False) & referred(*REFERS_TO_PLACE),
        Name: (
            sourced("name")
            & public_if_set("official")
            & public_if_set("organization")
            & public_if_set("place")
        ),
    }


def flag_at_first(record: Kept) -> bool:
    """Whether a new row will probably be public: what is written so need not be turned.

    The rules have the last word, when the change is settled.
    """
    if isinstance(record, Citation):
        article = record._state.fields_cache.get("article")
        return bool(article and article.is_public) and not record.lost
    return isinstance(record, Reviewed) and record.status == Status.PUBLISHED


REFERS: dict[type[Model], list[tuple[type[Model], str]]] = {
    Official: REFERS_TO_OFFICIAL,
    Organization: REFERS_TO_ORGANIZATION,
    Place: REFERS_TO_PLACE,
}
OF_WHAT: list[tuple[str, type[Model]]] = [("organization", Organization), ("place", Place)]
WHOM: list[tuple[str, type[Model]]] = [("official", Official), *OF_WHAT]
CITED = "__citations__article"
TREES = (Organization, Place)

# Model → what its rule, or what it is called, reads: (path from the model, its end).
READS: dict[type[Model], list[tuple[str, type[Model]]]] = {
    Article: [("redactions", Redaction)],
    Event: OF_WHAT,
    Delegation: [
        ("from_place", Place),
        ("from_organization", Organization),
        ("to_place", Place),
        ("to_organization", Organization),
    ],
    Agreement: [("place", Place)],
    Citation: [("article", Article), *WHOM],
    Post: [("article", Article), ("citations", Citation), *WHOM],
    Appearance: [
        ("event", Event),
        ("delegation", Delegation),
        ("citations", Citation),
        *WHOM,
    ],
    Party: [("agreement", Agreement), ("citations", Citation), *WHOM],
    Progress: [("agreement", Agreement), ("citations", Citation)],
    Name: [("citations", Citation), *WHOM],
}
ORDER: list[type[Model]] = [
    Article,
    Event,
    Delegation,
    Agreement,
    Citation,
    Post,
    Appearance,
    Party,
    Progress,
    Official,
    Organization,
    Place,
    Name,
]


def reached(model: type[Model], moved: Touched, turned: Touched) -> IdSet:
    """Ids of `model` whose rule may say otherwise now that the rows in `moved` changed, and
    the flags of those in `turned`.

    What a row that moved refers to is known: only of a flag that turned it is asked.
    """
    ids = IdSet()
    for path, read in READS.get(model, []):
        is_known = model._meta.get_field(path).one_to_many
        for some in batches(turned[read] if is_known else turned[read] | moved[read]):
            rows = model._default_manager.filter(among(path, some)).order_by()
            ids.update(rows.values_list("pk", flat=True))
    for pointing, name in REFERS.get(model, []):
        for some in batches(turned[pointing]):
            rows = pointing._default_manager.filter(among("pk", some), **{f"{name}__isnull": False})
            ids.update(rows.values_list(f"{name}_id", flat=True))
    return ids


def retold(model: type[Model], near: Touched, recheck: Touched) -> IdSet:
    """Ids of `model` near a redaction or citation that came or went: see `withholding`.

    A row that is gone is known by what it pointed to, which is in `recheck`.
    """
    ids = IdSet()
    for way in ARTICLES.get(model, []):
        ways: list[tuple[str, Any]] = [(way, Article)] if near[Redaction] else []
        if near[Citation] and way.endswith(CITED):
            owner = way.removesuffix(CITED)
            ways.append((owner, model._meta.get_field(owner).related_model))
        for path, target in ways:
            for some in batches(recheck[target]):
                rows = model._default_manager.filter(**{f"{path}__in": some})
                ids.update(rows.values_list("pk", flat=True))
    return ids


def withhold_something(articles: Iterable[int]) -> bool:
    return any(Redaction.objects.filter(article__in=some).exists() for some in batches(articles))


def renamed(model: type[Model], ids: Iterable[int]) -> IdSet:
    """Those called otherwise than the search still knows them: facts print their names."""
    found = IdSet()
    for some in batches(ids):
        entries = SearchEntry.objects.filter(kind=model._meta.model_name, record_id__in=some)
        known = {pk: said for pk, *said in entries.values_list("record_id", "title", "names")}
        rows = model._default_manager.filter(pk__in=some)
        for pk, name, native in rows.values_list("pk", "name", "native_name"):
            title, names = known.get(pk, [name, index_text(native)])
            if name != title or index_text(native) not in names:
                found.add(pk)
    return found


def out_of_step(model: type[Model]) -> QuerySet:
    """The rows whose flag is not what the rule of `model` says."""
    every = model._default_manager.all()
    return wrongly_flagged(every, withheld_ids(every))


def wrongly_flagged(rows: QuerySet, withheld: Collection[int]) -> QuerySet:
    """Those of `rows` whose flag is not what the rule says; `withheld` say withheld words."""
    rule = rules()[rows.model]
    if withheld:
        rule &= ~Q(pk__in=withheld)
    should = Case(When(rule, then=Value(value=True)), default=Value(value=False))
    return rows.annotate(should_be_public=should).exclude(is_public=F("should_be_public"))


def turn(rows: QuerySet, withheld: Collection[int]) -> set[int]:
    """Set the flag of those of `rows` where the rule says otherwise; return their ids.

    `withheld` are those that say withheld words.
    """
    wrong = set(wrongly_flagged(rows, withheld).values_list("pk", flat=True))
    for ids in batched(sorted(wrong), TURNED, strict=False):
        # Appearing and vanishing are changes too: feeds and harvesters go by this moment.
        rows.model._default_manager.filter(among("pk", ids)).update(
            is_public=~F("is_public"), updated_at=timezone.now()
        )
    return wrong


def refresh_public(*, new: Touched, moved: Touched, recheck: Touched) -> Touched:
    """Bring `is_public` up to date around rows that are `new`, and those that `moved`
    (model → ids).

    `recheck` names rows that did not change but may have lost or won a reference: all to which
    the others refer, and referred. What hangs on them is looked at only if their flag turns;
    what hangs on a new row is itself new, or moved. Returns the rows whose flag turned, in the
    same shape. Costs a few statements a model, whatever the size of the archive.
    """
    near, turned, strangers = both(new, moved), touched(), touched()
    withholds = Redaction.objects.exists()
    if withholds:
        called = {model: renamed(model, recheck[model]) for model in REFERS}
        moved = both(moved, called)
    words_moved = near[Redaction] or (withholds and withhold_something(recheck[Article]))
    for model in ORDER:
        ids = near[model] | recheck[model] | reached(model, moved, strangers)
        if words_moved:
            ids |= retold(model, near, recheck)
        while ids:
            flipped = IdSet()
            for some in batches(ids):
                rows = model._default_manager.filter(among("pk", some))
                flipped |= turn(rows, withheld_ids(rows) if withholds else ())
            turned[model] |= flipped
            strangers[model] |= flipped - near[model]
            ids = above(model, flipped)
    return turned


def above(model: type[Model], flipped: IdSet) -> IdSet:
    """The next ones up in a tree whose flag may hang on those that turned."""
    if not flipped or model not in TREES:
        return IdSet()
    return reached(model, touched(), both({model: flipped}))


def refresh_all_public() -> None:
    """Set every flag anew from the rules, in order; trees until they rest."""
    for model in ORDER:
        while sum(len(turn(rows, withheld_ids(rows))) for rows in slices(model)) and model in TREES:
            pass


def slices(model: type[Model]) -> Iterator[QuerySet]:
    """All rows of a model, so many at a time that their ids are nothing to remember."""
    last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, SLICE):
        yield model._default_manager.filter(pk__gte=first, pk__lt=first + SLICE)
