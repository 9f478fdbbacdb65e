"""What the tests of the import screen share: a person at it, step by step."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def address(screen, *args):
    return reverse(f"admin:archive_importrun_{screen}", args=args)


def officials(*names, header="name"):
    return "\n".join([header, *names]).encode()


def upload(client, content, *, name="officials.csv", at=None, **options):
    """Upload a file; returns the page that says what it would do."""
    file = SimpleUploadedFile(name, content)
    return client.post(at or address("upload"), {"file": file, **options}, follow=True)


def job_of(response):
    return response.context["job"]


def plan_of(response):
    return response.context["state"].fingerprint


def again(client, page, **data):
    """Look again with answers, as the page's form sends them."""
    data = {"plan": plan_of(page), **data}
    return client.post(address("job_again", job_of(page).name), data, follow=True)


def apply(client, page, **data):
    """Press "Import this"."""
    data = {"plan": plan_of(page), **data}
    return client.post(address("job_apply", job_of(page).name), data, follow=True)


def text(response):
    return response.content.decode()
