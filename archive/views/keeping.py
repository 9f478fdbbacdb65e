"""Keeping: pages as they were rendered, for as long as nothing changes that they show.

A kept page costs one indexed read; a reader who has it already is told so (304). What is
public changes only through the services, which raise the versions of all that it may show on
in the same transaction: a page is gone the moment something on it changes. Work on drafts
leaves it, and so does what happens elsewhere in the archive.
"""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from archive.models import RECORDS, DataVersion
from archive.models.data_versions import EVERYTHING
from archive.views.depending import depends_on

OTHERS = ("/admin/", "/api/", "/oai", "/about/downloads/", "/sitemap", "/robots.txt")
LONGEST_ADDRESS = 500  # of a page that is kept
LARGEST = 300_000  # bytes
SECONDS = 24 * 3600
SHOWN_SETTINGS = ["ARCHIVE_CONTACT", "ARCHIVE_LICENCE", "ARCHIVE_LICENCE_URL"]


class KeptPages:
    """Middleware: answers from what is kept, else keeps what is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_for_everybody(request):
            return self.get_response(request)
        name = name_of(request)
        etag = f'"{name[:32]}"'
        answer = get_conditional_response(request, etag=etag)
        if answer is not None:
            return told(answer, etag)
        kept = caches["pages"].get(name)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if is_worth_keeping(response):
            told(response, etag)
            caches["pages"].set(name, (response.content, dict(response.items())), SECONDS)
        return response


def is_for_everybody(request):
    """Whether the page is the same for whoever asks."""
    path = request.path_info.removeprefix("/zh-hans")
    return (
        settings.ARCHIVE_KEEP_PAGES
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not path.startswith(OTHERS)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def name_of(request):
    """The name of what this address shows now."""
    return digest(request.build_absolute_uri(), version_for(request))


def version_for(request):
    """What the page at this address depends on: what it shows of the data, the day, the program.

    Read once, before anything else is: what was read later is never older. "" where nothing
    is kept.
    """
    return version_of(request, depends_on(request)) if settings.ARCHIVE_KEEP_PAGES else ""


def version_for_kinds(request, kinds):
    """The same for a part of a page that shows records of these kinds, whatever the page."""
    if not settings.ARCHIVE_KEEP_PAGES:
        return ""
    return version_of(request, [EVERYTHING, *kinds])


def version_of(request, names):
    day = datetime.now(UTC).date()  # some pages speak of today
    numbers = numbers_of(request, names)
    return digest(*(f"{name} {number}" for name, number in numbers.items()), str(day), build())


def numbers_of(request, names):
    """The versions with these names. Each is read once for a request: first those of the page,
    then those of all kinds, of which pages show several."""
    known = request.__dict__.setdefault("archive_versions", {})
    if not known.keys() >= set(names):
        wanted = {*names, *RECORDS} if known else names
        missing = [name for name in wanted if name not in known]
        known.update(dict.fromkeys(missing, 0) | DataVersion.objects.current(missing))
    return {name: known[name] for name in names}


def seconds_kept():
    """How long a part of a page is kept that is the same for whoever asks; 0 for not at all."""
    return SECONDS if settings.ARCHIVE_KEEP_PAGES else 0


def digest(*parts):
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def build():
    """What tells this program and its settings from any other that renders the same pages."""
    package = Path(apps.get_app_config("archive").path)
    files = [*package.rglob("*.py"), *package.rglob("*.mo"), *settings.TEMPLATES[0]["DIRS"]]
    files += [path for folder in settings.TEMPLATES[0]["DIRS"] for path in folder.rglob("*.html")]
    newest = max(path.stat().st_mtime_ns for path in files)
    return repr((newest, [getattr(settings, name) for name in SHOWN_SETTINGS]))


def is_worth_keeping(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("ETag")
        and len(response.content) <= LARGEST
    )


def told(response, etag):
    """Let readers keep the page too, and ask whether it still holds."""
    response.headers["ETag"] = etag
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, no_cache=True)
    return response
