"""What a reader may type, and what it finds."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import index_text, joined_forms
from archive.text.queries import fts5_query, parse_query, tsquery

NAMES = {
    1: "Tan Zuojun",
    2: "Tan Chengxu",
    3: "TAN Zuo-jun",
    4: "Wang Zhong",
    5: "谭作钧",
    6: "Da’an City",
    7: "Nguyễn Tấn Dũng",
    8: "Baoshan, Yunnan: mayor Yang Jun's visit in 2018年",
}
TYPED = st.text() | st.text(alphabet="ab\"'-*()^:{}+\\&|!<>\0 ANDORNT谭’“;%_,.", max_size=60)
LEXEME = r"'[^\W_]+'(?::\*)?"
PHRASE = rf"\({LEXEME}(?: <-> {LEXEME})+\)"
CHOICE = rf"\((?:{LEXEME}|{PHRASE})(?: \| (?:{LEXEME}|{PHRASE}))*\)"
TSQUERY = re.compile(rf"{CHOICE}(?: & !?{CHOICE})*")


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE entries USING fts5(names, words, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    for number, name in NAMES.items():
        connection.execute(
            "INSERT INTO entries (rowid, names, words) VALUES (?, ?, ?)",
            (number, joined_forms(name), index_text(name)),
        )
    yield connection
    connection.close()


def found(index, q):
    match = fts5_query(parse_query(q))
    if not match:
        return []
    rows = index.execute("SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rowid", [match])
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("tan zuojun", [1, 3, 5]),
        ("Tan Zuo jun", [1, 3, 5]),
        ("zuojun tan", [1, 3, 5]),
        ("ZUO-JUN tan", [1, 3, 5]),
        ("TanZuojun", [1, 3, 5]),
        ("tan zuoj", [1, 3, 5]),
        ("tan", [1, 2, 3, 5, 7]),
        ("tan -zuojun", [2, 7]),
        ("tan -zuo-jun", [2, 7]),
        ('"chengxu tan"', []),
        ('"tan chengxu"', [2]),
        ("tan che", [2]),
        ("tan che ", []),
        ("w", []),
        ("wa", [4]),
        ("作钧", [5]),
        ("谭作钧", [5]),
        ("钧作", []),
        ("daan", [6]),
        ("Da'an", [6]),
        ("da-an", [6]),
        ("Nguyen Tan Dung", [7]),
        ("nguyễn", [7]),
        ("Yang Jun", [8]),
        ("jun's visit", [8]),
        ("2018年", [8]),
        ("Baoshan/Yunnan", [8]),
        ("-baoshan", []),
        ("", []),
        ("AND", []),
        ("NEAR(tan zuojun)", []),
        ("names:tan", []),
    ],
)
def test_a_name_is_found_however_it_is_typed(index, q, numbers):
    assert found(index, q) == numbers


@given(TYPED)
def test_sqlite_understands_whatever_is_typed(q):
    match = fts5_query(parse_query(q))
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE entries USING fts5(names)")
        connection.execute("SELECT * FROM entries WHERE entries MATCH ?", [match or '"x"'])
    finally:
        connection.close()


@given(TYPED)
def test_whatever_is_typed_becomes_quoted_lexemes(q):
    query = tsquery(parse_query(q))

    assert not query or TSQUERY.fullmatch(query)
    assert bool(query) == bool(fts5_query(q))


@given(TYPED)
def test_every_query_is_bounded(q):
    query = parse_query(q * 50)

    assert len(query.terms) + len(query.phrases) + len(query.excluded) <= 12
    assert len(fts5_query(query)) < 20_000


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("dalian", "('dalian':*)"),
        ("dalian ", "('dalian')"),
        ("a", "('a')"),
        ("zuo-jun ", "(('zuo' <-> 'jun') | 'zuojun')"),
        ("tan jun", "('tan' | 'tanjun':*) & ('jun':* | 'tanjun':*)"),
        ('dalian "party committee"', "('dalian') & (('party' <-> 'committee'))"),
        ("dalian -baoshan", "('dalian') & !('baoshan')"),
        ("大连", "(('大' <-> '连'))"),
        ("o'); DROP TABLE x; --", "('o') & ('drop') & ('table') & ('x')"),
        ("' & | !", ""),
        ("-dalian", ""),
    ],
)
def test_postgresql_is_asked_the_same(q, expected):
    simple = re.sub(r" \| '(?:odrop|droptable|tablex|odroptable|droptablex)'", "", tsquery(q))

    assert simple == expected


def test_control_characters_part_words():
    assert fts5_query("dalian\0baoshan ") == fts5_query("dalian baoshan ")


def test_only_the_beginning_of_a_long_query_is_used():
    assert fts5_query("a" * 100_000) == fts5_query("a" * 200)
    assert len(parse_query("ab " * 60).terms) == 12
