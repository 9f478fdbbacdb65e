"""What each public list may be narrowed by: the same words with the same meaning everywhere."""

from archive.filters.agreements import AgreementFilter
from archive.filters.articles import ArticleFilter
from archive.filters.delegations import DelegationFilter
from archive.filters.events import EventFilter
from archive.filters.officials import OfficialFilter
from archive.filters.organizations import OrganizationFilter
from archive.filters.places import PlaceFilter
from archive.filters.search import SearchFilter

__all__ = [
    "AgreementFilter",
    "ArticleFilter",
    "DelegationFilter",
    "EventFilter",
    "OfficialFilter",
    "OrganizationFilter",
    "PlaceFilter",
    "SearchFilter",
]
