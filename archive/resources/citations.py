"""The sheet of citations."""

from django.utils.translation import gettext_lazy as _

from archive.models import TARGETS, Citation
from archive.resources.sheets import IDENTITY, ArcKind, ArcRecord, Column, SheetResource
from archive.resources.widgets import Verbatim


class CitationResource(SheetResource):
    """Every citation but those that a fact's own row writes as `article` and `quote`."""

    arc = TARGETS
    kind_of_record = ArcKind(TARGETS, meaning=_("The kind of record or fact that it is about."))
    record = ArcRecord(TARGETS, meaning=_("The record or fact that it is about: its slug."))
    quote = Column(
        "exact", widget=Verbatim(), required=True, meaning=_("The words, copied from the article.")
    )

    class Meta:
        model = Citation
        fields = [
            *IDENTITY,
            "kind_of_record",
            "record",
            "about",
            "article",
            "quote",
            "prefix",
            "suffix",
            "supports",
            "note",
        ]
        import_id_fields = ["kind_of_record", "record", "about", "article", "quote"]
