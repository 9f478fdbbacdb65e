"""A record as it was on a day: /<kind>/<slug>/?on=2026-11-22."""

import re
from datetime import datetime, time, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.views.lists import bad_request
from archive.views.versions import FIELDS, public_since, versions, was_shown, wording_of

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_of(request, record):
    """The fields of a public record at the end of the day that `on` names.

    400 for what is no day; 404 where the record was not there or not public then.
    """
    day = read_day(request.GET["on"])
    if day is None:
        return bad_request(request, _("Write the day as in 2026-11-22."))
    version = version_on(record, day)
    if version is None:
        raise Http404
    wording = wording_of(record, [version])
    fields = [
        (wording.label(name), wording.value(version, name), wording.can_show(name))
        for name in FIELDS[type(record)]
        if name != "text"
    ]
    context = {"record": record, "kind": record.record_kind(), "day": day, "fields": fields}
    return render(request, "archive/as_of.html", context)


def read_day(words):
    """The date of YYYY-MM-DD; None for anything else."""
    if not DAY.fullmatch(words):
        return None
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return None


def version_on(record, day):
    """The version that readers saw at the end of the day; None where they saw none."""
    if day > timezone.localdate():
        return None
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    if public_since(record) >= end:
        return None
    version = versions(record).filter(history_date__lt=end).last()
    return version if version is not None and was_shown(version) else None
