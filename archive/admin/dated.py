"""How a dated claim is shown in lists and filled in on forms."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Article

DATE = (
    gettext_lazy("Date"),
    {
        "fields": [("date", "date_as_printed"), "date_basis", "date_note", "inferred"],
        "description": gettext_lazy("The words as printed, and what they mean. Blank: not stated."),
    },
)


class DatedAdmin:
    """Mixed into the admins of what has a dated claim."""

    @admin.display(description=gettext_lazy("date"), ordering="sorts_on")
    def dated(self, obj):
        """The date as stored, and under it the words as printed; without one, its event's."""
        record = getattr(obj, "dated", obj)
        prefix = "published" if isinstance(record, Article) else "date"
        edtf = getattr(record, prefix) or _("not stated")
        printed = getattr(record, f"{prefix}_as_printed")
        if not printed:
            return edtf
        return format_html('{}<br><small class="quiet">“{}”</small>', edtf, printed)
