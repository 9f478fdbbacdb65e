"""The first page."""

from django.views.generic import TemplateView


class Home(TemplateView):
    template_name = "archive/home.html"
