"""Outcomes: what a job did, counted in the database and not taken from anybody's word."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse

from archive.admin.importing import showing
from archive.models import ImportAction, ImportChange, ImportRun


def outcome_of(job, state):
    """What the page says of a job that ended."""
    run = ImportRun.objects.filter(pk=state.run).first() if state.run else None
    if run is None or job.kind == "undo":
        figures = showing.figures(state.counts, showing.UNDO_WORDS) if run else None
        return {"run": run, "address": address(run), "figures": figures}
    rows = ImportChange.objects.filter(run=run).order_by().values_list("action")
    counts = Counter(dict(rows.annotate(Count("pk"))))
    written = {action.value: counts[action.value] for action in ImportAction}
    return {"run": run, "address": address(run), "written": written}


def address(run):
    return reverse("admin:archive_importrun_change", args=[run.pk]) if run else ""
