"""Every public address, on one screen."""

from django.urls import path, re_path, register_converter

from archive.views import (
    about,
    agreements,
    articles,
    bundles,
    comparing,
    delegations,
    downloads,
    events,
    facts,
    feeds,
    histories,
    home,
    maps,
    officials,
    organizations,
    pairs,
    places,
    references,
    robots,
    search,
    sitemaps,
    standing,
    suggest,
)
from archive.views.addresses import KindOfFile, KindOfRecords, SlugInAnyScript
from archive.views.api import finding, index, openapi, pages
from archive.views.oai import answering

register_converter(SlugInAnyScript, "word")
register_converter(KindOfRecords, "kind")
register_converter(KindOfFile, "file")

app_name = "archive"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("about/", about.About.as_view(), name="about"),
    path("about/downloads/", bundles.BundlePage.as_view(), name="bundle"),
    path("about/downloads/<str:name>", bundles.bundle_file, name="bundle_file"),
    path("search/", search.Search.as_view(), name="search"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("<kind:kind>/feed/", feeds.feed, name="feed"),
    path(
        "<kind:kind>/<word:slug>/cite/<slug:name>/",
        references.RecordReference.as_view(),
        name="record_reference",
    ),
    path("<kind:kind>/<word:slug>/history/", histories.History.as_view(), name="record_history"),
    path("articles/", articles.ArticleList.as_view(), name="article_list"),
    path("articles/<word:slug>/", articles.ArticleDetail.as_view(), name="article_detail"),
    path("officials/", officials.OfficialList.as_view(), name="official_list"),
    path("officials/compare/", comparing.compare, name="compare"),
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
        "organizations/<word:slug>/posts/",
        standing.OrganizationPosts.as_view(),
        name="organization_posts",
    ),
    path(
        "organizations/<word:slug>/",
        organizations.OrganizationDetail.as_view(),
        name="organization_detail",
    ),
    path("places/", places.PlaceList.as_view(), name="place_list"),
    path("places/map/", maps.pairings, name="place_map"),
    path("places/<word:slug>/posts/", standing.PlacePosts.as_view(), name="place_posts"),
    path("places/<word:slug>/", places.PlaceDetail.as_view(), name="place_detail"),
    path("pairs/<word:kind>/<word:one>/<word:other>/", pairs.pair_page, name="pair"),
    path(
        "pairs/<word:kind>/<word:one>/<word:other>/cite/<slug:name>/",
        pairs.pair_reference,
        name="pair_reference",
    ),
    path("facts/<word:public_id>/", facts.FactDetail.as_view(), name="fact_detail"),
    path(
        "facts/<word:public_id>/cite/<slug:name>/",
        references.FactReference.as_view(),
        name="fact_reference",
    ),
    path("<kind:kind>.<file:file>", downloads.list_file, name="list_file"),
    path("<kind:kind>/<word:slug>.json", pages.record, name="record_json"),
    path("<kind:kind>/<word:slug>.csv", downloads.record_facts, name="record_facts"),
    path("articles/<word:slug>.txt", downloads.article_text, name="article_text"),
    path(
        "articles/<word:slug>/facts.csv",
        downloads.record_facts,
        {"kind": "articles"},
        name="article_facts",
    ),
    path("api/", index.index, name="api"),
    path("api/openapi.json", openapi.openapi, name="api_openapi"),
    path("api/search/", finding.search, name="api_search"),
    path("api/suggest/", finding.suggest, name="api_suggest"),
    path("api/facts/<word:public_id>/", pages.fact, name="api_fact"),
    path("api/<kind:kind>/", pages.record_list, name="api_list"),
    path("api/<kind:kind>/<word:slug>/", pages.record, name="api_record"),
    path("api/<kind:kind>/<word:slug>/<word:part>/", pages.record_part, name="api_part"),
    re_path(r"^api/[\s\S]+/\Z", pages.nothing_here),
    path("oai", answering.oai, name="oai"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<word:kind>-<int:number>.xml", sitemaps.part, name="sitemap_file"),
    path("robots.txt", robots.robots, name="robots"),
]
