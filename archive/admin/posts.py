"""Posts: an article's statement that somebody held a post."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.base import FactAdmin
from archive.admin.reviewing import FACT, IDENTITY
from archive.admin.site import site
from archive.models import Citation, Post


@admin.register(Post, site=site)
class PostAdmin(FactAdmin):
    list_display = ["title", "official", "organization", "place", "article", "is_public"]
    list_filter = ["is_public", "unsourced"]
    list_select_related = ["official", "organization", "place", "article"]
    list_defer = ["article__text"]
    searched = {
        "official": "official",
        "organization": "organization",
        "place": "place",
        "article": "article",
    }
    link_fields = ["official", "organization", "place", "article"]
    label_related = ["official", "article"]
    label_defer = ["article__text"]
    see_also = [(Citation, "post")]
    fieldsets = [
        (None, {"fields": [("official", "article"), "title", ("organization", "place")]}),
        (
            gettext_lazy("Only where stated"),
            {"fields": [("since", "until"), "inferred"], "classes": ["collapse"]},
        ),
        FACT,
        IDENTITY,
    ]

    def label(self, post):
        return f"{post.official}, {post.title} ({post.article})"
