"""The sheet of progress."""

from archive.models import Progress
from archive.resources.sheets import DATED, IDENTITY, SOURCE, UNSOURCED, SourcedResource


class ProgressResource(SourcedResource):
    rare = ["inferred", *UNSOURCED]

    class Meta:
        model = Progress
        fields = [
            *IDENTITY,
            "agreement",
            *DATED,
            "status",
            "note",
            *SOURCE,
            "inferred",
            *UNSOURCED,
        ]
        import_id_fields = ["agreement", "date", "status"]
