"""The command that writes everything derived anew: what the audit found is mended."""

import io

from django.core.management import call_command

from archive.models import Citation, Official, SearchEntry
from archive.services.auditing import audit
from tests import make


def refresh():
    out = io.StringIO()
    call_command("refresh", stdout=out)
    return out.getvalue()


def test_what_was_changed_behind_the_sites_back_is_brought_into_step(client):
    post = make.post(article=make.article(slug="one"), official=make.official(slug="tan"))
    Citation.objects.update(shown="what nobody said", paragraph=7)
    Official.objects.update(is_public=False)
    SearchEntry.objects.filter(kind="article").delete()
    SearchEntry.objects.filter(kind="official").update(words="other")
    before = client.get("/officials/tan/")

    assert "audit" in refresh()

    assert not audit().problems
    assert before.status_code == 404
    assert client.get("/officials/tan/").status_code == 200
    assert "what nobody said" not in post.citations.get().shown


def test_an_archive_in_step_stays_as_it_is():
    make.post(article=make.article())
    entries = list(SearchEntry.objects.order_by("pk").values())

    refresh()

    assert list(SearchEntry.objects.order_by("pk").values()) == entries
