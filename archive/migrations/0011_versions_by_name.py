"""A version for each kind and record, beside the one of all data."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0010_former_slugs_named"),
    ]

    operations = [
        migrations.DeleteModel(name="DataVersion"),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                ("name", models.CharField(max_length=130, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "data version",
                "verbose_name_plural": "data versions",
            },
        ),
    ]
