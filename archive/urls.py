"""Every public address, on one screen."""

from django.urls import path, register_converter

from archive.views import (
    about,
    agreements,
    articles,
    delegations,
    events,
    facts,
    home,
    officials,
    organizations,
    places,
    robots,
    search,
)
from archive.views.addresses import SlugInAnyScript

register_converter(SlugInAnyScript, "word")

app_name = "archive"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("about/", about.About.as_view(), name="about"),
    path("search/", search.Search.as_view(), name="search"),
    path("articles/", articles.ArticleList.as_view(), name="article_list"),
    path("articles/<word:slug>/", articles.ArticleDetail.as_view(), name="article_detail"),
    path("officials/", officials.OfficialList.as_view(), name="official_list"),
    path("officials/<word:slug>/", officials.OfficialDetail.as_view(), name="official_detail"),
    path("delegations/", delegations.DelegationList.as_view(), name="delegation_list"),
    path(
        "delegations/<word:slug>/",
        delegations.DelegationDetail.as_view(),
        name="delegation_detail",
    ),
    path("agreements/", agreements.AgreementList.as_view(), name="agreement_list"),
    path("agreements/<word:slug>/", agreements.AgreementDetail.as_view(), name="agreement_detail"),
    path("events/", events.EventList.as_view(), name="event_list"),
    path("events/<word:slug>/", events.EventDetail.as_view(), name="event_detail"),
    path("organizations/", organizations.OrganizationList.as_view(), name="organization_list"),
    path(
        "organizations/<word:slug>/",
        organizations.OrganizationDetail.as_view(),
        name="organization_detail",
    ),
    path("places/", places.PlaceList.as_view(), name="place_list"),
    path("places/<word:slug>/", places.PlaceDetail.as_view(), name="place_detail"),
    path("facts/<word:public_id>/", facts.FactDetail.as_view(), name="fact_detail"),
    path("robots.txt", robots.robots, name="robots"),
]
