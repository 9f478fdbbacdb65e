"""PostgreSQL: an index of words for each kind of entry, instead of one for all.

To find the few officials that have a word, the one index was read to the end of what all
articles have of it. The views tell the kind, so that queries can name it. SQLite goes on as it
was: there the entries of a kind are one span of ids, and its index goes to any id at once.
"""

from django.db import migrations

KINDS = ["place", "organization", "official", "agreement", "delegation", "event", "article"]
INDEXES = ["archive_name_index", "archive_text_index"]


def execute(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def of_each_kind(apps, schema_editor):
    for index in INDEXES:
        kinds = (
            f"CREATE INDEX {index}_of_{kind} ON archive_searchentry USING gin ({index}) "
            f"WHERE kind = '{kind}'"
            for kind in KINDS
        )
        execute(schema_editor, [f"DROP INDEX {index}_gin", *kinds, *view(index, ", kind")])


def of_all_kinds(apps, schema_editor):
    for index in INDEXES:
        kinds = (f"DROP INDEX {index}_of_{kind}" for kind in KINDS)
        one = f"CREATE INDEX {index}_gin ON archive_searchentry USING gin ({index})"
        execute(schema_editor, [*kinds, one, *view(index, "")])


def view(index, more):
    columns = f"id AS rowid, {index}{more}"
    return [
        f"DROP VIEW {index}",
        f"CREATE VIEW {index} AS SELECT {columns} FROM archive_searchentry",  # noqa: S608 -- names of our own
    ]


class Migration(migrations.Migration):
    dependencies = [("archive", "0008_search_entries_by_kind")]

    operations = [migrations.RunPython(of_each_kind, of_all_kinds)]
