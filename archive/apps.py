"""The app, the groups every installation has, and what its database knows of its tables."""

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_dependencies
from django.core import checks
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


def check_editors_site(app_configs, **kwargs):
    """The checks of Django's admin, of our site as well if nothing has asked for it before."""
    from django.contrib.admin.checks import check_admin_app

    editors_site()
    return check_admin_app(app_configs, **kwargs)


class EditorsConfig(SimpleAdminConfig):
    """Django's admin, with our site as `admin.site`.

    Its modules are read with the addresses of the site: a command that serves no page does
    without them, which is a tenth of its memory and a third of its start.
    """

    default_site = "archive.apps.editors_site"

    def ready(self):
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_editors_site, checks.Tags.admin)


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Cooperation Archive"

    def ready(self):
        # The one signal of the project: permissions, and indexes, are there only after it.
        post_migrate.connect(keep_groups, sender=self, dispatch_uid="archive.keep_groups")
        post_migrate.connect(plan_for_many, sender=self, dispatch_uid="archive.plan_for_many")
