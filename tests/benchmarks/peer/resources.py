"""The peer's resources: references by their slugs, rows by their slugs, unchanged ones skipped."""

from django.db.models import ForeignKey
from import_export.fields import Field
from import_export.resources import modelresource_factory
from import_export.widgets import ForeignKeyWidget

from tests.benchmarks.peer import models

SHEETS = {
    "places": models.Place,
    "organizations": models.Organization,
    "officials": models.Official,
    "articles": models.Article,
    "posts": models.Post,
    "events": models.Event,
    "delegations": models.Delegation,
    "appearances": models.Appearance,
    "agreements": models.Agreement,
    "parties": models.Party,
}


def resource(model):
    """A ModelResource with a ForeignKeyWidget for each reference."""
    references = {
        field.name: Field(
            attribute=field.name,
            column_name=field.name,
            widget=ForeignKeyWidget(field.related_model, "slug"),
        )
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
    }
    options = {
        "exclude": ["id"],
        "import_id_fields": ["slug"],
        "skip_unchanged": True,
        "report_skipped": True,
    }
    return modelresource_factory(model, meta_options=options, custom_fields=references)()
