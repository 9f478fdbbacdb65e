"""Id sets: what they hold, whatever the ids; and how little that takes."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from archive.services.idsets import IdNumbers, IdSet, Words

IDS = st.integers(1, 5000) | st.integers(1, 2**62)


@given(
    steps=st.lists(st.tuples(st.sampled_from(["add", "discard", "update"]), IDS)),
    other=st.sets(IDS),
)
def test_an_id_set_holds_what_a_set_holds_in_order(steps, other):
    ours, plain = IdSet(), set()
    for step, pk in steps:
        for some in (ours, plain):
            getattr(some, step)({pk, pk + 1} if step == "update" else pk)

    assert list(ours) == sorted(plain)
    assert (len(ours), bool(ours)) == (len(plain), bool(plain))
    assert all((pk in ours) == (pk in plain) for pk in plain | other)
    assert list(ours | other) == list(ours | IdSet(other)) == sorted(plain | other)
    assert list(ours - IdSet(other)) == sorted(plain - other)
    assert list(ours) == sorted(plain)


@given(pairs=st.lists(st.tuples(IDS, st.integers(1, 2**31))), others=st.sets(IDS))
def test_the_first_number_of_an_id_stays(pairs, others):
    ours, plain = IdNumbers(), {}
    for pk, number in pairs:
        ours.setdefault(pk, number)
        plain.setdefault(pk, number)

    assert all(ours.get(pk) == plain.get(pk) for pk in plain.keys() | others)


@given(words=st.sets(st.text()), others=st.sets(st.text()))
def test_words_that_were_added_are_known_and_others_are_not(words, others):
    known = Words()
    for word in words:
        known.add(word)

    assert all((word in known) == (word in words) for word in words | others)


def test_a_hundred_thousand_ids_take_a_bit_each():
    tracemalloc.start()
    ids = IdSet(range(1, 100_001))
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(ids) == 100_000
    assert size < 60_000
