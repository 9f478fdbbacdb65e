"""Each entry of an appearance's history keeps its posts.

What they were before is not known: the entries that are there get those of today, so that
taking back an older import leaves the posts alone.
"""

import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

FILL = """
INSERT INTO archive_historicalappearance_posts (id, appearance_id, post_id, history_id)
SELECT held.id, held.appearance_id, held.post_id, entry.history_id
FROM archive_appearance_posts held
JOIN archive_historicalappearance entry ON entry.id = held.appearance_id
WHERE entry.history_type <> '-'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_search_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalAppearance_posts',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('appearance', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='archive.appearance')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='archive.historicalappearance')),
                ('post', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='archive.post')),
            ],
            options={
                'verbose_name': 'HistoricalAppearance_posts',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
