"""Ledgers: to be read in the admin, written by services alone."""

from django.contrib import admin
from django.db.models import Q

from archive.admin.lists import Listed


class ReadOnlyAdmin(Listed, admin.ModelAdmin):
    """Shows rows to those who may see them; nobody adds, changes or deletes one by hand."""

    search_fields = ["slug"]
    starts = "slug"  # the field by whose beginning rows are found

    def matching(self, words):
        return Q(**{f"{self.starts}__istartswith": words})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
