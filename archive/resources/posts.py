"""The sheet of posts."""

from django.utils.translation import gettext_lazy as _

from archive.models import Article, Post
from archive.resources.sheets import IDENTITY, SOURCE, UNSOURCED, Column, SourcedResource
from archive.resources.widgets import Reference


class PostResource(SourcedResource):
    rare = UNSOURCED
    article = Column(
        "article",
        widget=Reference(Article),
        meaning=_("The article whose statement it is: its slug, web address or title."),
        required=True,
    )

    class Meta:
        model = Post
        fields = [
            *IDENTITY,
            "official",
            "title",
            "organization",
            "place",
            "since",
            "until",
            "inferred",
            *SOURCE,
            *UNSOURCED,
        ]
        import_id_fields = ["official", "title", "organization", "place", "article"]
