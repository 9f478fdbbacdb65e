"""A real Chromium, and the site as the README's first command makes it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PASSWORD = "only-for-the-tests-7391"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    skip = pytest.mark.skip(reason="No Chromium found. Install one: apt-get install chromium")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def database_for_site(folder):
    """A database of the site's own, of the kind that the tests run on. Returns its address."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'site.sqlite3'}"
    import psycopg

    given = connection.settings_dict
    parameters = {
        "host": given["HOST"],
        "port": given["PORT"],
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **parameters) as server:
        server.execute("DROP DATABASE IF EXISTS browser_site")
        server.execute("CREATE DATABASE browser_site")
    return "postgresql://{user}:{password}@{host}:{port}/browser_site".format(**parameters)


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_blocker):
    """The address of a running site that `quickstart` filled with the first five documents."""
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        url = database_for_site(folder)
    environment = os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": "only for this test",
        "ARCHIVE_ADMIN_PASSWORD": PASSWORD,
        "ARCHIVE_UPLOADS": str(folder / "uploads"),
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run(
        [*manage, "quickstart", "--no-serve"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*manage, "runserver", address, "--noreload"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"http://{address}/about/")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url):
    """Return when the site answers; fail after half a minute."""
    for _ in range(150):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{url} did not answer within 30 seconds")


@pytest.fixture
def open_page(chromium, site):
    """Open an address of the site in a window of its own; returns Playwright's page.

    A page that asks for anything from elsewhere, or breaks the Content-Security-Policy,
    fails its test.
    """
    contexts, faults = [], []

    def open_it(path="/", **options):
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((site, "data:")) else faults.append(asked.url)
            ),
        )
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def admin_page(open_page):
    """The admin, signed in as its administrator."""
    page = open_page("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page
