"""The sheet of events."""

from archive.models import Event
from archive.resources.sheets import DATED, IDENTITY, REASON, SOURCE, SourcedResource


class EventResource(SourcedResource):
    rare = REASON

    class Meta:
        model = Event
        fields = [
            *IDENTITY,
            "label",
            "kind",
            *DATED,
            "place",
            "organization",
            "venue",
            "parent",
            "status",
            "inferred",
            *SOURCE,
            *REASON,
        ]
        import_id_fields = ["label", "date", "place"]
