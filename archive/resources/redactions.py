"""The sheet of redactions."""

from django.utils.translation import gettext_lazy as _

from archive.models import Redaction
from archive.resources.sheets import IDENTITY, Column, SheetResource
from archive.resources.widgets import Verbatim


class RedactionResource(SheetResource):
    quote = Column("exact", widget=Verbatim(), required=True, meaning=_("The words to withhold."))

    class Meta:
        model = Redaction
        fields = [*IDENTITY, "article", "quote", "reason"]
        import_id_fields = ["article", "quote"]
