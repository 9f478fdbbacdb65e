"""A list of short terms in one column, alike on SQLite and PostgreSQL."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class TermsField(models.TextField):
    """A list of terms, kept as ``;led;spoke;`` so that one LIKE finds a whole term.

    Python sees a list of strings, in the order given and without repetition. With `choices`
    only those terms are valid, and forms offer them as check boxes.
    """

    # For the type checker: what may be assigned, what is read.
    _pyi_private_set_type: list[str]  # type: ignore[assignment]
    _pyi_private_get_type: list[str]  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if value is None:
            return []
        terms = value.split(";") if isinstance(value, str) else value
        return list(dict.fromkeys(str(term).strip() for term in terms if str(term).strip()))

    def get_prep_value(self, value):
        terms = self.to_python(value)
        return f";{';'.join(terms)};" if terms else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        known = {key for key, _ in self.choices or []}
        unknown = [term for term in value if known and term not in known]
        if unknown:
            raise ValidationError(
                "%(unknown)s is not one of %(known)s.",
                code="invalid_choice",
                params={
                    "unknown": ", ".join(unknown),
                    "known": ", ".join(sorted(known)),
                },
            )

    def formfield(self, **kwargs):
        if self.choices:
            return forms.TypedMultipleChoiceField(
                choices=self.choices,
                required=False,
                label=self.verbose_name,
                help_text=self.help_text,
                widget=forms.CheckboxSelectMultiple,
            )
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "vTextField"}))
        return TermsFormField(
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=kwargs["widget"],
        )


class TermsFormField(forms.CharField):
    """The terms of a list without fixed choices, written with semicolons."""

    def prepare_value(self, value):
        return "; ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [term.strip() for term in (value or "").split(";") if term.strip()]

    def has_changed(self, initial, data):
        return list(initial or []) != self.to_python(data)


@TermsField.register_lookup
class HasTerm(models.Lookup):
    """``roles__has="led"``: the list has this whole term."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        term = str(self.rhs).replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        return f"{column} LIKE %s ESCAPE '\\'", [*parameters, f"%;{term};%"]
