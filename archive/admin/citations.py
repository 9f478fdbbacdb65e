"""Citations: the passages, what they support, and which of them are lost."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from archive.admin.anchoring import AnchorForm
from archive.admin.base import KeptAdmin, change_address
from archive.admin.fields import about_field, offer
from archive.admin.reviewing import IDENTITY
from archive.admin.site import site
from archive.models import TARGETS, Citation


class CitationForm(AnchorForm):
    """On its own page a citation may be about anything: one of many foreign keys."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "about" in self.fields:
            self.fields["about"] = about_field(type(self.instance.target))
            offer(self.fields["about"], [self.instance.about])


@admin.register(Citation, site=site)
class CitationAdmin(KeptAdmin):
    form = CitationForm
    list_display = ["words", "article", "of", "supports", "lost", "is_public"]
    list_filter = ["lost", "supports", "is_public"]
    list_defer = ["article__text", "about_article__text"]
    ordering = ["-pk"]
    searched = {"article": "article", "official": "official", "event": "event"}
    link_fields = ["article", *TARGETS]
    readonly_fields = ["public_state", "state", "paragraph"]
    label_related = ["article"]
    label_defer = ["article__text"]
    fieldsets = [
        (
            gettext_lazy("Passage"),
            {
                "fields": ["article", "exact", ("prefix", "suffix"), ("state", "paragraph")],
                "description": gettext_lazy(
                    "Copy the words from the article. If they stand there more than once, "
                    "add the words before or after them."
                ),
            },
        ),
        (
            gettext_lazy("What it supports"),
            {
                "fields": [
                    ("supports", "about"),
                    ("official", "organization", "place"),
                    ("event", "delegation", "agreement"),
                    ("post", "appearance", "party"),
                    ("progress", "name", "about_article"),
                    "note",
                ],
                "description": gettext_lazy("One record or fact; leave the others empty."),
            },
        ),
        (gettext_lazy("Publishing"), {"fields": ["public_state"]}),
        IDENTITY,
    ]

    def get_list_select_related(self, request):
        return [
            "article",
            *TARGETS,
            "post__official",
            "appearance__official",
            "appearance__event",
            "party__official",
            "party__organization",
            "party__place",
        ]

    @admin.display(description=gettext_lazy("words"))
    def words(self, citation):
        return Truncator(citation.exact).chars(90)

    @admin.display(description=gettext_lazy("of"))
    def of(self, citation):
        return f"{citation.target._meta.verbose_name}: {citation.target}"

    @admin.display(description=gettext_lazy("state"))
    def state(self, citation):
        if citation.lost:
            return gettext_lazy(
                "Lost: the article no longer says this. Correct the words, or delete it."
            )
        return gettext_lazy("Found in the article.") if citation.pk else ""

    def links(self, obj):
        """The article it quotes, and what it is about."""
        return [(str(record), change_address(record)) for record in (obj.article, obj.target)]
