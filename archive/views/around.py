"""What the pages of bodies and of areas gather alike: the facts around them, bounded."""

from django.db.models import Prefetch, Q

from archive.models import Agreement, Appearance, Citation, Delegation, Event, quotes
from archive.views.delegations import leaders, once_each
from archive.views.events import count_people_and_agreements
from archive.views.parts import people_at, some, with_words

FACTS = 20  # of each kind; the lists with the record's filter have them all
NEXT_BELOW = 50


def facts_around(record, *, events, delegations, agreements):
    """The context of one page: posts, appearances, records and mentions around `record`.

    The three arguments narrow events, delegations and agreements as the lists' filters do.
    """
    of = record.record_kind()
    happened = some(events(Event.objects.public().for_list(), record).latest_first(), FACTS)
    count_people_and_agreements(happened.rows)
    signed = agreements(Agreement.objects.public().for_list(), record)
    return {
        "names": record.names.public().in_order().prefetch_related(quotes()),
        "below": some(record.children.public().by_name(), NEXT_BELOW),
        "posts": some(posts_of(record), FACTS),
        "appearances": some(appearances_for(record), FACTS),
        "events": happened,
        "delegations": travelled(delegations(Delegation.objects.public(), record)),
        "agreements": some(signed.latest_first(), FACTS),
        "mentions": some(Citation.objects.for_quotes().filter(**{of: record}), FACTS),
    }


def posts_of(record):
    """The posts there, the last recorded first, each with its quotes and where it was held."""
    then = Appearance.objects.public().select_related("event", "delegation").latest_first()
    posts = record.posts.public().select_related("official", "organization", "place", "article")
    return posts.order_by("-pk").prefetch_related(
        quotes(),
        "article__redactions",
        Prefetch("appearances", then, to_attr="public_appearances"),
    )


def appearances_for(record):
    """Who appeared for it, the last recorded first."""
    rows = with_words(record.appearance_facts.public().exclude(Q(official=None) & Q(group="")))
    return rows.order_by("-pk")


def travelled(delegations):
    """Delegations as their list shows them: with leaders, and how many people are named."""
    rows = delegations.for_list().prefetch_related(leaders()).latest_first()
    found = some(rows, FACTS)
    people = people_at("delegation", found.rows)
    for delegation in found.rows:
        delegation.people = people.get(delegation.pk, 0)
        delegation.leaders = once_each(delegation.public_leaders)
    return found
