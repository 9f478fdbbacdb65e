"""Pages: what the owner of a job sees and may do, at each stage of it."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from archive.admin.guarding import MAY_IMPORT as PERMISSION
from archive.admin.importing import headings, questions, showing, undoing
from archive.admin.importing.outcome import outcome_of
from archive.admin.importing.progress import told
from archive.admin.importing.uploading import UploadForm, take_upload
from archive.admin.site import site
from archive.models import ImportRun
from archive.services import jobs

PLACE = "admin:archive_importrun"  # where the names of our addresses begin
GONE = gettext_lazy("This file was imported already, or waited too long: choose it again.")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def addresses():
    """The addresses of the screen, below the list of imports."""
    views = {
        "": job_page,
        "state/": state,
        "report/": report,
        "answers/": answers,
        "again/": look_again,
        "apply/": apply,
        "discard/": discard,
    }
    found = [path("upload/", site.admin_view(upload), name="archive_importrun_upload")]
    for ending, view in views.items():
        name = f"archive_importrun_job{'_' if ending else ''}{ending.strip('/')}"
        found.append(path(f"job/<slug:name>/{ending}", site.admin_view(view), name=name))
    undo, forget = site.admin_view(undoing.start), site.admin_view(forget_headings)
    found.append(path("<int:run>/undo/", undo, name="archive_importrun_undo"))
    return [*found, path("headings/forget/", forget, name="archive_importrun_forget_headings")]


def of_owner(view):
    """A view of a job, for those who may import and whose job it is."""

    @wraps(view)
    @never_cache
    def answer(request, name):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        try:
            job = jobs.find(name, user=request.user.pk)
            return view(request, job)
        except jobs.JobGoneError:
            messages.error(request, GONE)
            return HttpResponseRedirect(reverse(f"{PLACE}_upload"))
        except jobs.JobBusyError:
            messages.error(request, _("This is at work just now. Wait until it is done."))
        except jobs.OutdatedError:
            messages.error(request, _("The plan has changed since this page was opened."))
        return HttpResponseRedirect(job_address(job))

    return answer


def job_address(job):
    return reverse(f"{PLACE}_job", args=[job.name])


def page(request, template, **context):
    request.current_app = site.name
    context |= {**site.each_context(request), "opts": ImportRun._meta, "subtitle": None}
    return TemplateResponse(request, template, context)


@never_cache
def upload(request):
    """Choose a file; then see what it would do."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        earlier = earlier_answers(request)
        job = take_upload(request.user, file, options=form.cleaned_data, answers=earlier)
        return HttpResponseRedirect(job_address(job))
    jobs.sweep()
    known = headings.listed(headings.remembered(request.user))
    waiting = jobs.jobs_of(request.user.pk)
    context = {"title": _("Import"), "form": form, "waiting": waiting, "known": known}
    return page(request, "admin/import_file.html", **context)


@require_POST
def forget_headings(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    headings.forget_all(request.user)
    return HttpResponseRedirect(reverse(f"{PLACE}_upload"))


def earlier_answers(request):
    """The answers that were given to an earlier version of the same file."""
    try:
        return jobs.find(request.POST.get("instead_of", ""), user=request.user.pk).answers
    except jobs.JobGoneError:
        return []


@require_safe
@of_owner
def job_page(request, job):
    """How far a job is: at work, planned, done, or why not."""
    state = jobs.look(job)
    context = {"job": job, "state": state}
    if state.is_running:
        title = _("%(what)s: at work") % {"what": name_of(job)}
        return page(request, "admin/import_running.html", title=title, told=told(state), **context)
    if state.stage == "planned":
        return planned(request, job, state)
    title = name_of(job)
    context["outcome"] = outcome_of(job, state)
    return page(request, "admin/import_ended.html", title=title, **context)


def planned(request, job, state):
    if job.kind == "undo":
        return page(request, "admin/undo_plan.html", **undoing.shown(job, state, request.GET))
    plan = jobs.plan_of(job)
    unknown = headings.asked(plan)
    return page(
        request,
        "admin/import_plan.html",
        title=_("What %(file)s would do") % {"file": job.file_name},
        job=job,
        state=state,
        figures=showing.figures(
            state.counts, showing.WORDS, showing.chosen_in(request.GET, state.counts)
        ),
        of_file=headings.not_asked(plan.read("of_file"), unknown),
        headings=unknown,
        questions=questions.asked(plan),
        more_questions=max(0, len(plan.read("questions")) - questions.SHOWN),
        page=showing.page_of(plan, state.counts, request.GET),
        has_report=plan.report.exists(),
        names_missing=plan.read("names_missing"),
        form=UploadForm(initial=job.options),
    )


def name_of(job):
    if job.kind == "undo":
        return _("Take back import %(run)s") % {"run": job.run}
    return job.file_name


@require_safe
@of_owner
def state(request, job):
    """The progress, for the page that shows it."""
    return JsonResponse(told(jobs.look(job)))


@require_safe
@of_owner
def report(request, job):
    """The person's own rows, with what stands against each beside it."""
    path = jobs.plan_of(job).report
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    stem = job.file_name.rpartition(".")[0] or job.file_name
    name = f"{stem} with problems.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
@of_owner
def answers(request, job):
    """What was answered and what is asked, as the command line's --answers takes it."""
    asked = questions.left_open(jobs.plan_of(job))
    content = {"answers": job.answers, **asked}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="answers.json"'
    return response


@require_POST
@of_owner
def look_again(request, job):
    """Take answers, headers, options or choices, and plan with them."""
    state = jobs.look(job)
    if state.is_running:
        raise jobs.JobBusyError
    if state.stage == "applied":
        raise jobs.JobGoneError
    if state.stage == "planned":
        if request.POST.get("plan", "") != state.fingerprint:
            raise jobs.OutdatedError
        take_answers(request, job)
        jobs.save(job)
    jobs.start_planning(job)
    return HttpResponseRedirect(job_address(job))


def take_answers(request, job):
    plan = jobs.plan_of(job)
    if job.kind == "undo":
        job.choices = undoing.choices_in(request.POST, job, plan)
        return
    if said := headings.told(request.POST, plan):
        headings.remember(request.user, said)
        job.headings = headings.joined(job.headings, said)
    job.answers = jobs.with_answers(questions.answers_in(request.POST, plan), job.answers)
    for option in UploadForm.OPTIONS:
        if option in request.POST:
            job.options = {**job.options, option: request.POST[option] == "yes"}


@require_POST
@of_owner
def apply(request, job):
    """Do exactly what was shown, once."""
    jobs.start_applying(job, request.POST.get("plan", ""))
    return HttpResponseRedirect(job_address(job))


@require_POST
@of_owner
def discard(request, job):
    jobs.forget(job)
    return HttpResponseRedirect(reverse(f"{PLACE}_upload"))
