"""The sheet of places."""

from archive.models import Place
from archive.resources.sheets import IDENTITY, SheetResource


class PlaceResource(SheetResource):
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
        ]
        import_id_fields = ["name", "parent"]
