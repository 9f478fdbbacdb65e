"""What the archive is, how its facts are made, whom to write to."""

from django.conf import settings
from django.views.generic import TemplateView


class About(TemplateView):
    template_name = "archive/about.html"

    def get_context_data(self, **kwargs):
        contact = settings.ARCHIVE_CONTACT
        return super().get_context_data(
            licence=settings.ARCHIVE_LICENCE,
            licence_url=settings.ARCHIVE_LICENCE_URL,
            contact=contact,
            contact_url=contact_url(contact),
            **kwargs,
        )


def contact_url(contact):
    """Where a contact leads: a page, or a letter; "" if it is only words."""
    if contact.startswith(("https://", "http://")):
        return contact
    if "@" in contact and not any(sign.isspace() for sign in contact):
        return f"mailto:{contact}"
    return ""
