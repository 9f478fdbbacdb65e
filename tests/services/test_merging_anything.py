"""Merging any two records of a kind, in either order: nothing is out of step afterwards."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import FACTS, Citation, FormerSlug
from archive.services.auditing import audit
from archive.services.merging import MERGEABLE, MergeRefusedError, make_plan, merge_records
from tests.resources.workbooks import load_first_five

ANY_TWO = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))


@pytest.fixture
def _first_five():
    load_first_five()


def problems():
    return {(each.code, each.kind, each.slug, each.article) for each in audit().problems}


def facts():
    return {model: model.objects.count() for model in [*FACTS.values(), Citation]}


@pytest.mark.usefixtures("_first_five")
@pytest.mark.parametrize("model", MERGEABLE, ids=lambda model: model._meta.model_name)
def test_any_two_records_of_a_kind_merge_or_are_refused_and_nothing_is_out_of_step(model):
    ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
    before = problems()

    @settings(
        max_examples=5,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(ANY_TWO, st.booleans())
    def merge(two, take):
        one, other = (model.objects.get(pk=ids[number % len(ids)]) for number in two)
        with transaction.atomic():
            check(one, other, {name: "merged" for name in ["name", "label", "date"] if take})
            transaction.set_rollback(True)

    def check(kept, merged, choices):
        plan = make_plan(kept=kept, merged=merged, choices=choices)
        counted = facts()
        try:
            merge_records(kept=kept, merged=merged, choices=choices, seen=plan.fingerprint)
        except MergeRefusedError:
            assert facts() == counted
        else:
            assert not model.objects.filter(pk=merged.pk).exists()
            leads = FormerSlug.objects.get(kind=model.record_kind(), slug=merged.slug)
            assert leads.current_slug == kept.slug
            joined = {each: len(some) for each, some in plan.joined.items() if each in counted}
            for each in FACTS.values():
                more = len(plan.names) if each.record_kind() == "name" else 0
                assert facts()[each] == counted[each] - joined.get(each, 0) + more
        assert problems() == before

    merge()
