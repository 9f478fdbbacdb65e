"""Choosing another record by typing: never a menu, and no query for what is known already."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


class Known:
    """A field that was given some of its records: `known`, by key as text."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {}
        self.call = str  # how a record is called: the admin of its model knows better

    def label_from_instance(self, obj):
        return self.call(obj)


class KnownChoiceField(Known, forms.ModelChoiceField):
    def to_python(self, value):
        return self.known.get(str(value)) or super().to_python(value)


class KnownMultipleChoiceField(Known, forms.ModelMultipleChoiceField):
    """Several records."""


class KnownOptions:
    """Render what is chosen from what the field knows; ask the database only for the rest."""

    def optgroups(self, name, value, attr=None):
        field = self.choices.field
        chosen = [str(key) for key in value if str(key) not in field.empty_values]
        if not all(key in field.known for key in chosen):
            return super().optgroups(name, value, attr)
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", selected=False, index=0))
        for key in chosen:
            label = field.label_from_instance(field.known[key])
            options.append(self.create_option(name, key, label, selected=True, index=len(options)))
        return [(None, options, 0)]


class KnownSelect(KnownOptions, AutocompleteSelect):
    """One record."""


class KnownSelectMultiple(KnownOptions, AutocompleteSelectMultiple):
    """Several records."""


def tell_known(form):
    """Give the fields of a form the related records that its instance already holds."""
    for name, field in form.fields.items():
        if not isinstance(field, Known):
            continue
        if isinstance(field, KnownMultipleChoiceField):
            held = getattr(form.instance, "_prefetched_objects_cache", {}).get(name, [])
        else:
            held = [form.instance._state.fields_cache.get(name)]
        field.known = {str(record.pk): record for record in held if record is not None}
