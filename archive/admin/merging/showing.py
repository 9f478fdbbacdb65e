"""Showing: two records side by side, and all that merging them would do."""

from itertools import islice

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.admin.base import change_address
from archive.admin.site import site
from archive.admin.versions import in_words
from archive.models import Citation, Official, Status
from archive.models.records import Reviewed
from archive.services.merging import MERGED
from archive.services.merging.comparing import in_common
from archive.services.merging.fields import UNITS, is_blank, values
from archive.services.merging.planning import referring, ways_to
from archive.services.merging.writing import given_up

SHOWN = 5  # rows of a kind
SHOWN_JOINED = 20
COUNTED = 100  # rows that are counted of the record that stays


def shown(plan):
    """What the page tells of a plan."""
    common = in_common(plan.kept, plan.merged) if plan.joined or not plan.refusals else []
    return {
        "plan": plan,
        "said": list(said(plan)),
        "facts": list(facts(plan)),
        "common": [(named(model), lines(records)) for model, records in common],
        "moving": list(moving(plan)),
        "joined": list(joined(plan)),
        "redirects": plan.redirects,
        "warnings": list(warnings(plan, common)),
    }


def said(plan):
    """What each record says in each field, and whether there is something to choose."""
    differing = {each.names: each for each in plan.differences}
    for names in UNITS[type(plan.kept)]:
        both = [values(each, names) for each in (plan.kept, plan.merged)]
        if all(is_blank(each) for each in both):
            continue
        difference = differing.get(names)
        kept, merged = (worded(plan.kept, names, each) for each in both)
        yield {
            "name": names[0],
            "label": capfirst(plan.kept._meta.get_field(names[0]).verbose_name),
            "kept": kept,
            "merged": merged,
            "is_open": difference is not None and difference.is_open,
            "is_filled": difference is not None and difference.is_filled,
            "takes_merged": difference is not None and difference.taken == MERGED,
        }


def worded(record, names, found):
    """The values of some fields that go together, in words; "" where there is nothing."""
    fields = [record._meta.get_field(name) for name in names]
    told = [
        in_words(field, value)
        for field, value in zip(fields, found, strict=True)
        if not is_blank([value])
    ]
    return " · ".join(told)


def facts(plan):
    """What refers to each of the records: a kind, then of each how much, and the newest."""
    for model, names in ways_to(type(plan.kept)).items():
        sides = [side(model, names, each) for each in (plan.kept, plan.merged)]
        if any(each["count"] for each in sides):
            yield {"label": named(model), "sides": sides}


def side(model, names, record):
    rows = referring(model, names, record)
    count = rows.order_by()[: COUNTED + 1].count()
    newest = admin_of(model).with_label(rows).order_by("-pk")[:SHOWN]
    return {
        "count": min(count, COUNTED),
        "is_more": count > COUNTED,
        "rows": lines(newest) if count else [],
        "others": count > SHOWN,
    }


def moving(plan):
    """What goes over to the record that stays, with the first rows of each kind."""
    for model in plan.rows:
        ids = plan.moving(model)
        if ids:
            rows = admin_of(model).for_labels().filter(pk__in=ids[:SHOWN]).order_by("pk")
            more = max(0, len(ids) - SHOWN)
            yield {"label": named(model), "count": len(ids), "rows": lines(rows), "more": more}


def joined(plan):
    """What both records have: it is told once, with the passages of both."""
    for model, pairs in plan.joined.items():
        if not pairs:
            continue
        some = dict(islice(pairs.items(), SHOWN_JOINED))
        found = admin_of(model).for_labels().in_bulk([*some, *some.values()])
        rows = [
            {
                **line(found[staying]),
                "lost": [] if model is Citation else list(lost(found[going], found[staying])),
            }
            for going, staying in some.items()
        ]
        more = len(pairs) - len(some)
        yield {"label": named(model), "count": len(pairs), "rows": rows, "more": more}


def lost(going, staying):
    """What the one that goes says otherwise: (field, its words, the words that stay)."""
    for field in given_up(staying, going):
        ours, theirs = (getattr(each, field.attname) for each in (staying, going))
        yield capfirst(field.verbose_name), in_words(field, theirs), in_words(field, ours)


def warnings(plan, common):
    """What a person should know before, as sentences."""
    kept, merged = plan.kept, plan.merged
    if isinstance(kept, Official) and not common:
        yield _(
            "They have nothing in common: no article, event, body or place. A name alone never"
            " says that two people are one."
        )
    if not isinstance(kept, Reviewed):
        return
    taken = any(each.name == "status" and each.taken == MERGED for each in plan.differences)
    status = merged.status if taken else kept.status
    if merged.is_public and status != Status.PUBLISHED:
        yield _(
            "Readers will lose “%(merged)s”: its address will lead to “%(kept)s”, which is not"
            " published. Choose the status below, or keep the other record."
        ) % {"merged": merged, "kept": kept}


def lines(records):
    return [line(each) for each in records]


def line(record):
    label = admin_of(type(record)).label(record)
    return {"label": label, "url": change_address(record)}


def admin_of(model):
    return site.get_model_admin(model)


def named(model):
    return capfirst(model._meta.verbose_name_plural)
