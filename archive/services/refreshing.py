"""Refreshing: everything derived, written anew from the records."""

from django.db import transaction

from archive.models import Citation, DataVersion
from archive.services.citing import derive_shown
from archive.services.idsets import IdSet
from archive.services.indexing import refresh_all_entries
from archive.services.publishing import refresh_all_public
from archive.services.saving import take_turn


def refresh_everything() -> None:
    """Write quotes as shown, public flags and search entries anew, all of it or nothing.

    For an archive that was changed behind the back of the site, or whose search entries an
    older release wrote. What is in step already is not written.
    """
    with transaction.atomic():
        take_turn()
        citations = Citation.objects.order_by("pk").values_list("pk", flat=True)
        derive_shown(citations=IdSet(citations.iterator()), articles=())
        refresh_all_public()
        refresh_all_entries()
        DataVersion.objects.rise()
