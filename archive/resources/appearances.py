"""The sheet of appearances."""

from archive.models import Appearance
from archive.resources.sheets import IDENTITY, SOURCE, SourcedResource


class AppearanceResource(SourcedResource):
    class Meta:
        model = Appearance
        fields = [
            *IDENTITY,
            "official",
            "group",
            "organization",
            "place",
            "event",
            "delegation",
            "side",
            "roles",
            "posts",
            "inferred",
            *SOURCE,
        ]
        import_id_fields = ["official", "group", "event", "delegation"]
