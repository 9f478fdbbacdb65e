"""Answers: JSON with its validator, problems (RFC 9457), and how often a client may ask."""

import json
import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from archive.views.api.shapes import OPEN, Property, Shape, constant, nullable, words

METHODS = ("GET", "HEAD")
MINUTE = 60

TITLES = {
    400: gettext_lazy("The request cannot be understood"),
    404: gettext_lazy("There is nothing public at this address"),
    405: gettext_lazy("Only GET and HEAD are understood"),
    410: gettext_lazy("Withdrawn"),
    429: gettext_lazy("Too many requests"),
}

SENTENCES = {"type": "array", "items": {"type": "string"}}
PROBLEM = Shape(
    "Problem",
    gettext_lazy("What went wrong (RFC 9457)."),
    (
        constant("type", "about:blank"),
        Property(
            "title",
            OPEN,
            lambda problem, _site: str(TITLES[problem.status]),
            gettext_lazy("What kind of problem."),
        ),
        Property(
            "status",
            {"type": "integer"},
            lambda problem, _site: problem.status,
            gettext_lazy("The status of the answer."),
        ),
        words("detail", lambda problem: problem.detail, gettext_lazy("What to know of this one.")),
        Property(
            "errors",
            nullable({"type": "object", "additionalProperties": SENTENCES}),
            lambda problem, _site: problem.errors or None,
            gettext_lazy("By parameter, what is wrong with it."),
        ),
    ),
)


class Problem(Exception):  # noqa: N818  # the word of RFC 9457
    """An answer that is not what was asked for."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: dict[str, list[str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = headers or {}

    def response(self) -> HttpResponse:
        return HttpResponse(
            encoded({each.name: each.read(self, None) for each in PROBLEM.properties}),
            status=self.status,
            content_type="application/problem+json",
            headers={"Cache-Control": "no-store", **self.headers},
        )


def encoded(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, default=str, separators=(",", ":")).encode()


def validated(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    """The answer, or 304 where the client has it.

    The validator is made of the content alone. The version and the moment of a record would
    not do: a fact that was withdrawn or a word that was withheld changes neither.
    """
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    return get_conditional_response(request, response["ETag"], None, response) or response


def limit(request: HttpRequest) -> None:
    """Count the request; raise Problem when its client had as many as it may this minute.

    A client is an address as this server sees it. Counted by the minute of the clock in
    Django's cache, which by default every process keeps for itself.
    """
    allowed = settings.ARCHIVE_API_PER_MINUTE
    if not allowed:
        return
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"api:{request.META.get('REMOTE_ADDR', '')}:{minute}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache let go of it in between
        return
    if count > allowed:
        wait = MINUTE - second
        detail = _("%(allowed)d requests a minute are answered. Go on in %(wait)d seconds.")
        raise Problem(
            429, detail % {"allowed": allowed, "wait": wait}, headers={"Retry-After": str(wait)}
        )


def endpoint(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """A view of this interface: it returns what is written as JSON, or a response.

    Every site may read it from a browser; no cookie is looked at.
    """

    @csrf_exempt  # nothing is ever changed: whatever is posted gets 405
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method not in METHODS:
                raise Problem(405, headers={"Allow": ", ".join(METHODS)})
            limit(request)
            data = view(request, *args, **kwargs)
            response = (
                data
                if isinstance(data, HttpResponseBase)
                else validated(request, encoded(data), "application/json")
            )
        except Problem as problem:
            response = problem.response()
        except Http404:
            response = Problem(404).response()
        except BadRequest as error:
            response = Problem(400, str(error)).response()
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    return answer


def sentences(errors: Any) -> dict[str, list[str]]:
    """The errors of a form by parameter, as plain text."""
    return {name: [str(each) for each in list_] for name, list_ in errors.items()}
