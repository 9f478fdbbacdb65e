"""Finding: what a query finds in the full-text indexes, asked by prepared statements."""

from functools import cache, cached_property
from itertools import batched

from django.apps import apps
from django.db.models import IntegerField, QuerySet, Subquery

from archive.models.entry_ids import KINDS, KINDS_WITHOUT_DAYS, PUBLIC, Span, span
from archive.models.prepared import MOST_AT_ONCE, Prepared
from archive.models.search_indexes import IndexQuerySet, NameIndex, Sought, TextIndex
from archive.text.queries import closed, parse_query

COUNT_CAP = 1000  # beyond it a search says "more than 1,000"
SHORTEST_IN_TEXTS = 4  # letters from which the last word goes on in texts, not in names only

type Index = type[NameIndex | TextIndex]


@cache
def reading(index: Index, size: int, kind: str = "", *, gather: bool) -> Prepared:
    """Asks an index for its first ids, so many at most, with some words and within a span."""

    def ids(words, first, last):
        return index.objects.within(first, last).asked(words, kind, gather=gather).ids()[:size]

    return Prepared(ids, keeps_plan=False)


@cache
def reading_any(index: Index, size: int, kind: str = "") -> Prepared:
    """The same in no order, to see whether there are more. Costs the least for common words."""

    def ids(words, first, last):
        rows = index.objects.within(first, last).asked(words, kind, gather=True)
        return rows.order_by().ids()[:size]

    return Prepared(ids, keeps_plan=False)


@cache
def looking_up(index: Index) -> Prepared:
    """Asks an index which of some ids have some words."""

    def ids(words, entries):
        return index.objects.having(words).filter(rowid__in=entries).ids()

    return Prepared(ids, keeps_plan=False)


class NumberOf(Subquery):
    """How many rows a query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()


@cache
def counting(index: Index, cap: int, *, public: bool) -> Prepared:
    """Asks an index how many entries of each kind have some words, no further than the cap.

    In one statement, a column for each kind and span.
    """

    def counts(words: str) -> QuerySet:
        columns = {
            f"{kind}_{number}": NumberOf(
                index.objects.within(*each)
                .asked(words, kind, gather=True)
                .order_by()
                .ids()[: cap + 1]
            )
            for kind in KINDS
            for number, each in enumerate(spans(kind, public=public))
        }
        any_row = apps.get_model("archive", "SearchEntry")._default_manager.order_by()
        return any_row.annotate(**columns).values(*columns)[:1]

    return Prepared(counts, keeps_plan=False)


def numbers_of_kinds(index: Index, asked: str, cap: int, *, public: bool = True) -> dict[str, int]:
    """How many entries of each kind have what is asked, counted one beyond the cap at most."""
    row: dict[str, int] = next(iter(counting(index, cap, public=public)(asked)), {})
    numbers = dict.fromkeys(KINDS, 0)
    for name, number in row.items():
        numbers[name.partition("_")[0]] += number
    return numbers


def spans(kind: str, *, public: bool) -> list[Span]:
    """Where the entries of a kind stand: the public ones, and where `public` is false all."""
    shown = span(kind)
    return [shown] if public else [shown, Span(shown.first - PUBLIC, shown.last - PUBLIC)]


class Found:
    """What a query finds: rows of the text index, and rows of the name index.

    The last word may go on, but not if it is common as it stands: then it is meant as it
    stands, and a search need not gather what else begins so. In texts it goes on from four
    letters; with fewer, `apart` is true, and names are found that are not found in texts.
    `is_common` is true where more than the cap are known to be found.
    """

    def __init__(self, q: str, *, public: bool = True):
        self.public = public
        self.query = parse_query(q)
        self.in_texts = closed(self.query)
        self.is_common = False
        if self.in_texts != self.query:
            self.is_common = sum(self.texts_of_kinds.values()) > COUNT_CAP
            if self.is_common:
                self.query = self.in_texts
            else:
                self.in_texts = closed(self.query, shorter_than=SHORTEST_IN_TEXTS)
                del self.texts_of_kinds
        self.apart = self.in_texts != self.query

    def __bool__(self) -> bool:
        """Whether there is a word to find."""
        return bool(self.query.terms or self.query.phrases)

    def in_text(self, kind: str = "") -> Sought:
        return Sought(self.in_texts, kind=kind, public=self.public)

    def in_names(self, kind: str = "") -> Sought:
        return Sought(self.query, kind=kind, public=self.public)

    def texts(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = self.in_text(kind)
        return TextIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    def names(self, kind: str = "", *, gather: bool = False) -> IndexQuerySet:
        sought = self.in_names(kind)
        return NameIndex.objects.matching(sought, gather=gather or kind in KINDS_WITHOUT_DAYS)

    @cached_property
    def texts_of_kinds(self) -> dict[str, int]:
        """How many texts of each kind are found, counted no further than one beyond the cap."""
        return numbers_of_kinds(TextIndex, self.in_text().asked, COUNT_CAP, public=self.public)

    @cached_property
    def names_of_kinds(self) -> dict[str, int]:
        return numbers_of_kinds(NameIndex, self.in_names().asked, COUNT_CAP, public=self.public)

    def first_texts(
        self, size: int, kind: str = "", within: Span | None = None, *, gather: bool = False
    ) -> list[int]:
        """The first ids of texts, so many at most, of a kind and within a span of its ids."""
        return self.first(TextIndex, self.in_text(kind), size, kind, within, gather)

    def first_names(
        self, size: int, kind: str = "", within: Span | None = None, *, gather: bool = False
    ) -> list[int]:
        return self.first(NameIndex, self.in_names(kind), size, kind, within, gather)

    def first(self, index, sought, size, kind, within, gather):
        if not sought:
            return []
        first, last = within or sought.span or Span(-PUBLIC)
        gather = gather or not kind or kind in KINDS_WITHOUT_DAYS
        return reading(index, size, kind, gather=gather)(sought.asked, first, last)

    def any_texts(self, size: int, kind: str = "") -> list[int]:
        """Ids of texts of a kind, so many at most, sorted: all there are, or some of them."""
        return self.any(TextIndex, self.in_text(kind), size, kind)

    def any_names(self, size: int, kind: str = "") -> list[int]:
        return self.any(NameIndex, self.in_names(kind), size, kind)

    def any(self, index: Index, sought: Sought, size: int, kind: str) -> list[int]:
        if not sought:
            return []
        first, last = sought.span or Span(-PUBLIC)
        return sorted(reading_any(index, size, kind)(sought.asked, first, last))

    def of(self, entries: list[int]) -> set[int]:
        """Those of these entries that are found, whatever they are of, public or not."""
        ids = set(looking_up(TextIndex)(self.in_text().asked, entries))
        return ids | self.named(entries) if self.apart else ids

    def named(self, entries: list[int]) -> set[int]:
        """Those of these entries that are so named or titled."""
        asked = self.in_names().asked
        some = batched(entries, MOST_AT_ONCE, strict=False)
        return {pk for each in some for pk in looking_up(NameIndex)(asked, list(each))}
