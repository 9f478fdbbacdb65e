"""The sheet of delegations."""

from archive.models import Delegation
from archive.resources.sheets import DATED, IDENTITY, REASON, SOURCE, SourcedResource


class DelegationResource(SourcedResource):
    rare = REASON

    class Meta:
        model = Delegation
        fields = [
            *IDENTITY,
            "label",
            "from_place",
            "from_organization",
            "to_place",
            "to_organization",
            "size",
            "purpose",
            *DATED,
            "status",
            "inferred",
            *SOURCE,
            *REASON,
        ]
        import_id_fields = ["label", "date"]
