"""The words that narrow every list alike, and how a list is narrowed without doubling a row."""

from copy import copy
from functools import cache
from typing import ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.filters.facets import Facet
from archive.filters.fields import ABSENT, DayField, RecordField, TypedField
from archive.models import LONG_AGO, Citation, SearchEntry
from archive.models.dated import goes_on

LONGEST_SEARCH = 500

NEWEST, OLDEST = "newest", "oldest"
ORDERS = [(NEWEST, _("Newest first")), (OLDEST, _("Oldest first"))]


def any_of(rows: QuerySet, *ways: QuerySet) -> QuerySet:
    """The rows whose id is in one of `ways`, each a queryset of such ids.

    One subquery, not joins: a row that several facts lead to stays one row.
    """
    first, *others = ways
    return rows.filter(pk__in=first.union(*others, all=True))


def by(narrow):
    """The `method` of a filter, from a function of the rows and what is asked for."""
    return lambda rows, name, value: narrow(rows, value)


def cited(path: str) -> QuerySet:
    """The public citations of a public target, which is where `path` begins: "post__official"."""
    target = path.partition("__")[0]
    return Citation.objects.public().filter(**{f"{target}__is_public": True})


class Shared(django_filters.Filter):
    """A filter that every request copies, as FilterSet does, but not all that is within it."""

    def __deepcopy__(self, memo):
        twin = copy(self)
        twin.method = self.method  # bound to the twin
        return twin


class RecordChoice(Shared):
    """A filter whose value is one public record."""

    field_class = RecordField

    def __init__(self, model, **kwargs):
        super().__init__(**kwargs)
        self.extra["model"] = model


class DayFilter(Shared):
    field_class = DayField


class TypedFilter(Shared):
    field_class = TypedField


class OrderFilter(Shared):
    field_class = forms.ChoiceField


class KindFilter(Shared):
    """One or more of a fixed list of terms, as boxes to tick."""

    field_class = forms.MultipleChoiceField

    def __init__(self, choices, **kwargs):
        super().__init__(**kwargs)
        self.extra.update(choices=choices, widget=forms.CheckboxSelectMultiple)


class FilterForm(forms.Form):
    """The same fields in the same order above every list."""

    field_order = [
        "q",
        "from",
        "to",
        "kind",
        "place",
        "organization",
        "official",
        "event",
        "article",
        "language",
        "sort",
    ]

    def clean(self):
        cleaned = super().clean()
        if is_backwards(cleaned):
            message = _("The last day comes before the first.")
            raise ValidationError({"to": ValidationError(message, code=ABSENT)})
        return cleaned


def is_backwards(given):
    """Whether the last day that is asked for comes before the first."""
    start, end = given.get("from"), given.get("to")
    return bool(start and end and start > end)


@cache
def form_class(filterset):
    """The form of a filter: the same for every request."""
    fields = {name: each.field for name, each in filterset.base_filters.items()}
    return type(f"{filterset.__name__}Form", (filterset._meta.form,), fields)


class RecordFilter(django_filters.FilterSet):
    """A subclass adds its words; a name that Python keeps for itself ends in an underscore.

    `facets` are what its list counts; each counts as the filter of its word finds.
    """

    facets: ClassVar[list[Facet]] = []

    q = TypedFilter(
        label=_("Words"),
        method="search",
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        form = FilterForm

    def get_form_class(self):
        return form_class(type(self))

    @classmethod
    def asked(cls, data):
        """What an address asks for: parameter → its value, as the form cleans it, if any.

        None where it is not understood: the form says why. Reads only what the address names,
        while a form is made of all its fields.
        """
        given = {}
        for name, field in form_class(cls).base_fields.items():
            if name not in data:
                continue
            try:
                value = field.clean(field.widget.value_from_datadict(data, {}, name))
            except ValidationError:
                return None
            if value:
                given[name] = value
        return None if is_backwards(given) else given

    @classmethod
    def get_filters(cls):
        return {name.rstrip("_"): each for name, each in super().get_filters().items()}

    @property
    def unsearched(self) -> QuerySet:
        """What all filters leave but that of the words. The form is valid."""
        rows = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != "q":
                rows = self.filters[name].filter(rows, value)
        return rows

    def search(self, rows, name, value):
        return rows.filter(pk__in=SearchEntry.objects.record_ids(rows.model.record_kind(), value))


class DatedFilter(RecordFilter):
    """A list of what has days: those whose span overlaps the days asked for."""

    span = "date"  # whose `…_earliest` and `…_latest` are meant

    from_ = DayFilter(
        label=_("From"),
        method="not_before",
        help_text=_("A day, a month or a year: 2018-09-12, 2018-09, 2018."),
    )
    to = DayFilter(label=_("To"), method="not_after", last=True)
    sort = OrderFilter(label=_("Order"), method="in_order", choices=ORDERS)

    def not_before(self, rows, name, day):
        """Those that ended on this day or later, or have begun and no end is stated."""
        open_end = Q(**{f"{self.span}_latest": None}, sorts_on__gt=LONG_AGO)
        rows = rows.filter(Q(**{f"{self.span}_latest__gte": day}) | open_end)
        return rows.filter(sorts_on__gte=self.first_touching(rows.model, day))

    def first_touching(self, model, day):
        """The day on which the first of those begins: what is older need not be looked through.

        Only what spans several days can have begun before; an index knows all of that.
        """
        latest = f"{self.span}_latest"
        spans = model._default_manager.filter(goes_on(self.span)).order_by("sorts_on")
        touching = spans.filter(Q(**{f"{latest}__gte": day}) | Q(**{latest: None}))
        first = Subquery(touching.filter(sorts_on__lt=day).values("sorts_on")[:1])
        return Coalesce(first, Value(day, DateField()))

    def not_after(self, rows, name, day):
        """Those that began on this day or before, or ended at some time and no start is stated."""
        undated = Q(**{f"{self.span}_latest": None}, sorts_on=LONG_AGO)
        return rows.filter(sorts_on__lte=day).exclude(undated)

    def in_order(self, rows, name, order):
        return rows.oldest_first() if order == OLDEST else rows
