"""The form of every record, fact and passage: it knows who fills it in and what they saw."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.admin.choosing import tell_known
from archive.admin.fields import VersionField, offer
from archive.admin.guarding import lock, may_publish, refuse_forgeries
from archive.admin.versions import conflict, values_at
from archive.models import FormerSlug, Status

NOT_SAVED_YET = 0  # stands for the key of a record that is made by the same form


class KeptForm(forms.ModelForm):
    """Refuses to overwrite a colleague's work, and decisions that are a publisher's.

    The class made for a request holds `user`, `refusal` (what the database said) and, when
    a former version is brought back, `reverting` and `stored`, the row as it is now.
    """

    opened_version = VersionField()

    user = None
    refusal = ""
    reverting = False
    stored = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tell_known(self)
        if "inferred" in self.fields:
            offer(self.fields["inferred"], self.instance.inferred)
        if isinstance(self.fields.get("about"), forms.ChoiceField):
            offer(self.fields["about"], [self.instance.about])
        if self.instance.pk:
            self.initial["opened_version"] = self.stored_version
        if self.is_bound and self.is_stale:
            self.initial.update(values_at(self.instance, self.opened, self.fields))
        if not may_publish(self.user):
            lock(self)

    @property
    def stored_version(self):
        return self.stored.version if self.stored else self.instance.version

    @cached_property
    def opened(self):
        """The version that the editor saw, or None if the request does not say."""
        try:
            return self.fields["opened_version"].clean(self["opened_version"].data)
        except ValidationError:
            return None

    @property
    def is_stale(self):
        """True if the record was saved since the form was opened."""
        return bool(self.instance.pk) and (self.opened is None or self.opened < self.stored_version)

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        refuse_forgeries(self)
        self.require_reason()
        self.refuse_former_address()
        if self.is_stale and (self.has_changed() or self.reverting):
            self.refuse_stale()
        return cleaned

    def refuse_stale(self):
        if self.opened is None:
            message = _("This form has lost its version. Open the page again.")
            self.add_error(None, message)
        else:
            self.add_error(None, conflict(self, self.opened))

    def refuse_former_address(self):
        """The address of a record that was merged goes on leading to the other."""
        slug = self.cleaned_data.get("slug")
        if self.instance.pk or not slug:
            return
        former = FormerSlug.objects.filter(kind=self._meta.model.record_kind(), slug=slug).first()
        if former is not None:
            message = _("This address leads to “%(slug)s”, into which its record was merged.")
            error = ValidationError(message, params={"slug": former.current_slug})
            self.add_error("slug", error)

    def require_reason(self):
        """A withdrawal says why, at the field where the reason belongs."""
        values = self.cleaned_data
        withdrawn = values.get("withdrawn") or values.get("status") == Status.WITHDRAWN
        if withdrawn and "withdrawal_reason" in values and not values["withdrawal_reason"]:
            message = _("Say why it is withdrawn: readers of its address will see the reason.")
            self.add_error("withdrawal_reason", message)

    def _post_clean(self):
        if self.instance.pk and not self.has_changed() and not self.reverting:
            return  # an unchanged row needs no checking, and stays as it is
        for name, field in self.fields.items():
            if isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None:
                self.cleaned_data.pop(name, None)
                setattr(self.instance, f"{name}_id", NOT_SAVED_YET)
        super()._post_clean()

    def validate_constraints(self):
        """Check all rules, also those over fields that stand elsewhere than in this form."""
        wrong = {name for name in self.errors if name in self.fields}
        if "exact" in wrong:
            wrong |= {"start", "end", "lost"}
        try:
            self.instance.validate_constraints(exclude=wrong)
        except ValidationError as error:
            self._update_errors(error)
