"""Who signs in to the admin."""

import pytest
from django.test import Client

from tests import make


@pytest.fixture(autouse=True)
def _imports_at_once(settings, tmp_path):
    """Imports run within the request; what is uploaded goes with the test."""
    settings.ARCHIVE_IMPORT_IN_BACKGROUND = False
    settings.ARCHIVE_UPLOADS = tmp_path / "uploads"


def signed_in(group, **fields):
    client = Client()
    client.user = make.user(group, **fields)
    client.force_login(client.user)
    return client


@pytest.fixture
def editor():
    return signed_in("Editors")


@pytest.fixture
def publisher():
    return signed_in("Publishers")


@pytest.fixture
def importer():
    return signed_in("Importers")


@pytest.fixture
def plain_staff():
    return signed_in(None)


@pytest.fixture
def superuser():
    return signed_in(None, is_superuser=True)
