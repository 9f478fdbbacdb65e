"""The records and their truth."""

from archive.models.agreements import Agreement, AgreementKind
from archive.models.appearances import Appearance, AppearanceRole, Side
from archive.models.articles import Article
from archive.models.citations import TARGETS, Citation, Supports, quotes
from archive.models.data_versions import DataVersion
from archive.models.dated import LONG_AGO, DateBasis
from archive.models.delegations import Delegation
from archive.models.events import Event, EventKind
from archive.models.former_slugs import FormerSlug
from archive.models.imported_rows import ImportedRow
from archive.models.imports import ImportAction, ImportChange, ImportRun, ImportStatus
from archive.models.names import Name, NameKind
from archive.models.officials import Official
from archive.models.organizations import Organization, OrganizationKind
from archive.models.parties import Party, PartyRole
from archive.models.places import Place, PlaceLevel
from archive.models.posts import Post
from archive.models.progress import Progress, ProgressStatus
from archive.models.records import Status
from archive.models.redactions import Redaction
from archive.models.search_entries import SearchEntry
from archive.models.users import User

# By the singular word used in addresses, sheets and the search.
RECORDS = {
    model.record_kind(): model
    for model in (Article, Official, Delegation, Agreement, Event, Organization, Place)
}
FACTS = {model.record_kind(): model for model in (Post, Appearance, Party, Progress, Name)}

__all__ = [
    "FACTS",
    "LONG_AGO",
    "RECORDS",
    "TARGETS",
    "Agreement",
    "AgreementKind",
    "Appearance",
    "AppearanceRole",
    "Article",
    "Citation",
    "DataVersion",
    "DateBasis",
    "Delegation",
    "Event",
    "EventKind",
    "FormerSlug",
    "ImportAction",
    "ImportChange",
    "ImportRun",
    "ImportStatus",
    "ImportedRow",
    "Name",
    "NameKind",
    "Official",
    "Organization",
    "OrganizationKind",
    "Party",
    "PartyRole",
    "Place",
    "PlaceLevel",
    "Post",
    "Progress",
    "ProgressStatus",
    "Redaction",
    "SearchEntry",
    "Side",
    "Status",
    "Supports",
    "User",
    "quotes",
]
