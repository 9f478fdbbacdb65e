"""The filter of the search page: what narrows records of several kinds at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.filters.agreements import AgreementFilter
from archive.filters.articles import ArticleFilter
from archive.filters.base import DayFilter, RecordChoice, RecordFilter, TypedFilter
from archive.filters.delegations import DelegationFilter
from archive.filters.events import EventFilter
from archive.filters.officials import OfficialFilter
from archive.filters.organizations import OrganizationFilter
from archive.filters.places import PlaceFilter
from archive.models import RECORDS, Official, Organization, Place

FILTERS: dict[str, type[RecordFilter]] = {
    "official": OfficialFilter,
    "organization": OrganizationFilter,
    "place": PlaceFilter,
    "event": EventFilter,
    "delegation": DelegationFilter,
    "agreement": AgreementFilter,
    "article": ArticleFilter,
}
NARROWING = ("from", "to", "place", "organization", "official")


class SearchFilter(RecordFilter):
    """What was typed and the kind stay with the form, the rest is asked for."""

    q = TypedFilter(widget=forms.HiddenInput())
    kind = TypedFilter(widget=forms.HiddenInput())
    from_ = DayFilter(
        label=_("From"), help_text=_("A day, a month or a year: 2018-09-12, 2018-09, 2018.")
    )
    to = DayFilter(label=_("To"), last=True)
    place = RecordChoice(Place, label=_("Place"))
    organization = RecordChoice(Organization, label=_("Organization"))
    official = RecordChoice(Official, label=_("Official"))

    def narrowed(self) -> dict[str, QuerySet] | None:
        """By kind the public records that the filters leave; None where there are none of them.

        A kind that a filter says nothing of, as officials have no day, is left out. Call when
        the filter is valid.
        """
        given = self.form.cleaned_data
        words = {name: given[name] for name in NARROWING if given.get(name)}
        if not words:
            return None
        return {
            kind: narrowed(kind, words)
            for kind, kinds_filter in FILTERS.items()
            if words.keys() <= kinds_filter.base_filters.keys()
        }


def narrowed(kind: str, words: dict[str, Any]) -> QuerySet:
    rows = RECORDS[kind]._default_manager.filter(is_public=True)
    filters = FILTERS[kind](queryset=rows).filters
    for name, value in words.items():
        rows = filters[name].filter(rows, value)
    return rows
