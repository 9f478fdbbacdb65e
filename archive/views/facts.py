"""The page of one fact."""

from django.views.generic import TemplateView


class FactDetail(TemplateView):
    template_name = "archive/fact_detail.html"
