"""What the pages of bodies and of areas gather alike: the facts around them, bounded."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model, Prefetch, Q, QuerySet

from archive.models import (
    Agreement,
    Appearance,
    Citation,
    Delegation,
    Event,
    Name,
    Post,
    quotes,
)
from archive.models.prepared import Prepared
from archive.views import agreements, delegations, events
from archive.views.parts import Some, Telling, some, with_words
from archive.views.timelines import timeline_of_rows

FACTS = 20  # of each kind; the lists with the record's filter have them all
NEXT_BELOW = 50
DRAWN = ["label", "date", "date_basis", "date_earliest", "date_latest"]  # along a line of time

type Narrow = Callable[[QuerySet, Model], QuerySet]
type Ways = Callable[[Model], list[QuerySet]]


class Around:
    """What the page of a body or of an area is made of. Each statement is made once for both."""

    def __init__(self, model: type[Model], *, articles: Ways, **narrow: Narrow):
        """`narrow` says of events, delegations, agreements which are the record's, as the filters
        of their lists do; `articles`, by which ways articles tell of it."""
        of = model.record_kind()
        self.names = Prepared(
            lambda pk: (
                Name.objects.public().filter(**{of: pk}).in_order().prefetch_related(quotes())
            )
        )
        self.below = Prepared(
            lambda pk: model.objects.public().filter(parent=pk).by_name()[: NEXT_BELOW + 1]
        )
        self.posts = Prepared(lambda pk: posts_of(Post.objects.filter(**{of: pk})))
        self.appearances = Prepared(
            lambda pk: appearances_for(Appearance.objects.filter(**{of: pk}))
        )
        self.mentions = Prepared(
            lambda pk: Citation.objects.for_quotes().filter(**{of: pk})[: FACTS + 1]
        )
        kinds = {"events": Event, "delegations": Delegation, "agreements": Agreement}
        self.newest = {
            name: Prepared(partial(newest, narrow[name], kind.objects.public()))
            for name, kind in kinds.items()
        }
        self.articles = Telling(articles)

    def context(self, request, record: Model) -> dict:
        """The context of one page: the facts around `record`, and `rows`, some of them in HTML."""
        pk = record.pk
        found = {name: some(read(record), FACTS) for name, read in self.newest.items()}
        pages = {"events": events, "delegations": delegations, "agreements": agreements}
        events.count_agreements(found["events"].rows)
        return {
            "names": self.names(pk),
            "below": some(self.below(pk), NEXT_BELOW),
            "posts": some(self.posts(pk), FACTS),
            "appearances": some(self.appearances(pk), FACTS),
            "mentions": some(self.mentions(pk), FACTS),
            "articles": self.articles(record),
            "timeline": timeline_of_rows(found["events"].rows, "event"),
            **found,
            "rows": {
                name: page.ROWS.html(request, ids_of(found[name])) for name, page in pages.items()
            },
        }


def ids_of(found: Some) -> list[int]:
    return [each.pk for each in found.rows]


def newest(narrow: Narrow, rows: QuerySet, record: Model) -> QuerySet:
    """The newest of `rows` that are the record's, to be shown by their kept rows."""
    drawn = DRAWN if rows.model is Event else ["pk"]
    return narrow(rows, record).latest_first().only(*drawn)[: FACTS + 1]


def posts_of(posts):
    """The posts there, the last recorded first, each with its quotes and where it was held."""
    then = Appearance.objects.public().select_related("event", "delegation").latest_first()
    posts = posts.public().select_related("official", "organization", "place", "article")
    return posts.order_by("-pk").prefetch_related(
        quotes(),
        "article__redactions",
        Prefetch("appearances", then, to_attr="public_appearances"),
    )[: FACTS + 1]


def appearances_for(appearances):
    """Who appeared for it, the last recorded first."""
    rows = with_words(appearances.public().exclude(Q(official=None) & Q(group="")))
    return rows.order_by("-pk")[: FACTS + 1]
