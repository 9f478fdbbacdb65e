"""Form fields of our own: words kept as printed, the version a form was opened with."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

# Words of a source, by the name of their field: never trimmed, never reshaped.
AS_PRINTED = {"exact", "prefix", "suffix", "date_as_printed", "published_as_printed"}

# Fields that say nothing about the world: no words support them, nobody concludes them.
BOOKKEEPING = {
    "slug",
    "status",
    "withdrawn",
    "withdrawal_reason",
    "inferred",
    "unsourced",
    "date_basis",
    "date_note",
    "published_basis",
    "published_note",
    "note",
}
# What is copied from the page is not concluded.
PRINTED_ONLY = {"article", "set", "position", "kind_as_printed", *AS_PRINTED}


class AsPrintedField(forms.CharField):
    """Words with their spaces; browsers send line ends in a shape of their own."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class VersionField(forms.IntegerField):
    """The version of a record that its editor saw: never a change of its own."""

    def __init__(self, **kwargs):
        super().__init__(required=False, min_value=0, widget=forms.HiddenInput, **kwargs)

    def has_changed(self, initial, data):
        return False


def as_printed(db_field, rows):
    """The form field for words of a source."""
    one_line = db_field.name.endswith("_as_printed")
    widget = AdminTextInputWidget() if one_line else AdminTextareaWidget(attrs={"rows": rows})
    return db_field.formfield(form_class=AsPrintedField, widget=widget)


def inferred_field(model):
    """Check boxes for the fields of `model` that a reader may have concluded."""
    labels = [(n, label) for n, label in field_labels(model) if n not in PRINTED_ONLY]
    return forms.MultipleChoiceField(
        label=_("Inferred"),
        help_text=_("Tick what the words do not give and you concluded."),
        choices=labels,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def about_field(model):
    """Which field of the record a passage is about."""
    choices = [("", _("the whole")), *field_labels(model)]
    help_text = _("What of it these words support.")
    return forms.ChoiceField(label=_("About"), choices=choices, required=False, help_text=help_text)


def field_labels(model):
    """The fields that say something about the world, with their labels."""
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.editable and not field.auto_created and field.name not in BOOKKEEPING:
            yield field.name, capfirst(field.verbose_name)


def offer(field, values):
    """Offer also what a record already says, though it is none of the usual choices."""
    known = {key for key, _label in field.choices}
    field.choices = [*field.choices, *((value, value) for value in values if value not in known)]
