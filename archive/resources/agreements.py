"""The sheet of agreements."""

from archive.models import Agreement
from archive.resources.sheets import DATED, IDENTITY, REASON, SOURCE, SourcedResource


class AgreementResource(SourcedResource):
    rare = REASON

    class Meta:
        model = Agreement
        fields = [
            *IDENTITY,
            "title",
            "subject",
            "kinds",
            "kind_as_printed",
            "set",
            "event",
            *DATED,
            "place",
            "status",
            "inferred",
            *SOURCE,
            *REASON,
        ]
        import_id_fields = ["title", "event", "date"]
