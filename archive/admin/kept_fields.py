"""How the fields of records, facts and passages are typed in, on pages and in inlines."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import TextField
from django.forms import Media
from django.utils.text import capfirst

from archive.admin.choosing import (
    KnownChoiceField,
    KnownMultipleChoiceField,
    KnownSelect,
    KnownSelectMultiple,
)
from archive.admin.fields import AS_PRINTED, as_printed, inferred_field
from archive.models.terms import TermsField

ROWS = {"exact": 3, "text": 30}  # lines shown of words of a source; one line otherwise
NOTE = AdminTextareaWidget(attrs={"rows": 3})


class KeptFields:
    """Mixed into admins and inlines: every other record is found by typing, never in a menu."""

    printed = AS_PRINTED
    formfield_overrides: Any = {TextField: {"widget": NOTE}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.autocomplete_fields = [
            field.name
            for field in [*self.opts.fields, *self.opts.many_to_many]
            if field.is_relation and field.editable
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.printed:
            return as_printed(db_field, ROWS.get(db_field.name, 1))
        if db_field.name == "inferred":
            return inferred_field(self.opts.model)
        if db_field.name == "slug":
            kwargs["required"] = False
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # not in passing
        if isinstance(db_field, TermsField):
            field.label = capfirst(field.label)
        return field

    @property
    def media(self):
        return super().media + Media(js=["archive/admin.js"])

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        widget = KnownSelect(db_field, self.admin_site)
        kwargs = {"form_class": KnownChoiceField, "widget": widget, **kwargs}
        return self.called(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        widget = KnownSelectMultiple(db_field, self.admin_site)
        kwargs = {"form_class": KnownMultipleChoiceField, "widget": widget, **kwargs}
        return self.called(super().formfield_for_manytomany(db_field, request, **kwargs))

    def get_field_queryset(self, db, db_field, request):
        """The records to choose from, with what their labels say, without their texts."""
        return self.admin_site.get_model_admin(db_field.related_model).for_labels()

    def called(self, field):
        """Let the field call its records as the admin of their model does."""
        field.call = self.admin_site.get_model_admin(field.queryset.model).label
        return field

    def with_version(self, fieldsets):
        """The fieldsets with the hidden version that the editor saw."""
        (heading, options), *others = fieldsets
        fields = [*options["fields"], "opened_version"]
        return [(heading, {**options, "fields": fields}), *others]

    def joined_relations(self):
        """The foreign keys in `related`, and on to what the labels of their records say."""
        for name in self.related:
            yield name
            remote = self.opts.get_field(name).related_model
            for path in self.admin_site.get_model_admin(remote).label_related:
                yield f"{name}__{path}"
