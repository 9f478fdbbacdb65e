"""One `Saving` around each request that writes, whatever the editor does in it."""

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from archive.services.saving import Saving

MOST_AT_ONCE = 1000  # records that one action may touch


class SavingAdmin(SimpleHistoryAdmin):
    """Every write of a record, fact or passage goes through `request.saving`.

    It is open for the whole request, so that a form with its inlines is settled once, and
    all of it or nothing is kept. The row being edited is locked meanwhile.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        return self.in_one_saving(request, view, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return self.in_one_saving(request, super().delete_view, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        return self.in_one_saving(request, super().changelist_view, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        view = self.revert_view
        return self.in_one_saving(request, view, object_id, version_id, extra_context)

    def revert_view(self, request, object_id, version_id, extra_context=None):
        """A former version, with `request.reverted`: the row as stored, None if deleted."""
        rows = self.model._default_manager.filter(pk=unquote(object_id))
        if hasattr(request, "saving"):
            rows = rows.select_for_update()
        request.reverted = rows.first()
        return super().history_form_view(request, object_id, version_id, extra_context)

    def in_one_saving(self, request, view, *args):
        """The view's answer. What the database refuses is said in the form, not as an error."""
        if request.method != "POST":
            return view(request, *args)
        try:
            return self.within_saving(request, view, *args)
        except IntegrityError as error:
            # Nothing was saved, so nothing may be reported as saved.
            messages.get_messages(request)._queued_messages.clear()
            request.refusal = why_refused(error)
        try:
            return self.within_saving(request, view, *args)
        except IntegrityError:
            self.message_user(request, request.refusal, messages.ERROR)
            return HttpResponseRedirect(request.path)

    @staticmethod
    def within_saving(request, view, *args):
        with Saving() as saving:
            request.saving = saving
            return view(request, *args)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None and hasattr(request, "saving"):
            rows = self.get_queryset(request).select_for_update(of=("self",))
            return rows.filter(pk=found.pk).first()
        return found

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed() and not hasattr(request, "reverted"):
            return
        obj._history_user = request.user
        request.saving.save(obj)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for record in formset.deleted_objects:
            request.saving.delete(record)
        for record in [*formset.new_objects, *(each for each, _names in formset.changed_objects)]:
            request.saving.save(record)
        formset.save_m2m()
        for row in formset.forms:
            if getattr(row, "citation", None) and row not in formset.deleted_forms:
                setattr(row.citation, row.instance.record_kind(), row.instance)
                request.saving.save(row.citation)

    def delete_model(self, request, obj):
        request.saving.delete(obj)

    def delete_queryset(self, request, queryset):
        for record in queryset.order_by("pk"):
            request.saving.delete(record)

    def response_action(self, request, queryset, **kwargs):
        """Refuse an action over more records than one transaction should hold."""
        if request.POST.get("select_across") == "1":
            count = queryset.order_by()[: MOST_AT_ONCE + 1].count()
            if count > MOST_AT_ONCE:
                message = _("Choose at most %(most)d at once: narrow the list by searching.")
                self.message_user(request, message % {"most": MOST_AT_ONCE}, messages.ERROR)
                return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, **kwargs)


def why_refused(error):
    """What an editor is told when the database refuses: the rule of the constraint it names."""
    said = str(error)
    for constraint in constraints():
        if constraint.name in said:
            return str(constraint.violation_error_message)
    return _(
        "Two rows of this page say the same, or a colleague saved the same at the same moment. "
        "Nothing was saved: look it through and save again."
    )


def constraints():
    """The constraints of all our models."""
    for model in apps.get_app_config("archive").get_models():
        yield from model._meta.constraints
