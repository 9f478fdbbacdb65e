"""Dated claims: the words, what they mean, how sure that is."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.text.dates import InvalidDate, bounds

LONG_AGO = date(1, 1, 1)  # where a claim without a year stands when the newest come first

EDTF_HELP = _(
    "EDTF: 2018-11-26, 2018-11, 2018; 2018?-09-12 when the year is concluded; "
    "XXXX-09-12 when it is unknown; 2013/.. since 2013. Blank: not stated."
)


class DateBasis(models.TextChoices):
    """Where the part of a date comes from that the words lack."""

    STATED = "stated", _("stated")
    DATE_LINE = "date-line", _("date line")
    TEXT = "text", _("text")
    OTHER_ARTICLE = "another-article", _("another article")
    INFERRED = "inferred", _("inferred")
    UNKNOWN = "unknown", _("unknown")


def days_of(edtf, *, field):
    """The earliest and latest day of an EDTF string, or a ValidationError on `field`."""
    try:
        return bounds(edtf)
    except InvalidDate as error:
        raise ValidationError({field: str(error)}) from error


def sort_key(field):
    """The stored, never-null day by which lists put the newest first."""
    return models.GeneratedField(
        expression=Coalesce(field, Value(LONG_AGO)),
        output_field=models.DateField(),
        db_persist=True,
    )


def goes_on(field):
    """The condition that a claim spans more than one day, or that one side of it is open."""
    earliest, latest = f"{field}_earliest", f"{field}_latest"
    longer = Q(**{f"{latest}__isnull": True}) | Q(**{f"{latest}__gt": F(earliest)})
    return Q(**{f"{earliest}__isnull": False}) & longer | Q(
        **{f"{earliest}__isnull": True, f"{latest}__isnull": False}
    )


def list_index(prefix, *filtered):
    """The index of a list, newest first, with what it is `filtered` by beside its order.

    Rows that a filter leaves out are passed over within the index, without being read.
    """
    return models.Index(
        fields=["is_public", "-sorts_on", "-id", *filtered], name=f"{prefix}_latest"
    )


def span_index(prefix, field):
    """The index of the claims that span more than one day, by the first of them."""
    fields = ["sorts_on", f"{field}_latest"]
    return models.Index(fields=fields, condition=goes_on(field), name=f"{prefix}_spans")


def days_in_order(prefix, field):
    """The constraint that the days of a claim stand in order. `prefix` begins its name."""
    earliest, latest = f"{field}_earliest", f"{field}_latest"
    return models.CheckConstraint(
        name=f"{prefix}_days_in_order",
        condition=(
            Q(**{f"{earliest}__isnull": True})
            | Q(**{f"{latest}__isnull": True})
            | Q(**{f"{earliest}__lte": F(latest)})
        ),
        violation_error_message=_("The earliest day comes after the latest."),
    )


def date_constraints(prefix, field):
    """The days of a claim stand in order, and a claim that is not stated has none."""
    days = {f"{field}_earliest__isnull": True, f"{field}_latest__isnull": True}
    return [
        days_in_order(prefix, field),
        models.CheckConstraint(
            name=f"{prefix}_days_only_with_date",
            condition=~Q(**{field: ""}) | Q(**days),
            violation_error_message=_("A date that is not stated has no days."),
        ),
    ]


class Dated(models.Model):
    """The five parts of a dated claim, and the days they span."""

    date = models.CharField(_("date"), max_length=60, blank=True, help_text=EDTF_HELP)
    date_as_printed = models.CharField(
        _("date as printed"),
        max_length=200,
        blank=True,
        help_text=_("The words: “On September 12th”."),
    )
    date_basis = models.CharField(
        _("basis of the date"),
        max_length=20,
        choices=DateBasis,
        blank=True,
        help_text=_("Where the part comes from that the words lack."),
    )
    date_note = models.TextField(_("note on the date"), blank=True)
    date_earliest = models.DateField(null=True, blank=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, editable=False)
    sorts_on = sort_key("date_earliest")

    class Meta:
        abstract = True
        constraints = date_constraints("%(class)s", "date")

    def clean(self):
        super().clean()
        self.date_earliest, self.date_latest = days_of(self.date, field="date")
