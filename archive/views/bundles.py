"""The whole archive to take away: the page that offers the files, and the files."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from archive.services.bundling import offered

MEDIA = {".zip": "application/zip", ".sqlite3": "application/vnd.sqlite3"}


class BundlePage(TemplateView):
    template_name = "archive/downloads.html"

    def get_context_data(self, **kwargs):
        bundle = offered(directory=settings.ARCHIVE_DOWNLOADS)
        return super().get_context_data(
            bundle=bundle,
            licence=settings.ARCHIVE_LICENCE,
            licence_url=settings.ARCHIVE_LICENCE_URL,
            **kwargs,
        )


@require_safe
def bundle_file(request, name):
    """One of the files that are offered now; no other name exists."""
    directory = settings.ARCHIVE_DOWNLOADS
    bundle = offered(directory=directory)
    file = next((each for each in bundle.files if each.name == name), None) if bundle else None
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"'
    response = get_conditional_response(request, etag=etag) or served(directory / file.name)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def served(path):
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type=MEDIA[path.suffix]
    )
