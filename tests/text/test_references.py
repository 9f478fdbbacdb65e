"""References that other programs can read, and that say what is not sure."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.references import FORMATS, Reference, read_issued
from archive.text.references.reference import one_line

WORDS = st.text(max_size=60) | st.text(alphabet="\\{}%$#&_~^|[]=<>\"'\r\n \ta", max_size=40)
REFERENCES = st.builds(
    Reference,
    kind=st.just("post"),
    slug=st.text(alphabet="ab-_谭1", min_size=1, max_size=20),
    title=WORDS,
    url=st.just("https://archive.example/facts/post-%E8%B0%AD/"),
    accessed=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    description=WORDS,
    publisher=WORDS,
    byline=WORDS,
    issued=st.sampled_from(["", "2018-11-26", "2018?-09-12", "201X", "XXXX-09-12", "2013/.."]),
    source_url=st.just("https://news.example/a_b?c={d}&e=%20#f"),
    article=WORDS,
    paragraph=st.none() | st.integers(1, 500),
    quote=WORDS,
)


def reference(**fields):
    given = {
        "kind": "article",
        "slug": "dalian-meeting",
        "title": "Leaders Meet in Dalian",
        "url": "https://archive.example/articles/dalian-meeting/",
        "accessed": date(2026, 11, 22),
    }
    return Reference(**given | fields)


def write(name, **fields):
    return FORMATS[name].write(reference(**fields))


PRINTED = {"publisher": "Dalian Daily", "byline": "Liu Jianing", "issued": "2018-11-26"}
FACT = {
    "kind": "post",
    "title": "Tan Zuojun: mayor of Dalian",
    "description": "Post",
    "article": "Leaders Meet in Dalian",
    "paragraph": 7,
    "quote": "Tan Zuojun, mayor of Dalian, attended",
}


# Strict readers of each format, written after its specification, not after our writer.


def read_bibtex(text):
    """The key and the fields of one entry; every brace counted as BibTeX counts them."""
    head = re.match(r"@misc\{([A-Za-z0-9-]+),\s*", text)
    assert head, text
    place, fields = head.end(), {}
    while text[place] != "}":
        name = re.compile(r"([a-z]+) = ").match(text, place)
        assert name, text[place:]
        value, place = read_value(text, name.end())
        assert name[1] not in fields
        fields[name[1]] = value
        separator = re.compile(r",?\s*").match(text, place)
        place = separator.end()
    assert text[place + 1 :].strip() == ""
    return head[1], fields


def read_value(text, place):
    """A value from `place` on: a month's name, or words in balanced braces."""
    month = re.compile(r"[a-z]{3}\b").match(text, place)
    if month:
        return month[0], month.end()
    assert text[place] == "{"
    depth = 0
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[place + 1 : end], end + 1
    raise AssertionError("a brace is not closed")


LATEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}


def unlatex(value):
    """The words that LaTeX prints; anything it would take for a command is an error."""
    words, place = [], 0
    for found in re.finditer(r"\\(?:([a-z]+)\{\}|([#$%&_]))", value):
        plain = value[place : found.start()]
        assert not re.search(r"[\\{}#$%&_~^]", plain), plain
        words += [plain, LATEX[found[1]] if found[1] else found[2]]
        place = found.end()
    assert not re.search(r"[\\{}#$%&_~^]", value[place:])
    return "".join([*words, value[place:]])


def read_ris(text):
    """The lines of one record as (tag, value)."""
    assert text.endswith("\r\n")
    lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text[:-2].split("\r\n")]
    assert all(lines), text
    fields = [(line[1], line[2]) for line in lines]
    assert fields[0][0] == "TY"
    assert fields[-1] == ("ER", "")
    assert not any("\r" in value or "\n" in value for _, value in fields)
    return fields


def read_template(text):
    """The fields of one {{cite web}}, with its entities as the signs they stand for."""
    assert text.startswith("{{cite web |")
    assert text.endswith("}}")
    fields = {}
    for part in text[len("{{cite web |") : -2].split(" |"):
        name, equals, value = part.partition("=")
        assert re.fullmatch("[a-z-]+", name), text
        assert equals
        assert not re.search(r"[{}|\[\]<>\n]|''|~~~|__", value), value
        assert name not in fields
        fields[name] = re.sub("&#([0-9]+);", lambda found: chr(int(found[1])), value)
    return fields


@given(REFERENCES)
def test_any_words_come_back_from_bibtex(made):
    key, fields = read_bibtex(FORMATS["bibtex"].write(made))

    assert key == made.key
    assert unlatex(fields.get("title", "")) == one_line(made.title)
    assert unlatex(fields.get("author", "{}")[1:-1]) == one_line(made.byline)
    if one_line(made.quote):
        assert f"“{one_line(made.quote)}”" in unlatex(fields["note"])


@given(REFERENCES)
def test_any_words_come_back_from_ris(made):
    fields = read_ris(FORMATS["ris"].write(made))

    assert dict(fields).get("TI", "") == one_line(made.title)
    assert dict(fields).get("AU", "") == one_line(made.byline)
    notes = [value for tag, value in fields if tag == "N1"]
    if one_line(made.quote):
        assert f"“{one_line(made.quote)}”" in notes


@given(REFERENCES)
def test_any_words_come_back_from_csl_json(made):
    (item,) = json.loads(FORMATS["csl-json"].write(made))

    assert item.get("title", "") == one_line(made.title)
    assert item["id"] == made.key
    assert one_line(made.quote) in item.get("note", "")


@given(REFERENCES)
def test_any_words_come_back_from_the_wikipedia_template(made):
    fields = read_template(FORMATS["wikipedia"].write(made))

    assert fields.get("title", "") == one_line(made.title)
    assert fields.get("quote", "") == one_line(made.quote)
    assert fields["url"] == made.url


