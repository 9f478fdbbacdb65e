"""The sheet of appearances."""

from archive.models import Appearance
from archive.resources.sheets import IDENTITY, SOURCE, UNSOURCED, SourcedResource


class AppearanceResource(SourcedResource):
    rare = UNSOURCED

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
            *UNSOURCED,
        ]
        import_id_fields = ["official", "group", "event", "delegation"]
