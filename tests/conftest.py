"""What every test gets: a database, quick passwords, a quiet browser."""

import os

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

# Playwright runs an event loop; the tests themselves are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# Examples are not kept on disk; slow machines are no failure.
hypothesis_settings.register_profile("house", database=None, deadline=None)
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def _database(db):
    """Every test may use the database."""


@pytest.fixture(autouse=True)
def _english():
    """A request to a Chinese page leaves its language to nobody."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _unlimited(settings):
    """Tests ask more often than a client may."""
    settings.ARCHIVE_API_PER_MINUTE = 0


@pytest.fixture(autouse=True)
def _fresh_pages(settings):
    """Every page is rendered: what a test kept, the next could be shown."""
    settings.ARCHIVE_KEEP_PAGES = False


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config, items):
    """What is said of the other database is left out. The longest first: everything again on
    PostgreSQL, beside all the others."""
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(other)])
    items[:] = [item for item in items if not item.get_closest_marker(other)]
    items.sort(key=lambda item: "test_postgresql" not in item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where TEST_NOTHING_SKIPS is set, a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("TEST_NOTHING_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may skip: {report.longrepr}"
    return report
