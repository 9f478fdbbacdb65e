"""The full-text indexes, which the database itself keeps in step with the search entries.

SQLite: two FTS5 tables without content of their own, filled by triggers. `archive_name_index`
has the beginnings of words at hand; `archive_text_index`, which is large, has not. A later
migration that makes SQLite rebuild `archive_searchentry` must make the triggers anew.

PostgreSQL: two stored tsvectors with a GIN index each, and a view on either that gives the
columns the names they have in SQLite. A tsvector holds at most 1 MB; what `left` leaves stays
below it whatever the letters.
"""

from django.db import migrations

TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"
WRITE_BUFFER = 8 * 2**20  # bytes: halves the time of a large import


def fts5(table, columns, options):
    """The statements for one FTS5 index over columns of the entries, and its triggers."""
    listed = ", ".join(columns)
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("new", "old"))
    put = f"INSERT INTO {table} (rowid, {listed}) VALUES (new.id, {new});"
    take = f"INSERT INTO {table} ({table}, rowid, {listed}) VALUES ('delete', old.id, {old});"
    on = "ON archive_searchentry BEGIN"
    return [
        f"CREATE VIRTUAL TABLE {table} USING fts5({listed}, "
        f"content = 'archive_searchentry', content_rowid = 'id', {options})",
        f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WRITE_BUFFER})",
        f"CREATE TRIGGER {table}_insert AFTER INSERT {on} {put} END",
        f"CREATE TRIGGER {table}_delete AFTER DELETE {on} {take} END",
        f"CREATE TRIGGER {table}_update AFTER UPDATE OF id, {listed} {on} {take} {put} END",
        f"INSERT INTO {table} ({table}) VALUES ('rebuild')",
    ]


def tsvector(table, expression):
    """The statements for one tsvector of the entries, its index and its view."""
    return [
        f"ALTER TABLE archive_searchentry ADD COLUMN {table} tsvector "
        f"GENERATED ALWAYS AS (to_tsvector('simple', {expression})) STORED",
        f"CREATE INDEX {table}_gin ON archive_searchentry USING gin ({table})",
        f"CREATE VIEW {table} AS SELECT id AS rowid, {table} FROM archive_searchentry",
    ]


MAKE = {
    "sqlite": [
        *fts5("archive_name_index", ["names"], f"prefix = '2 3 4', {TOKENIZER}"),
        *fts5("archive_text_index", ["names", "words"], TOKENIZER),
    ],
    "postgresql": [
        *tsvector("archive_name_index", "left(names, 20000)"),
        *tsvector("archive_text_index", "left(names, 20000) || ' ' || left(words, 180000)"),
    ],
}
DROP = {
    "sqlite": [
        *(
            f"DROP TRIGGER archive_{name}_index_{event}"
            for name in ("name", "text")
            for event in ("insert", "delete", "update")
        ),
        "DROP TABLE archive_name_index",
        "DROP TABLE archive_text_index",
    ],
    "postgresql": [
        "DROP VIEW archive_name_index",
        "DROP VIEW archive_text_index",
        "ALTER TABLE archive_searchentry DROP COLUMN archive_name_index",
        "ALTER TABLE archive_searchentry DROP COLUMN archive_text_index",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
