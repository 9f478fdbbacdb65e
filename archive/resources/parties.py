"""The sheet of parties."""

from archive.models import Party
from archive.resources.sheets import IDENTITY, SOURCE, SourcedResource


class PartyResource(SourcedResource):
    class Meta:
        model = Party
        fields = [
            *IDENTITY,
            "agreement",
            "organization",
            "place",
            "official",
            "unnamed",
            "position",
            "role",
            "inferred",
            *SOURCE,
        ]
        import_id_fields = ["agreement", "organization", "place", "official", "unnamed", "role"]
