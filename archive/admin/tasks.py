"""What waits for an editor: lost passages, what is in review or in draft, the last imports."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Agreement,
    Article,
    Citation,
    Delegation,
    Event,
    ImportRun,
    Redaction,
    Status,
)

CAP = 99  # beyond it the panel says "more than 99"
RECENT = 5  # imports shown

REVIEWED = [Article, Event, Delegation, Agreement]
UNPUBLISHED = [
    (Status.REVIEW, _("%(records)s in review")),
    (Status.DRAFT, _("%(records)s in draft")),
]


@dataclass(frozen=True)
class Task:
    """A number of rows that wait, and the list that shows them."""

    label: str
    count: int
    url: str

    @property
    def is_capped(self):
        return self.count > CAP


def waiting(rows, label, query):
    """The task of these rows; `query` narrows their list in the admin to the same rows."""
    name = rows.model._meta.model_name
    url = reverse(f"admin:archive_{name}_changelist")
    return Task(label, rows.order_by()[: CAP + 1].count(), f"{url}?{query}")


def with_status(model, status, label):
    """The task of the records of a model that have this status."""
    rows = model.objects.filter(is_public=False, status=status)
    label %= {"records": model._meta.verbose_name_plural}
    return waiting(rows, label, f"status__exact={status}")


def tasks_for(user):
    """What waits for this person: `waiting`, a list of tasks, and `imports`, the last runs."""
    found = []
    if user.has_perm("archive.view_citation"):
        lost = Citation.objects.filter(lost=True)
        found.append(waiting(lost, _("Lost passages"), "lost__exact=1"))
    if user.has_perm("archive.view_redaction"):
        lost = Redaction.objects.filter(lost=True)
        found.append(waiting(lost, _("Redactions that no longer match"), "lost__exact=1"))
    for model in REVIEWED:
        if user.has_perm(f"archive.view_{model._meta.model_name}"):
            found += [with_status(model, status, label) for status, label in UNPUBLISHED]
    imports = []
    if user.has_perm("archive.view_importrun"):
        imports = list(ImportRun.objects.select_related("user").order_by("-pk")[:RECENT])
    return {"waiting": [task for task in found if task.count], "imports": imports, "cap": CAP}
