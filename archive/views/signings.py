"""The agreements of a list by kind and by the places of their parties."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Party, PartyRole, Place
from archive.templatetags.frame import counted
from archive.views.charts import Chart, by_size, chart, kinds_counted
from archive.views.lists import COUNT_CAP, Page, Whole
from archive.views.partners import counted_for
from archive.views.sides import with_parents

PLACES = 8  # the most frequent
ROWS = 5 * COUNT_CAP  # parties that are read
KEY = {"": gettext_lazy("stated"), "guess": gettext_lazy("inferred")}


def charts_of_page(page: Page, whole: Whole) -> list[tuple[str, Chart]]:
    """Heading and chart: what the list holds, by kind and by place.

    Drawn beside the first page, of all agreements of the list; none where they are too many
    to be counted.
    """
    if not page.is_first or not page.rows or whole.is_capped:
        return []
    rows = whole.rows.prefetch_related(None).order_by()
    found = list(rows.values_list("pk", "kinds", "inferred")[:COUNT_CAP])
    drawn = [
        (_("By kind"), by_kind(found)),
        (_("By place of a party"), by_place([pk for pk, _kinds, _inferred in found])),
    ]
    return [(heading, each) for heading, each in drawn if each]


def by_kind(agreements: Iterable[tuple[int, list[str], list[str]]]) -> Chart | None:
    agreements = list(agreements)
    counts = kinds_counted(
        (kinds, "guess" if "kinds" in inferred else "") for _pk, kinds, inferred in agreements
    )
    words = _("%(agreements)s by kind") % {"agreements": counted("agreement", len(agreements))}
    return chart(counts, words=words, key=KEY)


def by_place(ids: list[int]) -> Chart | None:
    """The places that most of these agreements have a party of."""
    parties = Party.objects.public().filter(role=PartyRole.PARTY, agreement__in=ids)
    where = parties.annotate(where=Coalesce("place", "organization__place"))
    pairs = where.filter(where__isnull=False).values_list("agreement", "where").order_by()
    found = set(pairs.distinct()[:ROWS])
    rows = with_parents(Place.objects.public().filter(pk__in={place for _pk, place in found}))
    loaded = {place.pk: counted_for(place) for place in rows}
    at = {(pk, loaded[place]) for pk, place in found if place in loaded}
    numbers = Counter(str(place) for _pk, place in at)
    counts = by_size({name: Counter({"": number}) for name, number in numbers.items()})
    words = _("Agreements by the places of their parties")
    return chart(dict(islice(counts.items(), PLACES)), words=words, key=KEY)
