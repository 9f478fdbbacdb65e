"""The sheet of progress."""

from archive.models import Progress
from archive.resources.sheets import DATED, IDENTITY, SOURCE, SourcedResource


class ProgressResource(SourcedResource):
    class Meta:
        model = Progress
        fields = [
            *IDENTITY,
            "agreement",
            *DATED,
            "status",
            "note",
            *SOURCE,
        ]
        import_id_fields = ["agreement", "date", "status"]
