"""Asking: what the parameters of a request mean, and how a page of an answer goes on."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from archive.filters.base import LONGEST_SEARCH
from archive.filters.fields import ABSENT
from archive.views.api.answers import Problem, sentences
from archive.views.api.shapes import Shape, Site

LIMIT, MOST = 50, 100
PAGING = {"after", "limit"}
GREATEST_ID = 2**63 - 1


def paged(request: HttpRequest, shape: Shape, rows: list[Any], following: str) -> dict[str, Any]:
    """Rows as JSON, and the address of the next ones."""
    site = Site(request)
    parameters = request.GET.copy()
    parameters["after"] = following
    further = f"{site.absolute(request.path)}?{parameters.urlencode()}"
    return {
        "results": [shape.write(row, site) for row in rows],
        "next": further if following else None,
    }


def limit_of(parameters: QueryDict) -> int:
    given = parameters.get("limit", str(LIMIT))
    if not (given.isascii() and given.isdigit() and len(given) <= 3 and 1 <= int(given) <= MOST):
        message = _("Write a number from 1 to %(most)d.") % {"most": MOST}
        raise bad_parameters({"limit": [message]})
    return int(given)


def cursor_of(parameters: QueryDict) -> int:
    given = parameters.get("after") or "0"
    digits = given.isascii() and given.isdigit() and len(given) <= 19
    if not digits or int(given) > GREATEST_ID:
        raise bad_cursor()
    return int(given)


def refuse_unknown(parameters: QueryDict, known: set[str], several: Collection[str] = ()) -> None:
    """Refuse what would otherwise be passed over: a misspelt filter, all but the last of two.

    `several` are those that may be given more than once.
    """
    repeated = [name for name, each in parameters.lists() if len(each) > 1 and name not in several]
    if repeated:
        message = _("This parameter can be given once only.")
        raise bad_parameters({name: [message] for name in repeated})
    unknown = sorted(set(parameters) - known)
    if unknown:
        if not known:
            message = _("This address takes no parameters.")
        else:
            names = ", ".join(sorted(known))
            message = _("There is no such parameter. Known are: %(names)s.") % {"names": names}
        raise bad_parameters({name: [message] for name in unknown})


def bad_parameters(errors: dict[str, list[str]]) -> Problem:
    return Problem(400, _("A parameter cannot be understood."), errors)


def bad_filters(errors: Any) -> Problem:
    """What is wrong with the filters of a list: not understood, or naming what is not there."""
    are_unknown = all(each.code == ABSENT for list_ in errors.as_data().values() for each in list_)
    if are_unknown:
        return Problem(404, _("Nothing public is there."), sentences(errors))
    return bad_parameters(sentences(errors))


def bad_cursor() -> Problem:
    message = _("This page of the list does not exist. Start at its first page.")
    return Problem(404, _("Nothing public is there."), {"after": [message]})


def words_of(parameters: QueryDict) -> str:
    """The words to look for."""
    given = parameters.get("q", "")
    if len(given) > LONGEST_SEARCH:
        message = _("Write at most %(most)d characters.") % {"most": LONGEST_SEARCH}
        raise bad_parameters({"q": [message]})
    if "\0" in given:
        raise bad_parameters({"q": [_("Write words that a page could print.")]})
    return given
