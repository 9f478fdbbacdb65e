"""Jobs: imports, and undos of imports, that run beside the site and can be looked at meanwhile."""

from archive.services.jobs.asking import with_answers
from archive.services.jobs.keeping import (
    Job,
    JobBusyError,
    JobGoneError,
    State,
    find,
    forget,
    jobs_of,
    keep,
    look,
    plan_of,
    running_jobs,
    save,
    sweep,
)
from archive.services.jobs.running import run_job
from archive.services.jobs.starting import OutdatedError, start_applying, start_planning

__all__ = [
    "Job",
    "JobBusyError",
    "JobGoneError",
    "OutdatedError",
    "State",
    "find",
    "forget",
    "jobs_of",
    "keep",
    "look",
    "plan_of",
    "run_job",
    "running_jobs",
    "save",
    "start_applying",
    "start_planning",
    "sweep",
    "with_answers",
]
