"""The sheet of redactions."""

from django.utils.translation import gettext_lazy as _

from archive.models import Redaction
from archive.resources.sheets import IDENTITY, Column, SheetResource
from archive.resources.widgets import Verbatim, Words


class RedactionResource(SheetResource):
    defaults = {"reason": "withheld"}  # as neutral as can be, where a row gives none

    quote = Column("exact", widget=Verbatim(), required=True, meaning=_("The words to withhold."))
    reason = Column(
        "reason",
        widget=Words(),
        meaning=_("Shown in place of the words, such as private person. Left blank: withheld."),
    )

    class Meta:
        model = Redaction
        fields = [*IDENTITY, "article", "quote", "reason"]
        import_id_fields = ["article", "quote"]
