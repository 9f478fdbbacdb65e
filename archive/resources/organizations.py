"""The sheet of organizations."""

from archive.models import Organization
from archive.resources.sheets import IDENTITY, WITHDRAWN, SheetResource


class OrganizationResource(SheetResource):
    rare = WITHDRAWN

    class Meta:
        model = Organization
        fields = [
            *IDENTITY,
            "name",
            "native_name",
            "kind",
            "parent",
            "place",
            *WITHDRAWN,
        ]
        import_id_fields = ["name", "place"]
