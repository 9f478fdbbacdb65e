"""manage.py suggest: what a text probably states, from the command line."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.models import Article, Official

RELEASE = """Lianhe City and Port Ellery Sign Sister City Agreement

2019-04-16 09:12:33

On April 12, Gao Wenbo, mayor of Lianhe, met with Mr. Peter Hallam, Mayor of Port Ellery,
and his delegation. Lianhe City and Port Ellery signed the Agreement on Sister City Relations.
"""


def run(*arguments):
    """The exit status of the command, and what it printed on both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("suggest", *[str(each) for each in arguments], stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(RELEASE)
    return path


def test_json_is_one_object_of_the_shape_that_is_promised(release):
    status, out, err = run(release, "--json")

    claims = json.loads(out)
    assert (status, err) == (0, "")
    assert list(claims) == [
        *["title", "published", "officials", "events", "delegations", "agreements"]
    ]
    assert claims["title"] == "Lianhe City and Port Ellery Sign Sister City Agreement"
    assert claims["published"] == {
        "as_printed": "2019-04-16 09:12:33",
        "edtf": "2019-04-16",
        "quote": "2019-04-16 09:12:33",
    }
    quote = "Gao Wenbo, mayor of Lianhe"
    assert claims["officials"][0] == {
        "name": "Gao Wenbo",
        "quote": quote,
        "start": RELEASE.index(quote),
        "end": RELEASE.index(quote) + len(quote),
        "posts": [{"title": "mayor", "organization": None, "place": "Lianhe"}],
    }
    met = RELEASE[
        RELEASE.index("On April 12") : RELEASE.index(" Lianhe City and Port Ellery signed")
    ]
    assert claims["events"] == [
        {
            "kind": "meeting",
            "date": {"as_printed": "On April 12", "edtf": "2019-04-12"},
            "quote": met,
        }
    ]
    assert claims["delegations"] == [
        {"from": "Port Ellery", "to": None, "leader": "Peter Hallam", "members": [], "quote": met}
    ]
    assert claims["agreements"] == [
        {
            "title": "Agreement on Sister City Relations",
            "kinds": ["twinning"],
            "parties": ["Lianhe City", "Port Ellery"],
            "quote": "Lianhe City and Port Ellery signed the Agreement on Sister City Relations",
        }
    ]


def test_what_a_text_does_not_say_is_null(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("The weather was fine.")

    status, out, _err = run(path, "--json")

    assert status == 0
    assert json.loads(out) == {
        "title": None,
        "published": {"as_printed": None, "edtf": None, "quote": None},
        "officials": [],
        "events": [],
        "delegations": [],
        "agreements": [],
    }


def test_a_person_reads_one_line_for_each_fact_with_its_passage_below(release):
    status, out, _err = run(release)

    assert status == 0
    lines = out.splitlines()
    assert lines[:2] == [
        "Title: Lianhe City and Port Ellery Sign Sister City Agreement",
        "Published: 2019-04-16 09:12:33 (2019-04-16)",
    ]
    assert lines[lines.index("- Gao Wenbo: mayor, Lianhe") + 1] == "  “Gao Wenbo, mayor of Lianhe”"
    assert "- Port Ellery → ?: Peter Hallam" in lines
    assert "- Agreement on Sister City Relations: Lianhe City – Port Ellery" in lines


def test_nothing_is_written_and_no_database_is_asked(release, django_assert_num_queries):
    with django_assert_num_queries(0):
        run(release, "--json")

    assert not Article.objects.exists()
    assert not Official.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_the_encodings_that_imports_read(tmp_path, encoding):
    path = tmp_path / "release.txt"
    path.write_bytes("11月26日，临河市委书记高文博会见了安平市市长朱立安一行。".encode(encoding))

    status, out, _err = run(path, "--json")

    assert status == 0
    assert [each["name"] for each in json.loads(out)["officials"]] == ["高文博", "朱立安"]


def test_line_ends_of_another_system_count_in_the_offsets(tmp_path):
    path = tmp_path / "release.txt"
    text = RELEASE.replace("\n", "\r\n")
    path.write_bytes(text.encode())

    _status, out, _err = run(path, "--json")

    for official in json.loads(out)["officials"]:
        assert text[official["start"] : official["end"]] == official["quote"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"%PDF-1.7 binary", "not a text file"),
        (b"PK\x03\x04 and more", "not a text file"),
        (bytes(range(1, 256)) * 4, "not a text file"),
        (b"a" * (2 * 2**20 + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_one_sentence(tmp_path, content, why):
    path = tmp_path / "release.txt"
    path.write_bytes(content)

    status, out, message = run(path, "--json")

    assert (status, out) == (2, "")
    assert why in message
    assert message.count(".") <= 2


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert run(tmp_path / "none.txt") == (2, "", "There is no such file.")
    assert run(tmp_path) == (2, "", "The file cannot be opened.")
