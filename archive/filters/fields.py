"""What a reader may type into a filter: a day, a month, a year; the name or slug of a record."""

import re
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from archive.models import FormerSlug, Name
from archive.models.names import NAMED
from archive.models.prepared import Prepared
from archive.text.dates import InvalidDate, bounds

LONGEST_NAME = 300
SEVERAL_NAMED = 10  # how many namesakes an error lists
ABSENT = "absent"  # the code of an error: there is no such record, or no such span of days

# A year, a month or a day that there is; 29 February in any year.
DAY = re.compile(
    r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31|"
    r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-9])))?"
)

TITLES = {"article": "title", "event": "label"}

NONE_CALLED = {
    "article": _("No public article is called “%(value)s”."),
    "official": _("No public official is called “%(value)s”."),
    "event": _("No public event is called “%(value)s”."),
    "organization": _("No public organization is called “%(value)s”."),
    "place": _("No public place is called “%(value)s”."),
}
SEVERAL_CALLED = {
    "article": _("Several articles are called “%(value)s”. Write one of these: %(slugs)s."),
    "official": _("Several officials are called “%(value)s”. Write one of these: %(slugs)s."),
    "event": _("Several events are called “%(value)s”. Write one of these: %(slugs)s."),
    "organization": _(
        "Several organizations are called “%(value)s”. Write one of these: %(slugs)s."
    ),
    "place": _("Several places are called “%(value)s”. Write one of these: %(slugs)s."),
}


class TypedField(forms.CharField):
    """One line of text that no browser fills in from memory."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)


class DayField(TypedField):
    """A day, a month or a year. Cleans to the first day of it, or with `last` to the last."""

    def __init__(self, *, last=False, **kwargs):
        self.last = last
        super().__init__(max_length=10, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            days = bounds(value) if DAY.fullmatch(value) else (None, None)
        except InvalidDate:
            days = (None, None)
        if None in days:
            raise ValidationError(_("Write a day, a month or a year: 2018-09-12, 2018-09, 2018."))
        return days[self.last]


@cache
def public_with_slug(model):
    """Asks for the public record of a model with a slug: a list of one or none."""
    return Prepared(lambda slug: model.objects.public().filter(slug=slug))


class RecordField(TypedField):
    """A public record, by its slug, or by a name that only one public record has."""

    def __init__(self, *, model, **kwargs):
        self.model = model
        super().__init__(max_length=LONGEST_NAME, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        record = self.by_slug(value)
        return record or self.by_name(value)

    def by_slug(self, slug):
        """The record with this slug, or that another with it was merged into."""
        public = public_with_slug(self.model)
        found = public(slug)
        if not found:
            former = FormerSlug.objects.filter(kind=self.model.record_kind(), slug=slug).first()
            found = public(former.current_slug) if former else []
        return found[0] if found else None

    def by_name(self, name):
        """The one record so called. Raises ValidationError when there is none, or several."""
        called = self.model.objects.public().filter(self.is_called(name)).order_by("pk")
        found = list(called[: SEVERAL_NAMED + 1])
        kind = self.model.record_kind()
        if not found:
            raise ValidationError(NONE_CALLED[kind], code=ABSENT, params={"value": name})
        if len(found) > 1:
            slugs = ", ".join(record.slug for record in found[:SEVERAL_NAMED])
            more = " …" if len(found) > SEVERAL_NAMED else ""
            params = {"value": name, "slugs": slugs + more}
            raise ValidationError(SEVERAL_CALLED[kind], params=params)
        return found[0]

    def is_called(self, name):
        """A condition: this is the record's name, or one of its public other names."""
        kind = self.model.record_kind()
        if kind not in NAMED:
            return Q(**{TITLES[kind]: name})
        others = Name.objects.public().filter(text__iexact=name, **{f"{kind}__isnull": False})
        return Q(sorts_as=Lower(Value(name))) | Q(pk__in=others.values(kind))
