"""The search page."""

from django.views.generic import TemplateView


class Search(TemplateView):
    template_name = "archive/search.html"
