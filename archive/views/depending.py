"""Depending: what of the data each public address shows, and so by which versions it is kept.

What is not listed here goes by the version of all data: what nobody thought of is rendered too
often, never too seldom. A record's own version rises with whatever its page shows, however far
away: see `archive.services.reaching`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.urls import Resolver404, resolve

from archive.models import RECORDS
from archive.models.data_versions import ANYTHING, EVERYTHING, version_name
from archive.resources import SHEET_OF

KIND_OF = {SHEET_OF[model]: kind for kind, model in RECORDS.items()}

type Given = dict[str, Any]  # what the address holds
type Names = Iterable[str]
type Depends = Callable[[Given, Any], Names]  # of what the address holds, and its parameters


def listed(kind: str) -> Depends:
    """A list: the records of its kind, and of those that it is narrowed by. A search is apart."""

    def depends(given: Given, asked: Any) -> Names:
        return [ANYTHING] if "q" in asked else [kind, *(word for word in RECORDS if word in asked)]

    return depends


def detailed(kind: str) -> Depends:
    """The page of a record. As it was on a day it says what others were called then."""
    return lambda given, asked: [ANYTHING] if asked else [version_name(kind, given["slug"])]


def around(kind: str) -> Depends:
    """What stands around one record, whatever is asked of it."""
    return lambda given, asked: [version_name(kind, given["slug"])]


def referred(given: Given, asked: Any) -> Names:
    return [version_name(KIND_OF[given["kind"]], given["slug"])]


def paired(given: Given, asked: Any) -> Names:
    kind = KIND_OF.get(given["kind"], "")
    return [version_name(kind, given[one]) for one in ("one", "other")]


def stated(given: Given, asked: Any) -> Names:
    kind, _hyphen, slug = given["public_id"].partition("-")
    return [version_name(kind, slug)]


# The name of an address → the names of the versions that its page depends on.
DEPENDS: dict[str, Depends] = {
    **{f"{kind}_list": listed(kind) for kind in RECORDS},
    **{f"{kind}_detail": detailed(kind) for kind in RECORDS},
    **{f"{kind}_posts": around(kind) for kind in ("organization", "place")},
    "record_reference": referred,
    "pair": paired,
    "pair_reference": paired,
    "fact_detail": stated,
    "fact_reference": stated,
    "about": lambda given, asked: [],
}


def depends_on(request: Any) -> list[str]:
    """The names of the versions that the page at this address depends on."""
    name, given = resolved(request.path_info.removeprefix("/zh-hans"))
    depends = DEPENDS.get(name)
    return [EVERYTHING, *depends(given, request.GET)] if depends else [ANYTHING]


@lru_cache(maxsize=5000)
def resolved(path: str) -> tuple[str, Given]:
    """The name of the page at a path, without its language, and what the path holds."""
    try:
        match = resolve(path, "archive.urls")
    except Resolver404:
        return "", {}
    return match.url_name or "", match.kwargs
