"""Every public page that is kept by versions of its own, as it reads now."""

from django.core.handlers.base import BaseHandler
from django.test import RequestFactory
from django.urls import reverse

from archive.models import FACTS, RECORDS, DataVersion
from archive.resources import SHEET_OF
from archive.views.depending import depends_on

NARROWED = {"article": "place", "event": "official", "agreement": "event", "official": "article"}


class Pages:
    """The addresses of the public records and facts there are, and of lists and pairs of them.

    `pairs` are pairs of records. Pages are asked for without the test client, which copies the
    context of every template.
    """

    def __init__(self, pairs=()):
        handler = BaseHandler()
        handler.load_middleware()
        self.answer = handler.get_response
        self.addresses = [*around_records(), *around_facts(), *lists(), *paired(pairs)]

    def read(self, addresses):
        """Address → status and bytes."""
        answers = {each: self.answer(RequestFactory().get(each)) for each in addresses}
        return {each: (answer.status_code, answer.content) for each, answer in answers.items()}

    def versions(self):
        """Address → the versions that its page goes by."""
        numbers = dict(DataVersion.objects.values_list("name", "number"))
        return {
            each: {name: numbers.get(name, 0) for name in depends_on(RequestFactory().get(each))}
            for each in self.addresses
        }


def around_records():
    for kind, model in RECORDS.items():
        for record in model.objects.filter(is_public=True).order_by("pk"):
            yield record.get_absolute_url()
            if kind in ("article", "agreement"):  # which say more than their own row
                cited = (SHEET_OF[model], record.slug, "bibtex")
                yield reverse("archive:record_reference", args=cited)
            if kind in ("organization", "place"):
                yield reverse(f"archive:{kind}_posts", args=[record.slug]) + "?on=2026-01-01"


def around_facts():
    for model in FACTS.values():
        for fact in model.objects.filter(is_public=True).order_by("pk"):
            yield fact.get_absolute_url()


def lists():
    for kind in RECORDS:
        yield reverse(f"archive:{kind}_list")
    for kind, word in NARROWED.items():
        record = RECORDS[word].objects.filter(is_public=True).order_by("pk").first()
        if record is not None:
            yield reverse(f"archive:{kind}_list") + f"?{word}={record.slug}"
    for name in ("home", "place_map", "compare"):
        yield reverse(f"archive:{name}")


def paired(pairs):
    for one, other in pairs:
        kind = SHEET_OF[type(one)]
        first, second = sorted([one.slug, other.slug])
        yield reverse("archive:pair", args=[kind, first, second])
