"""Choosing: the record with which another is one and the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.admin.choosing import KnownChoiceField, KnownSelect
from archive.admin.lists import found
from archive.models import Citation
from archive.services.merging.comparing import perhaps_the_same

MOST_FOUND = 20  # records that a search lists


class OtherForm(forms.Form):
    """The other record, found by typing."""

    def __init__(self, *args, admin, record, **kwargs):
        super().__init__(*args, **kwargs)
        kind = Citation._meta.get_field(record.record_kind())  # any key to records of the kind
        other = KnownChoiceField(
            label=_("The other record"),
            queryset=admin.for_labels().exclude(pk=record.pk),
            widget=KnownSelect(kind, admin.admin_site),
        )
        other.call = admin.label
        self.fields["with"] = other


def offered(admin, request, record, words):
    """The records with these words; without words, those that what it is called finds."""
    kind = record.record_kind()
    ids = found(kind, words) if words.strip() else perhaps_the_same(record)
    ids = [pk for pk in ids if pk != record.pk][:MOST_FOUND]
    rows = admin.with_label(admin.get_queryset(request).filter(pk__in=ids))
    records = sorted(rows, key=lambda each: ids.index(each.pk))
    return list(zip(records, admin.labels(records), strict=True))
