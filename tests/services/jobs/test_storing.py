"""Plans on disk: any page of any number of rows, in the order of the file."""

from hypothesis import given
from hypothesis import strategies as st

from archive.services.jobs.planning import cut, shortened
from archive.services.jobs.storing import Lines, Pages


def written(folder, rows):
    lines = Lines(folder / "rows")
    for key, number in rows:
        lines.add([key, "all"], number, {"key": key, "row": number})
    lines.close()
    return Pages(folder / "rows")


@given(rows=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 2**23)), max_size=60))
def test_pages_put_together_are_all_rows_in_the_order_of_the_file(tmp_path_factory, rows):
    pages = written(tmp_path_factory.mktemp("plan"), rows)

    got = [line for start in range(0, 60, 7) for line in pages.page(["a", "b", "c"], start, 7)]

    expected = [(key, n) for key in "abc" for n in sorted(n for k, n in rows if k == key)]
    assert [(line["key"], line["row"]) for line in got] == expected


def test_a_row_is_found_by_its_number(tmp_path):
    pages = written(tmp_path, [("a", 7), ("a", 3), ("a", 7), ("b", 7)])

    found = pages.of_rows("a", [3, 5, 7])

    assert {number: len(lines) for number, lines in found.items()} == {3: 1, 5: 0, 7: 2}


def test_a_page_reads_its_own_lines_alone(tmp_path, monkeypatch):
    pages = written(tmp_path, [("a", number) for number in range(5000)])
    read = []
    monkeypatch.setattr(pages, "lines", lambda entries: read.append(len(entries)) or [])

    pages.page(["a"], 4000, 50)

    assert read == [50]


def test_of_long_values_that_part_is_kept_where_they_differ():
    old, new = shortened("x" * 1000 + "old" + "y" * 1000, "x" * 1000 + "new" + "y" * 1000)

    assert "old" in old
    assert "new" in new
    assert len(old) <= 302


def test_short_values_stay_as_they_are():
    assert shortened("old", "new") == ("old", "new")
    assert cut("") == ""
