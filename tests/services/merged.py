"""What tests of merging share."""

import pytest

from archive.services.auditing import audit
from archive.services.merging import MergeRefusedError, merge_records
from tests import make


@pytest.fixture(autouse=True)
def in_order_afterwards():
    """Whatever a test merges, nothing is out of step."""
    yield
    assert audit().problems == []


def merge(kept, merged, **options):
    merge_records(kept=kept, merged=merged, **options)
    kept.refresh_from_db()
    return kept


def reasons(kept, merged, **options):
    with pytest.raises(MergeRefusedError) as refused:
        merge_records(kept=kept, merged=merged, **options)
    return " ".join(refused.value.reasons)


def two_officials():
    return make.official(name="Tan Zuojun"), make.official(name="Tan Zuo Jun")
