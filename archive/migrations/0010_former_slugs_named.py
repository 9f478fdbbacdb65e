"""What the lists of former slugs call them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_search_indexes_of_each_kind"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="formerslug",
            options={"verbose_name": "former slug", "verbose_name_plural": "former slugs"},
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="current_slug",
            field=models.CharField(max_length=100, verbose_name="current slug"),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="kind",
            field=models.CharField(max_length=20, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="slug",
            field=models.CharField(max_length=100, verbose_name="slug"),
        ),
    ]