@given(REFERENCES)
def test_a_style_is_one_line_and_names_the_address(made):
    for name in ("apa", "chicago"):
        line = FORMATS[name].write(made)
        assert line == one_line(line)
        assert made.url in line


def test_apa_names_who_when_what_and_where():
    assert write("apa", **PRINTED) == (
        "Liu Jianing. (2018, November 26). Leaders Meet in Dalian. Dalian Daily. "
        "Cooperation Archive. Retrieved November 22, 2026, from "
        "https://archive.example/articles/dalian-meeting/"
    )


def test_apa_puts_the_publisher_or_the_title_where_nobody_signed():
    assert write("apa", publisher="Dalian Daily").startswith("Dalian Daily. (n.d.). Leaders Meet")
    assert write("apa").startswith("Leaders Meet in Dalian. (n.d.). Cooperation Archive. Retr")


def test_chicago_names_who_what_where_and_when():
    assert write("chicago", **PRINTED) == (
        "Liu Jianing. “Leaders Meet in Dalian.” Dalian Daily, November 26, 2018. "
        "Cooperation Archive. Accessed November 22, 2026. "
        "https://archive.example/articles/dalian-meeting/."
    )


def test_a_title_that_ends_a_sentence_gets_no_second_full_stop():
    assert "“Who Signed?” n.d. Coop" in write("chicago", title="Who Signed?")
    assert write("apa", title="Who Signed?").startswith("Who Signed? (n.d.). ")


def test_quotation_marks_within_a_title_become_single_in_chicago():
    assert "“The ‘Belt’ and 'Road'.”" in write("chicago", title='The “Belt” and "Road"')


def test_a_fact_says_in_which_paragraph_of_which_article_it_is_reported():
    where = "eported in “Leaders Meet in Dalian”, paragraph 7"

    assert f"[Post, r{where}]. (n.d.)" in write("apa", **FACT)
    assert f"“Tan Zuojun: mayor of Dalian.” Post, r{where}. Coop" in write("chicago", **FACT)
    assert f"Post, r{where}; “Tan Zuojun" in read_bibtex(write("bibtex", **FACT))[1]["note"]
    assert ("N1", f"Post, r{where}") in read_ris(write("ris", **FACT))
    assert read_template(write("wikipedia", **FACT))["type"] == f"Post, r{where}"


@pytest.mark.parametrize(
    ("edtf", "apa", "chicago", "wikipedia"),
    [
        ("2018-11-26", "(2018, November 26)", "November 26, 2018", "26 November 2018"),
        ("2018-11", "(2018, November)", "November 2018", "November 2018"),
        ("2018", "(2018)", "2018", "2018"),
        ("2018?-09-12", "([2018?], September 12)", "September 12, [2018?]", "c. 2018"),
        ("2018-09-?12", "(2018, September)", "September 2018", "September 2018"),
        ("2018-09-12?", "([2018?])", "[2018?]", "c. 2018"),
        ("2018~", "(ca. 2018)", "ca. 2018", "c. 2018"),
        ("201X", "([between 2010 and 2019])", "[between 2010 and 2019]", "n.d."),
        ("2013/..", "(2013–)", "2013–", "c. 2013"),
        ("2018-21", "(2018)", "2018", "2018"),
        ("XXXX-09-12", "(n.d.)", "n.d.", "n.d."),
        ("", "(n.d.)", "n.d.", "n.d."),
        ("not a date", "(n.d.)", "n.d.", "n.d."),
    ],
)
def test_a_date_is_given_as_sure_as_it_is(edtf, apa, chicago, wikipedia):
    assert apa in write("apa", issued=edtf)
    assert f"“Leaders Meet in Dalian.” {chicago}" in write("chicago", issued=edtf)
    assert read_template(write("wikipedia", issued=edtf))["date"] == wikipedia


def test_files_give_a_doubtful_year_as_words_and_never_as_a_number():
    (item,) = json.loads(write("csl-json", issued="2018?-09-12"))
    lines = read_ris(write("ris", issued="2018?-09-12"))

    assert item["issued"] == {"literal": "[2018?]"}
    assert ("N1", "Date: [2018?]") in lines
    assert {"PY", "DA"}.isdisjoint(tag for tag, _ in lines)
    assert read_bibtex(write("bibtex", issued="2018?-09-12"))[1]["year"] == "[2018?]"


def test_files_give_a_sure_day_as_numbers():
    (item,) = json.loads(write("csl-json", issued="2018-11-26"))
    lines = dict(read_ris(write("ris", issued="2018-11-26")))
    fields = read_bibtex(write("bibtex", issued="2018-11-26"))[1]

    assert item["issued"] == {"date-parts": [[2018, 11, 26]]}
    assert (lines["PY"], lines["DA"], lines["Y2"]) == ("2018", "2018/11/26/", "2026/11/22")
    assert (fields["year"], fields["month"]) == ("2018", "nov")


def test_a_name_in_chinese_gets_a_key_that_every_program_takes_and_no_other_has():
    keys = {reference(slug=slug).key for slug in ("谭作钧", "王忠", "tan-zuojun", "tan_zuojun")}

    assert len(keys) == 4
    assert all(re.fullmatch("[A-Za-z0-9-]+", key) for key in keys)
    assert "article-tan-zuojun" in keys


@given(st.text(alphabet="0123456789X-?~%/.[]{},T", max_size=25))
def test_whatever_stands_for_a_date_never_stops_a_reference(edtf):
    issued = read_issued(edtf)

    assert 0 <= issued.month <= 12
    assert 0 <= issued.day <= 31
    assert issued.is_sure == bool(re.fullmatch("[0-9]+", issued.year))
