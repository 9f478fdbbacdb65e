"""What the archive is, how its facts are made, whom to write to."""

from django.conf import settings
from django.views.generic import TemplateView


class About(TemplateView):
    template_name = "archive/about.html"
    extra_context = {
        "licence": settings.ARCHIVE_LICENCE,
        "licence_url": settings.ARCHIVE_LICENCE_URL,
        "contact": settings.ARCHIVE_CONTACT,
    }
