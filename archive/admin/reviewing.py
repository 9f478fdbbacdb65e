"""Records that are drafted, reviewed and published; and those that may be withdrawn."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.guarding import OPEN_TO_ALL, may_publish
from archive.models import Status

PUBLISHING = (
    gettext_lazy("Publishing"),
    {"fields": [("status", "withdrawal_reason"), "public_state"]},
)
STANDING = (
    gettext_lazy("Publishing"),
    {"fields": [("withdrawn", "withdrawal_reason"), "public_state"]},
)
FACT = (gettext_lazy("Publishing"), {"fields": ["unsourced", "public_state"]})
IDENTITY = (
    gettext_lazy("Address"),
    {
        "fields": ["slug"],
        "classes": ["collapse"],
        "description": gettext_lazy("Used in its address and in spreadsheets, for ever."),
    },
)


class Publishable:
    """Mixed into the admins of records with a status: publishers may publish several at once."""

    actions = ["publish"]

    def has_publish_permission(self, request):
        return may_publish(request.user) and self.has_change_permission(request)

    @admin.action(
        description=gettext_lazy("Publish selected %(verbose_name_plural)s"),
        permissions=["publish"],
    )
    def publish(self, request, queryset):
        """Publish those in draft and in review; the withdrawn need a decision each."""
        rows = queryset.filter(status__in=OPEN_TO_ALL).order_by("pk")
        keys = list(rows.values_list("pk", flat=True))
        done = 0
        for record in (
            self.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
        ):
            record.status = Status.PUBLISHED
            try:
                record.full_clean()
            except ValidationError as error:
                text = f"{record}: {' '.join(error.messages)}"
                self.message_user(request, text, messages.ERROR)
                continue
            request.saving.save(record)
            self.log_change(request, record, _("Published."))
            done += 1
        message = ngettext("%d record was published.", "%d records were published.", done)
        self.message_user(request, message % done, messages.SUCCESS if done else messages.WARNING)
