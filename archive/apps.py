"""The app, the groups every installation has, and what its database knows of its tables."""

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


def keep_groups(app_config, apps=all_apps, verbosity=0, **kwargs):
    """Give the groups their permissions, made first if Django has not come to that yet."""
    from django.contrib.auth.management import create_permissions

    from archive.services.granting import grant_groups

    create_permissions(app_config, apps=apps, verbosity=verbosity)
    grant_groups(apps=apps)


def plan_for_many(**kwargs):
    """Tell the database, before there is a row, how large its tables may become."""
    from archive.services.statistics import refresh_statistics

    refresh_statistics()


def editors_site():
    """The site of `archive.admin`, made once, whoever asks for Django's default first."""
    from archive.admin.site import site

    return site


class EditorsConfig(AdminConfig):
    """Django's admin, with our site as `admin.site`."""

    default_site = "archive.apps.editors_site"


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Cooperation Archive"

    def ready(self):
        # The one signal of the project: permissions, and indexes, are there only after it.
        post_migrate.connect(keep_groups, sender=self, dispatch_uid="archive.keep_groups")
        post_migrate.connect(plan_for_many, sender=self, dispatch_uid="archive.plan_for_many")
