"""The sheet of parties."""

from archive.models import Party
from archive.resources.sheets import IDENTITY, SOURCE, UNSOURCED, SourcedResource


class PartyResource(SourcedResource):
    rare = UNSOURCED

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
            *UNSOURCED,
        ]
        import_id_fields = ["agreement", "organization", "place", "official", "unnamed", "role"]
