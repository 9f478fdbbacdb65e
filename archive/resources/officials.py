"""The sheet of officials."""

from archive.models import Official
from archive.resources.sheets import IDENTITY, WITHDRAWN, SheetResource


class OfficialResource(SheetResource):
    rare = WITHDRAWN

    class Meta:
        model = Official
        fields = [
            *IDENTITY,
            "name",
            "native_name",
            "note",
            "wikidata",
            *WITHDRAWN,
        ]
        import_id_fields: list[str] = []
