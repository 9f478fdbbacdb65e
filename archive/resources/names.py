"""The sheet of names."""

from django.utils.translation import gettext_lazy as _

from archive.models import Name
from archive.models.names import NAMED
from archive.resources.sheets import IDENTITY, UNSOURCED, ArcKind, ArcRecord, SheetResource


class NameResource(SheetResource):
    rare = ["inferred", *UNSOURCED]
    arc = NAMED
    kind_of_record = ArcKind(NAMED, meaning=_("The kind of record that has this name."))
    record = ArcRecord(NAMED, meaning=_("The record that has this name: its slug or its name."))

    class Meta:
        model = Name
        fields = [
            *IDENTITY,
            "kind_of_record",
            "record",
            "text",
            "kind",
            "language",
            "inferred",
            *UNSOURCED,
        ]
        import_id_fields = ["kind_of_record", "record", "text", "kind", "language"]
