"""People who sign in, and their groups."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group

from archive.admin.site import site
from archive.models import User


class Called:
    """Mixed in so that suggestions can name these rows too."""

    best_first = ["pk"]

    def with_label(self, rows):
        return rows

    def labels(self, records):
        return [str(record) for record in records]


@admin.register(User, site=site)
class UserAdmin(Called, DjangoUserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    ordering = ["username", "pk"]


site.unregister(Group)  # as Django registered it


@admin.register(Group, site=site)
class GroupAdmin(Called, DjangoGroupAdmin):
    ordering = ["name", "pk"]
