"""Undoing: what taking back an import would do, and which records stay after all."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin.importing import showing
from archive.models import ImportRun
from archive.resources import SHEETS
from archive.services import jobs
from archive.services.jobs.taking_back import KEPT

ROWS = 50  # kept records on a page
UNDO, KEEP = "undo", "keep"


@require_POST
def start(request, run):
    """Look what taking back this import would do."""
    if not request.user.has_perm("archive.import_workbook"):
        raise PermissionDenied
    found = get_object_or_404(ImportRun, pk=run)
    job = jobs.keep(user=request.user.pk, kind="undo", run=found.pk, file_name=found.file_name)
    jobs.start_planning(job)
    return HttpResponseRedirect(reverse("admin:archive_importrun_job", args=[job.name]))


def shown(job, state, query):
    """What the page of a planned undo tells."""
    plan = jobs.plan_of(job)
    start_at = showing.start_in(query) // ROWS * ROWS
    total = plan.rows.count(showing.key_for(KEPT))
    chosen = [(sheet, slug) for sheet, slug, choice in job.choices if choice == UNDO]
    return {
        "title": _("Take back import %(run)s") % {"run": job.run},
        "job": job,
        "state": state,
        "problems": plan.read("of_file"),
        "figures": showing.figures(state.counts, showing.UNDO_WORDS),
        "kept": plan.rows.page([showing.key_for(KEPT)], start_at, ROWS),
        "start": start_at,
        "total": total,
        "before": showing.address("", "", start_at - ROWS) if start_at else "",
        "after": showing.address("", "", start_at + ROWS) if start_at + ROWS < total else "",
        "chosen": chosen[:ROWS],
    }


def choices_in(data, job, plan):
    """All choices: those of the page, and earlier ones that the page does not take back."""
    known = {(sheet, slug): choice for sheet, slug, choice in job.choices}
    offered = {(row["sheet"], row["slug"]) for row in kept_on(data, plan)} | set(known)
    for sheet, slug in offered:
        choice = data.get(f"choice-{sheet}:{slug}", "")
        if choice == UNDO:
            known[sheet, slug] = UNDO
        elif choice == KEEP:
            known.pop((sheet, slug), None)
    return [[sheet, slug, choice] for (sheet, slug), choice in known.items() if sheet in SHEETS]


def kept_on(data, plan):
    """The records of the page that the form stands on."""
    return plan.rows.page([showing.key_for(KEPT)], showing.start_in(data), ROWS)
