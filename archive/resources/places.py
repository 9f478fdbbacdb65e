"""The sheet of places."""

from archive.models import Place
from archive.resources.sheets import IDENTITY, WITHDRAWN, SheetResource


class PlaceResource(SheetResource):
    rare = WITHDRAWN

    class Meta:
        model = Place
        fields = [
            *IDENTITY,
            "name",
            "native_name",
            "level",
            "parent",
            "latitude",
            "longitude",
            "coordinates_source",
            *WITHDRAWN,
        ]
        import_id_fields = ["name", "parent"]
