"""Every address: the editors' door, and the readers' in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("archive.urls")), prefix_default_language=False),
]
handler400 = "archive.views.errors.bad_request"
