"""What each public list may be narrowed by: the same words with the same meaning everywhere."""

import django_filters


class ArticleFilter(django_filters.FilterSet):
    pass


class OfficialFilter(django_filters.FilterSet):
    pass


class EventFilter(django_filters.FilterSet):
    pass


class DelegationFilter(django_filters.FilterSet):
    pass


class AgreementFilter(django_filters.FilterSet):
    pass


class OrganizationFilter(django_filters.FilterSet):
    pass


class PlaceFilter(django_filters.FilterSet):
    pass
