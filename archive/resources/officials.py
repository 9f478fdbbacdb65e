"""The sheet of officials."""

from archive.models import Official
from archive.resources.sheets import IDENTITY, SheetResource


class OfficialResource(SheetResource):
    class Meta:
        model = Official
        fields = [
            *IDENTITY,
            "name",
            "native_name",
            "note",
            "wikidata",
        ]
        import_id_fields: list[str] = []
