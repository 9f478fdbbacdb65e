"""The same specification, on PostgreSQL; the browser looks at pages on SQLite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ["--ignore=tests/browser"]
HOW = (
    "No PostgreSQL to test on. Start one and name it: "
    "TEST_POSTGRESQL_URL=postgresql://user:password@127.0.0.1/name (its user may create databases)."
)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="Already on PostgreSQL.")
@pytest.mark.skipif(not os.environ.get("TEST_POSTGRESQL_URL"), reason=HOW)
def test_everything_passes_on_postgresql_too():
    environment = os.environ | {
        "DATABASE_URL": os.environ["TEST_POSTGRESQL_URL"],
        "SECRET_KEY": "only for this test",
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        *("-n", "0"),  # the others have the other cores
        *LEFT_OUT,
        f"--ignore={__file__}",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    print(done.stdout[-8000:])  # noqa: T201  shown when the test fails, and by -rP
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
