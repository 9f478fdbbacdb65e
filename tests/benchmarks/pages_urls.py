"""The site's addresses, and those of what stands beside it."""

from django.urls import path

from project.urls import urlpatterns as site
from tests.benchmarks import pages_beside

urlpatterns = [
    path("hello/", pages_beside.hello),
    path("plain/", pages_beside.plain_list),
    path("plain/<slug:slug>/", pages_beside.plain_detail),
    path("floor/", pages_beside.floor_list),
    path("floor/search/", pages_beside.floor_search),
    path("floor/<slug:slug>/", pages_beside.floor_detail),
    *site,
]
