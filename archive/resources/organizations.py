"""The sheet of organizations."""

from archive.models import Organization
from archive.resources.sheets import IDENTITY, SheetResource


class OrganizationResource(SheetResource):
    class Meta:
        model = Organization
        fields = [
            *IDENTITY,
            "name",
            "native_name",
            "kind",
            "parent",
            "place",
        ]
        import_id_fields = ["name", "place"]
