"""The ids of search entries: by kind, and within a kind in the order of hits.

From the greatest bits to the least an id held the day, the kind and the record, and the greatest
came first. Now it holds the kind, the day and the record, the latter two such that the least comes
first; what the public may not read is below zero. See `entry_id`. No new id is an old one: for
that, the numbers of two records would have to make 2^38 - 1 together.

SQLite: the indexes are not told of each entry, but made anew.
"""

from django.db import migrations

RECORD = 2**38 - 1
REST = 2**60 - 1  # all but the kind
POSITIVE = 2**63 - 1

TO_KINDS = (
    f"((id >> 38 & 7) << 60) + {REST} - ((id >> 41) << 38) - (id & {RECORD})"
    f" + CASE WHEN is_public THEN 0 ELSE -{POSITIVE} - 1 END"
)
WAS = f"({REST} - (id & {REST}))"  # the day and the record
TO_DAYS = f"(({WAS} >> 38) << 41) + ((id >> 60 & 7) << 38) + ({WAS} & {RECORD})"

INDEXES = ["archive_name_index", "archive_text_index"]


def update(schema_editor, expression):
    statement = f"UPDATE archive_searchentry SET id = {expression}"  # noqa: S608 -- numbers of our own
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(statement)
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)",
            [f"{index}_update" for index in INDEXES],
        )
        triggers = cursor.fetchall()
    for name, _sql in triggers:
        schema_editor.execute(f"DROP TRIGGER {name}")
    schema_editor.execute(statement)
    for index in INDEXES:
        schema_editor.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 -- a name of our own
    for _name, sql in triggers:
        schema_editor.execute(sql)


def by_kinds(apps, schema_editor):
    update(schema_editor, TO_KINDS)


def by_days(apps, schema_editor):
    update(schema_editor, TO_DAYS)


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_indexes_of_large_lists")]

    operations = [migrations.RunPython(by_kinds, by_days)]
