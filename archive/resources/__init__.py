"""The workbook: its fourteen sheets, by name."""

from archive.resources.agreements import AgreementResource
from archive.resources.appearances import AppearanceResource
from archive.resources.articles import ArticleResource
from archive.resources.citations import CitationResource
from archive.resources.delegations import DelegationResource
from archive.resources.events import EventResource
from archive.resources.names import NameResource
from archive.resources.officials import OfficialResource
from archive.resources.organizations import OrganizationResource
from archive.resources.parties import PartyResource
from archive.resources.places import PlaceResource
from archive.resources.posts import PostResource
from archive.resources.progress import ProgressResource
from archive.resources.redactions import RedactionResource
from archive.resources.sheets import SheetResource

SHEETS: dict[str, type[SheetResource]] = {
    resource.sheet(): resource
    for resource in (
        ArticleResource,
        PlaceResource,
        OrganizationResource,
        OfficialResource,
        NameResource,
        PostResource,
        EventResource,
        DelegationResource,
        AppearanceResource,
        AgreementResource,
        PartyResource,
        ProgressResource,
        CitationResource,
        RedactionResource,
    )
}
SHEET_OF = {resource.model(): name for name, resource in SHEETS.items()}

__all__ = ["SHEETS", "SHEET_OF", "SheetResource"]
