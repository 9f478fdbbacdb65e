"""What the tests of pages get besides: English, whatever the test before read."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
