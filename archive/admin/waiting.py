"""Waiting: an import writes for longer than a save waits for its turn, and the editor is told."""

from functools import wraps

from django.db import OperationalError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

SOON = 10  # seconds


def told_to_wait(view, site):
    """The same view; where the database is written by another, it says so instead of failing."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if "database is locked" not in str(error):  # SQLite's words; PostgreSQL waits
                raise
        context = {**site.each_context(request), "title": _("An import is at work")}
        response = TemplateResponse(request, "admin/waiting.html", context, status=503)
        response.headers["Retry-After"] = str(SOON)
        return response

    return answer
