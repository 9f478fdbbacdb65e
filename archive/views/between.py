"""What stands between two sides: read, put in order, and said in a few words."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Case, Model, QuerySet, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import (
    LONG_AGO,
    Agreement,
    Appearance,
    AppearanceRole,
    Article,
    Citation,
    Party,
    PartyRole,
    Progress,
    quotes,
)
from archive.templatetags.facts import between_terms
from archive.templatetags.frame import LISTS, as_number, counted
from archive.templatetags.records import sides
from archive.views.charts import STANDS, Chart, chart, kinds_counted
from archive.views.parts import Some, in_order_of_support, people_at, some
from archive.views.sides import Pair

SHOWN = 50  # of each: pairings, delegations, events, agreements
NAMED = 500  # appearances read to say who led, presided and spoke
NAMES = 8  # of those who spoke at one event
SPEAKING = ["presided", "spoke", "reported", "received", "conveyed"]
WHO = {"official", "organization", "place"}
SECTIONS = {
    "pairings": Pair.pairings,
    "delegations": Pair.delegations,
    "events": Pair.events,
    "agreements": Pair.agreements,
}
HEADINGS = {**LISTS, "pairing": gettext_lazy("Standing ties")}


@dataclass
class Item:
    """Something between the two, at its place in the order of days."""

    record: Model
    kind: str  # "pairing", "delegation", "event", "agreement"
    people: int = 0  # named
    agreement_count: int = 0  # of this pair's
    speaking: list[tuple[str, list[Appearance]]] = field(default_factory=list)

    @property
    def when(self) -> tuple[bool, object, int]:
        """Dated first, then undated; within a day what stands above comes first."""
        rank = ["pairing", "delegation", "event", "agreement"].index(self.kind)
        return (self.record.sorts_on == LONG_AGO, self.record.sorts_on, rank, self.record.pk)

    @property
    def quote(self) -> Citation | None:
        """The passage that says most."""
        passages = in_order_of_support(self.record.public_citations)
        whole = [each for each in passages if not each.about]
        return next(iter([*whole, *passages]), None)


def in_order(rows: QuerySet) -> QuerySet:
    """The oldest first, those without a year last."""
    undated = Case(When(sorts_on=LONG_AGO, then=Value(1)), default=Value(0))
    return rows.order_by(undated, "sorts_on", "pk")


def everything(pair: Pair) -> dict:
    """What the page of a pair shows: 50 of each kind, and whether there are more."""
    found = {
        name: some(in_order(rows(pair).for_list()).prefetch_related(quotes()), SHOWN)
        for name, rows in SECTIONS.items()
    }
    agreements = put_on_sides(pair, found["agreements"].rows)
    return {
        "pair": pair,
        "found": found,
        "items": items_of({name: each.rows for name, each in found.items()}),
        "summary": summary(found),
        "articles": articles_of(found),
        "longer": [(name, heading(name)) for name, each in found.items() if each.more],
        "agreements": agreements,
        "chart": kinds_chart(agreements),
        "is_signatory_named": any(each.signing for each in agreements),
        "progress": progress_of(found["agreements"].rows),
    }


def heading(name: str) -> str:
    return HEADINGS[name.removesuffix("s")]


def items_of(rows: dict[str, list[Model]]) -> list[Item]:
    """Pairings, delegations and events in the order of days, and agreements without an event."""
    agreements = rows.get("agreements", [])
    signed = Counter(agreement.event_id for agreement in agreements)
    items = [
        Item(
            record,
            name.removesuffix("s"),
            agreement_count=signed[record.pk] if name != "delegations" else 0,
        )
        for name in ("pairings", "events", "delegations")
        for record in rows.get(name, [])
    ]
    shown = {item.record.pk for item in items if item.kind != "delegation"}
    alone = [agreement for agreement in agreements if agreement.event_id not in shown]
    items += [Item(agreement, "agreement") for agreement in alone]
    say_who_was_there(items)
    return sorted(items, key=lambda item: item.when)


def say_who_was_there(items: list[Item]) -> None:
    """Give each event and delegation `people`, and who led, presided or spoke."""
    for name, kinds in (("event", ("event", "pairing")), ("delegation", ("delegation",))):
        at = {item.record.pk: item for item in items if item.kind in kinds}
        for pk, people in people_at(name, at).items():
            at[pk].people = people
        rows = Appearance.objects.public().exclude(official=None).filter(**{f"{name}__in": at})
        named: dict[int, list[Appearance]] = {}
        for each in rows.select_related("official").order_by("pk")[:NAMED]:
            named.setdefault(getattr(each, f"{name}_id"), []).append(each)
        for pk, appearances in named.items():
            at[pk].speaking = parts_played(appearances, leading=name == "delegation")


def parts_played(appearances: list[Appearance], *, leading: bool) -> list[tuple]:
    """(“Spoke”, those who did) in the order of the parts; of a delegation who led it."""
    labels = dict(AppearanceRole.choices)
    roles = ["led"] if leading else SPEAKING
    played = [(role, [each for each in appearances if role in each.roles]) for role in roles]
    return [
        (capfirst(labels[role]), once_each(people)[:NAMES]) for role, people in played if people
    ]


def once_each(appearances: list[Appearance]) -> list[Appearance]:
    return list({each.official_id: each for each in reversed(appearances)}.values())[::-1]


@dataclass
class Sided:
    """An agreement with its parties put on the two sides of the pair."""

    agreement: Agreement
    one: list[Party]
    other: list[Party]
    neither: list[Party]

    @property
    def signing(self) -> list[Party]:
        """Who signed or witnessed it."""
        return [each for each in self.agreement.public_parties if each.role != PartyRole.PARTY]

    @property
    def sureness(self) -> str:
        """How sure the sides are: "" both stated, "guess" one concluded, "unknown" both."""
        concluded = [
            bool(side) and all(WHO & set(party.inferred) for party in side)
            for side in (self.one, self.other)
        ]
        return STANDS[sum(concluded)]


def put_on_sides(pair: Pair, agreements: list[Agreement]) -> list[Sided]:
    parties = [party for agreement in agreements for party in agreement.public_parties]
    ids = {standing_for(pair, party) for party in parties} - {None}
    one, other = pair.one.holding(ids), pair.other.holding(ids)
    return [
        Sided(
            agreement,
            [p for p in agreement.public_parties if standing_for(pair, p) in one],
            [p for p in agreement.public_parties if standing_for(pair, p) in other],
            [p for p in sides(agreement) if standing_for(pair, p) not in one | other],
        )
        for agreement in agreements
    ]


def standing_for(pair: Pair, party: Party) -> int | None:
    """The id of the place, body or person by which a party is of a side."""
    if pair.is_of_officials:
        return party.official_id
    if pair.kind == "organizations":
        return party.organization_id
    return party.place_id or (party.organization.place_id if party.organization else None)


def kinds_chart(sided: list[Sided]) -> Chart | None:
    number = len(sided)
    words = ngettext("%(number)s agreement by kind", "%(number)s agreements by kind", number) % {
        "number": as_number(number)
    }
    key = {
        "": _("both sides stated"),
        "guess": _("one side inferred"),
        "unknown": _("both sides inferred"),
    }
    counts = kinds_counted((each.agreement.kinds, each.sureness) for each in sided)
    return chart(counts, words=words, key=key)


def progress_of(agreements: list[Agreement]) -> list[Progress]:
    """What became of them: the last line of the ledger of each, the newest first."""
    rows = Progress.objects.public().filter(agreement__in=agreements).select_related("agreement")
    last = {line.agreement_id: line for line in rows.order_by("sorts_on", "pk")[:NAMED]}
    return sorted(last.values(), key=lambda line: (line.sorts_on, line.pk), reverse=True)


def summary(found: dict[str, Some]) -> str:
    """“1 delegation, 2 events, 13 agreements”; "" where there is nothing."""
    said = []
    for name, some_rows in found.items():
        number = len(some_rows.rows)
        if number and name == "pairings":
            ties = ngettext("%(number)s standing tie", "%(number)s standing ties", number)
            said.append(ties % {"number": as_number(number) + ("+" if some_rows.more else "")})
        elif number:
            said.append(counted(name.removesuffix("s"), number, some_rows.more))
    return between_terms().join(said)


def articles_of(found: dict[str, Some]) -> list[Article]:
    """The articles whose passages report what is shown."""
    records = [record for each in found.values() for record in each.rows]
    citations = [citation for record in records for citation in record.public_citations]
    return list({citation.article_id: citation.article for citation in citations}.values())
