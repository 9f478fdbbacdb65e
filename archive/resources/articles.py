"""The sheet of articles."""

from archive.models import Article
from archive.resources.sheets import IDENTITY, REASON, SheetResource


class ArticleResource(SheetResource):
    rare = ["translation_of", *REASON]

    class Meta:
        model = Article
        fields = [
            *IDENTITY,
            "title",
            "kicker",
            "publisher",
            "byline",
            "url",
            "archived_url",
            "retrieved_on",
            "rights",
            "published",
            "published_as_printed",
            "published_basis",
            "published_note",
            "language",
            "text",
            "body_start",
            "body_end",
            "status",
            "translation_of",
            *REASON,
        ]
        import_id_fields = ["title", "publisher", "published"]
