"""Every address: the editors' door, and the readers' in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("archive.urls")), prefix_default_language=False),
]
handler400 = "archive.views.errors.bad_request"
