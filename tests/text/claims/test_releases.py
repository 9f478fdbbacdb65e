"""Invented releases of the genre, each with what a careful reader would find in it.

Their names, spellings and layouts are not those of the five documents: what is found here is
found by rule. `<name>.json` is what the command prints, without the offsets.
"""

import json
from pathlib import Path

import pytest

from archive.text.claims import read_claims

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.txt"))


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_a_release_states_what_a_reader_finds_in_it(path):
    claims = read_claims(path.read_text()).as_json()
    for official in claims["officials"]:
        del official["start"], official["end"]

    assert claims == json.loads(path.with_suffix(".json").read_text())


def test_every_release_has_its_reading():
    assert len(RELEASES) >= 12
    assert all(path.with_suffix(".json").exists() for path in RELEASES)
