"""Former slugs: where the addresses of merged records lead. Written by merging alone."""

from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.admin.site import site
from archive.models import FormerSlug


@admin.register(FormerSlug, site=site)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "kind", "current_slug"]
    ordering = ["-pk"]
    fields = ["kind", "slug", "current_slug"]
